import OrderCore
import Primitives
import SimulationKit
import Testing

/// The model by itself, on cases whose answers are plain without it.
@Suite struct ReferenceModelTests {
    private let start = Timestamp(1_700_000_000_000)

    /// Runs commands a second apart and compares the codes and amounts of the decisions.
    private func check(_ commands: [(Command, DecisionCode, Int64)], _ comment: Comment? = nil) {
        var model = ReferenceModel(limits: Limits(orders: 10))
        var time = start
        for (number, (command, code, amount)) in commands.enumerated() {
            let id = OrderID(UInt64(number + 1))
            let decision = model.decide(command, at: time, proposed: id)
            #expect(decision.code == code && decision.amount == amount, "\(number): \(decision)")
            time = time.adding(milliseconds: 1000)
        }
        #expect(model.contradictions().isEmpty, comment)
    }

    private var shop: [(Command, DecisionCode, Int64)] {
        let sale = SaleTerms(
            merchant: MerchantID(1), sale: SaleID(1), startsAt: Timestamp(0), limitPerBuyer: 3,
            currency: .yuan)
        let item = ItemTerms(
            merchant: MerchantID(1), sale: SaleID(1), sku: SKUID(1), unitPrice: MinorUnits(999))
        let stock = ChangeStock(
            merchant: MerchantID(1), sale: SaleID(1), sku: SKUID(1), delta: 4, reference: name(1))
        let coupon = CouponTerms(
            merchant: MerchantID(1), coupon: CouponID(1), kind: .percent, value: 1000,
            currency: .yuan)
        return [
            (.setSale(sale), .done, 1), (.setItem(item), .done, 1), (.changeStock(stock), .done, 4),
            (.changeStock(stock), .done, 4), (.setCoupon(coupon), .done, 1),
        ]
    }

    private func name(_ number: UInt64) -> Token128 { Token128(high: 0, low: number) }

    private func place(
        _ key: UInt64, buyer: UInt64 = 1, _ quantities: [UInt32], coupon: CouponID? = nil
    ) -> Command {
        .place(
            PlaceOrder(
                merchant: MerchantID(1), buyer: BuyerID(buyer), key: name(key), coupon: coupon,
                paymentDeadline: start.adding(milliseconds: 60_000)),
            lines: quantities.map {
                LineRequest(
                    sale: SaleID(1), sku: SKUID(1), quantity: $0, unitPrice: MinorUnits(999))
            })
    }

    private func pay(_ order: UInt64, _ reference: UInt64, _ amount: Int64) -> Command {
        .pay(
            PayOrder(
                merchant: MerchantID(1), order: OrderID(order), reference: name(reference),
                amount: MinorUnits(amount), currency: .yuan))
    }

    @Test func stockAndLimits() {
        check(
            shop + [
                (place(1, [2, 2]), .limitReached, 3), (place(1, [2]), .accepted, 1998),
                (place(1, [2]), .accepted, 1998), (place(1, [1]), .keyReused, 0),
                (place(2, buyer: 2, [1, 2]), .soldOut, 1),
                (place(2, buyer: 2, [2]), .accepted, 1998),
                (place(3, buyer: 3, [1]), .soldOut, 0),
            ])
    }

    @Test func money() {
        check(
            shop + [
                (place(1, [1, 2], coupon: CouponID(1)), .accepted, 2698),
                (pay(6, 2, 1000), .awaitingRest, 1698),
                (pay(6, 2, 1000), .awaitingRest, 1698), (pay(6, 2, 1001), .referenceReused, 0),
                (pay(6, 3, 2000), .paid, 302), (pay(6, 4, 5), .refundDue, 5),
                (
                    .refund(
                        RefundOrder(
                            merchant: MerchantID(1), order: OrderID(6), reference: name(5),
                            amount: MinorUnits(2699))), .amountTooLarge, 2698
                ),
                (
                    .refund(
                        RefundOrder(
                            merchant: MerchantID(1), order: OrderID(6), reference: name(5),
                            amount: MinorUnits(98))), .refunded, 98
                ),
                (
                    .cancel(CancelOrder(merchant: MerchantID(1), order: OrderID(6))), .cancelled,
                    2600
                ),
                (pay(6, 6, 7), .refundDue, 7),
            ])
    }

    @Test func deadlines() {
        var model = ReferenceModel(limits: Limits(orders: 10))
        for (command, _, _) in shop { _ = model.decide(command, at: start, proposed: OrderID(0)) }
        _ = model.decide(place(1, [3]), at: start, proposed: OrderID(1))
        #expect(model.tick(at: start.adding(milliseconds: 60_000)) == 0)
        #expect(model.tick(at: start.adding(milliseconds: 61_000)) == 1)
        let late = model.decide(
            pay(1, 9, 2997), at: start.adding(milliseconds: 62_000), proposed: OrderID(0))
        #expect(late == Decision(.paidLate, order: OrderID(1), amount: 0))
        #expect(model.contradictions().isEmpty)
    }
}
