import OrderCore
import Primitives
import Testing

@Suite struct LifecycleTests {
    private func status(_ world: borrowing CoreWorld, _ order: OrderID) -> OrderStatus? {
        world.core.order(order)?.status
    }

    @Test func paymentsExactPartialAndTooMuch() {
        var world = CoreWorld()
        let order = world.place([line(CoreWorld.shirt)]).order
        let part = world.pay(order, 1000, reference: 1)
        #expect(part.code == .awaitingRest && part.amount == 999 && part.detail == 1999)
        #expect(world.pay(order, 1000, reference: 1).isReplay)
        let rest = world.pay(order, 1500, reference: 2)
        #expect(rest.code == .paid && rest.amount == 501)
        #expect(world.stock(CoreWorld.shirt) == [10, 0, 1, 9])
        let twice = world.pay(order, 1999, reference: 3)
        #expect(twice.code == .refundDue && twice.amount == 1999)
        // The same reference again is the same payment again, and nothing else.
        let again = world.pay(order, 1500, reference: 2)
        #expect(again.code == .paid && again.amount == 501 && again.isReplay)
        #expect(world.pay(order, 1400, reference: 2).code == .referenceReused)
        #expect(world.pay(order, 1, reference: 4, currency: .euro).code == .currencyMismatch)
        #expect(world.pay(OrderID(12345), 1, reference: 5).code == .unknownOrder)
        #expect(world.pay(order, 0, reference: 6).code == .invalid)
        #expect(world.core.order(order)?.received == MinorUnits(1999))
    }

    @Test func aHoldLapsesAndALatePaymentTakesItAgain() {
        var world = CoreWorld()
        let order = world.place([line(CoreWorld.mug, 5)]).order
        #expect(world.pay(order, 100, reference: 1).code == .awaitingRest)
        world.wait(902_000)
        world.tick()
        #expect(status(world, order) == .expired)
        #expect(world.stock(CoreWorld.mug) == [5, 0, 0, 5])
        let tooLittle = world.pay(order, 150, reference: 2)
        #expect(tooLittle.code == .refundDue && tooLittle.amount == 150)
        let late = world.pay(order, 260, reference: 3)
        #expect(late.code == .paidLate && late.amount == 10)
        #expect(world.stock(CoreWorld.mug) == [5, 0, 5, 0])
    }

    @Test func aLatePaymentGoesBackWhenStockOrLimitIsGone() {
        var world = CoreWorld()
        let mugs = world.place([line(CoreWorld.mug, 5)]).order
        let shirts = world.place([line(CoreWorld.shirt, 2)]).order
        world.wait(902_000)
        world.tick()
        #expect(world.place([line(CoreWorld.mug)], buyer: 8).code == .accepted)
        let noStock = world.pay(mugs, 250, reference: 1)
        #expect(noStock.code == .refundDue && noStock.amount == 250)
        #expect(world.place([line(CoreWorld.shirt)]).code == .accepted)
        #expect(world.pay(shirts, 3998, reference: 2).code == .refundDue)
    }

    @Test func aPaymentAfterTheDeadlineFindsTheHoldStillThere() {
        var world = CoreWorld()
        let order = world.place([line(CoreWorld.mug)]).order
        world.wait(900_500)
        #expect(world.pay(order, 50, reference: 1).code == .paid)
        world.wait(10_000)
        world.tick()
        #expect(status(world, order) == .paid)
    }

    @Test func cancellations() {
        var world = CoreWorld()
        func cancel(_ world: inout CoreWorld, _ order: OrderID, buyer: UInt64?) -> Decision {
            world.decide(
                .cancel(
                    CancelOrder(
                        merchant: CoreWorld.merchant, order: order, buyer: buyer.map { BuyerID($0) }
                    )))
        }
        let open = world.place([line(CoreWorld.shirt)]).order
        #expect(world.pay(open, 500, reference: 1).code == .awaitingRest)
        #expect(cancel(&world, open, buyer: 8).code == .unknownOrder)
        let first = cancel(&world, open, buyer: 7)
        #expect(first.code == .cancelled && first.amount == 500)
        let again = cancel(&world, open, buyer: nil)
        #expect(again.code == .cancelled && again.amount == 500 && again.isReplay)
        #expect(world.stock(CoreWorld.shirt) == [10, 0, 0, 10])
        #expect(world.pay(open, 1999, reference: 2).code == .refundDue)

        let paid = world.place([line(CoreWorld.shirt, 2)]).order
        #expect(world.pay(paid, 3998, reference: 3).code == .paid)
        #expect(cancel(&world, paid, buyer: 7).code == .orderPaid)
        let byMerchant = cancel(&world, paid, buyer: nil)
        #expect(byMerchant.code == .cancelled && byMerchant.amount == 3998)
        #expect(world.stock(CoreWorld.shirt) == [10, 0, 0, 10])
        // The limit is free again.
        #expect(world.place([line(CoreWorld.shirt, 2)]).code == .accepted)
    }

    @Test func refundsAndReturns() {
        var world = CoreWorld()
        let order = world.place([line(CoreWorld.shirt, 2), line(CoreWorld.mug, 2)]).order
        func refund(_ world: inout CoreWorld, _ amount: Int64, _ reference: UInt64) -> Decision {
            world.decide(
                .refund(
                    RefundOrder(
                        merchant: CoreWorld.merchant, order: order,
                        reference: Reference(high: 4, low: reference), amount: MinorUnits(amount))))
        }
        func restock(
            _ world: inout CoreWorld, _ line: UInt32, _ quantity: UInt32, _ reference: UInt64
        )
            -> Decision
        {
            world.decide(
                .restock(
                    RestockLine(
                        merchant: CoreWorld.merchant, order: order,
                        reference: Reference(high: 5, low: reference), line: line,
                        quantity: quantity)))
        }
        #expect(refund(&world, 100, 1).code == .invalid)
        #expect(world.pay(order, 4098, reference: 1).code == .paid)
        let part = refund(&world, 98, 1)
        #expect(part.code == .refunded && part.amount == 98 && part.detail == 4000)
        #expect(refund(&world, 98, 1).isReplay)
        #expect(refund(&world, 97, 1).code == .referenceReused)
        let over = refund(&world, 4001, 2)
        #expect(over.code == .amountTooLarge && over.amount == 4000)
        #expect(refund(&world, 4000, 2).code == .refunded)
        #expect(refund(&world, 1, 3).code == .amountTooLarge)

        #expect(world.stock(CoreWorld.mug) == [5, 0, 2, 3])
        #expect(restock(&world, 1, 1, 1).code == .restocked)
        #expect(restock(&world, 1, 1, 1).isReplay)
        #expect(restock(&world, 1, 2, 2).code == .amountTooLarge)
        #expect(restock(&world, 7, 1, 3).code == .invalid)
        #expect(world.stock(CoreWorld.mug) == [5, 0, 1, 4])
    }

    @Test func stockIsNeverWithdrawnBelowWhatIsCommitted() {
        var world = CoreWorld()
        func change(_ world: inout CoreWorld, _ delta: Int64, _ reference: UInt64) -> Decision {
            world.decide(
                .changeStock(
                    ChangeStock(
                        merchant: CoreWorld.merchant, sale: CoreWorld.sale, sku: CoreWorld.mug,
                        delta: delta, reference: Reference(high: 6, low: reference))))
        }
        #expect(world.place([line(CoreWorld.mug, 3)]).code == .accepted)
        let refused = change(&world, -3, 1)
        #expect(refused.code == .stockCommitted && refused.amount == 2 && refused.detail == 3)
        #expect(change(&world, -2, 1).code == .done)
        #expect(change(&world, -2, 1).isReplay)
        #expect(change(&world, 2, 1).code == .referenceReused)
        #expect(change(&world, 0, 2).code == .invalid)
        #expect(world.stock(CoreWorld.mug) == [3, 3, 0, 0])
    }

    @Test func finishedOrdersLeaveAfterTheirTime() throws {
        var limits = Limits(orders: 1000)
        limits.idempotencyWindow = 60_000
        limits.returnWindow = 120_000
        var world = CoreWorld(limits: limits)
        let expires = world.place([line(CoreWorld.mug)], key: 1, window: 10_000).order
        let paid = world.place([line(CoreWorld.mug, sale: CoreWorld.sale)], key: 2, window: 10_000)
            .order
        #expect(world.pay(paid, 50, reference: 1).code == .paid)
        world.wait(12_000)
        world.tick()
        #expect(status(world, expires) == .expired)
        world.wait(62_000)
        world.tick()
        #expect(status(world, expires) == nil)
        // The key is free again, and names a new order.
        let renewed = world.place([line(CoreWorld.mug)], key: 1, window: 10_000)
        #expect(renewed.code == .accepted && !renewed.isReplay && renewed.order != expires)
        // A paid order stays while its sale goes on, as it counts in the sale's limits.
        world.wait(200_000)
        world.tick()
        #expect(status(world, paid) == .paid)
        world.wait(3_600_000)
        world.tick()
        world.wait(200_000)
        world.tick()
        #expect(status(world, paid) == nil)
        #expect(world.core.orderCount == 0)
        #expect(world.stock(CoreWorld.mug) == [5, 0, 1, 4])
        let (digests, hashes) = try world.folded(limits: limits)
        #expect(digests.0 == digests.1 && hashes.0 == hashes.1)
    }

    @Test func aClockThatJumpsBackDoesNotMoveTheCore() {
        var world = CoreWorld()
        let order = world.place([line(CoreWorld.mug)]).order
        world.wait(-86_400_000)
        #expect(world.place([line(CoreWorld.mug)], window: 86_400_000 + 60_000).code == .accepted)
        world.tick()
        #expect(status(world, order) == .awaitingPayment)
        #expect(world.core.now == CoreWorld.start)
    }
}
