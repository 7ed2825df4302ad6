import OrderCore
import Primitives
import Testing

@Suite struct PlaceTests {
    /// One order on a fresh world: what is answered, and with which numbers.
    private func check(
        _ lines: [LineRequest], buyer: UInt64 = 7, window: Int64 = 900_000,
        after milliseconds: Int64 = 0,
        gives code: DecisionCode, amount: Int64? = nil, detail: Int64? = nil, line: UInt8 = 0,
        _ location: SourceLocation = #_sourceLocation
    ) {
        var world = CoreWorld()
        world.wait(milliseconds)
        let before = world.frame.count
        let decision = world.place(lines, buyer: buyer, window: window)
        #expect(decision.code == code, sourceLocation: location)
        if let amount { #expect(decision.amount == amount, sourceLocation: location) }
        if let detail { #expect(decision.detail == detail, sourceLocation: location) }
        #expect(decision.line == line, sourceLocation: location)
        if !code.isSuccess {
            #expect(
                world.frame.count == before, "a refusal writes nothing", sourceLocation: location)
            #expect(world.stock(CoreWorld.shirt) == [10, 0, 0, 10], sourceLocation: location)
        }
        #expect(!decision.explanation.isEmpty, sourceLocation: location)
    }

    @Test func answers() {
        let (shirt, mug) = (CoreWorld.shirt, CoreWorld.mug)
        check([line(shirt)], gives: .accepted, amount: 1999, detail: 0)
        check([line(shirt, 2), line(mug, 3)], gives: .accepted, amount: 4148)
        check([], gives: .invalid, amount: InvalidReason.lineCount.rawValue)
        check(Array(repeating: line(mug), count: 101), gives: .invalid)
        check([line(shirt, 0)], gives: .invalid, amount: InvalidReason.quantity.rawValue)
        check([line(shirt, 2_000_000)], gives: .invalid)
        check([line(shirt)], window: -1, gives: .invalid)
        check([line(shirt)], window: Limits.maximumPaymentWindow + 1, gives: .invalid)
        check([line(mug, 6)], gives: .soldOut, amount: 5, detail: 6)
        check([line(shirt), line(mug, 6)], gives: .soldOut, amount: 5, detail: 6, line: 1)
        check([line(shirt, 3)], gives: .limitReached, amount: 2, detail: 0)
        check([line(shirt, price: 1998)], gives: .priceChanged, amount: 1999, detail: 1998)
        check([line(SKUID(999), price: 1)], gives: .unknownItem)
        check([line(shirt, sale: SaleID(99))], gives: .unknownSale)
        check(
            [line(shirt)], after: 3_600_000, gives: .saleClosed,
            amount: CoreWorld.start.rawValue + 3_600_000)
    }

    @Test func theSameSKUInTwoLinesCountsTogether() {
        check(
            [line(CoreWorld.mug, 3), line(CoreWorld.mug, 3)], gives: .soldOut, amount: 2, line: 1)
        check([line(CoreWorld.shirt, 1), line(CoreWorld.shirt, 2)], gives: .limitReached, line: 1)
        check([line(CoreWorld.mug, 3), line(CoreWorld.mug, 2)], gives: .accepted, amount: 250)
    }

    @Test func aSaleOpensAndCloses() {
        var world = CoreWorld()
        let opens = world.now.adding(milliseconds: 5000)
        world.set(sale: SaleID(20), from: opens, to: opens.adding(milliseconds: 1000))
        world.put(CoreWorld.mug, in: SaleID(20), price: 50, limit: 0, stock: 9)
        let wanted = line(CoreWorld.mug, sale: SaleID(20))
        let early = world.place([wanted])
        #expect(early.code == .saleNotOpen && early.amount == opens.rawValue)
        world.wait(5000)
        #expect(world.place([wanted]).code == .accepted)
        world.wait(1000)
        #expect(world.place([wanted]).code == .saleClosed)
    }

    @Test func stockIsHeldOnceAndEndsExactly() {
        var world = CoreWorld()
        var accepted = 0
        for buyer in 1...20
        where world.place([line(CoreWorld.mug)], buyer: UInt64(buyer)).code == .accepted {
            accepted += 1
        }
        #expect(accepted == 5)
        #expect(world.stock(CoreWorld.mug) == [5, 5, 0, 0])
    }

    @Test func theSameKeyGetsTheFirstAnswerAgain() {
        var world = CoreWorld()
        let first = world.place([line(CoreWorld.shirt)], key: 5)
        world.wait(1000)
        var again = world.place([line(CoreWorld.shirt)], key: 5)
        #expect(again.isReplay)
        again.isReplay = false
        #expect(again == first)
        #expect(world.place([line(CoreWorld.shirt, 2)], key: 5).code == .keyReused)
        #expect(world.place([line(CoreWorld.mug)], key: 5).code == .keyReused)
        #expect(world.place([line(CoreWorld.shirt)], buyer: 8, key: 5).code == .keyReused)
        #expect(world.stock(CoreWorld.shirt) == [10, 1, 0, 9])
        // Whatever became of it, the first answer stays.
        #expect(world.pay(first.order, 1999, reference: 1).code == .paid)
        #expect(world.place([line(CoreWorld.shirt)], key: 5).code == .accepted)
    }

    @Test func aRefusedKeyMayBeTriedAgain() {
        var world = CoreWorld()
        #expect(world.place([line(CoreWorld.mug, 6)], key: 5).code == .soldOut)
        world.put(CoreWorld.mug, in: CoreWorld.sale, price: 50, limit: 0, stock: 1)
        #expect(world.place([line(CoreWorld.mug, 6)], key: 5).code == .accepted)
    }

    @Test func limitsHoldPerBuyerSKUAndSale() {
        var world = CoreWorld()
        #expect(world.place([line(CoreWorld.shirt, 2)]).code == .accepted)
        let over = world.place([line(CoreWorld.shirt)])
        #expect(over.code == .limitReached && over.amount == 2 && over.detail == 2)
        #expect(world.place([line(CoreWorld.shirt)], buyer: 8).code == .accepted)
        let sale = SaleID(30)
        world.set(sale: sale, from: world.now, to: .never, limit: 3)
        world.put(CoreWorld.mug, in: sale, price: 50, limit: 0, stock: 9)
        world.put(CoreWorld.shirt, in: sale, price: 1999, limit: 0, stock: 9)
        #expect(world.place([line(CoreWorld.mug, 2, sale: sale)]).code == .accepted)
        let both = [line(CoreWorld.mug, sale: sale), line(CoreWorld.shirt, sale: sale)]
        #expect(world.place(both).code == .limitReached)
        #expect(world.place([line(CoreWorld.shirt, sale: sale)]).code == .accepted)
    }

    @Test func rehearsalOrdersTouchShadowStockAlone() throws {
        var world = CoreWorld()
        #expect(world.place([line(CoreWorld.shirt)], isRehearsal: true).code == .soldOut)
        world.put(
            CoreWorld.shirt, in: CoreWorld.sale, price: 1999, limit: 2, stock: 4, isRehearsal: true)
        let order = world.place([line(CoreWorld.shirt, 2)], isRehearsal: true)
        #expect(order.code == .accepted)
        #expect(world.stock(CoreWorld.shirt) == [10, 0, 0, 10])
        #expect(world.stock(CoreWorld.shirt, isRehearsal: true) == [4, 2, 0, 2])
        // The shadow limit is used up; the real one is not.
        #expect(world.place([line(CoreWorld.shirt)], isRehearsal: true).code == .limitReached)
        #expect(world.place([line(CoreWorld.shirt, 2)]).code == .accepted)
        #expect(world.pay(order.order, 3998, reference: 1).code == .paid)
        #expect(world.stock(CoreWorld.shirt, isRehearsal: true) == [4, 0, 2, 2])
        let (digests, hashes) = try world.folded()
        #expect(digests.0 == digests.1 && hashes.0 == hashes.1)
    }

    @Test func nobodyMeetsAnotherMerchantsItems() {
        var world = CoreWorld()
        let order = PlaceOrder(
            merchant: MerchantID(2), buyer: BuyerID(7), key: IdempotencyKey(high: 3, low: 3),
            paymentDeadline: world.now.adding(milliseconds: 1000))
        #expect(world.decide(.place(order, lines: [line(CoreWorld.shirt)])).code == .unknownSale)
        let mine = world.place([line(CoreWorld.shirt)]).order
        #expect(
            world.decide(.cancel(CancelOrder(merchant: MerchantID(2), order: mine))).code
                == .unknownOrder)
        let item = ItemTerms(
            merchant: MerchantID(2), sale: CoreWorld.sale, sku: CoreWorld.shirt,
            unitPrice: MinorUnits(1))
        #expect(world.decide(.setItem(item)).code == .unknownSale)
    }

    @Test func oneCurrencyToAnOrder() {
        var world = CoreWorld()
        world.set(sale: SaleID(40), from: world.now, to: .never, currency: .euro)
        world.put(CoreWorld.mug, in: SaleID(40), price: 50, limit: 0, stock: 5)
        let mixed = [line(CoreWorld.mug), line(CoreWorld.mug, sale: SaleID(40))]
        let decision = world.place(mixed)
        #expect(decision.code == .currencyMismatch && decision.line == 1)
    }

    @Test func everyTableHasABound() {
        var limits = Limits(orders: 3)
        limits.pools = 2
        var world = CoreWorld(limits: limits)
        for buyer in 1...3 {
            #expect(world.place([line(CoreWorld.mug)], buyer: UInt64(buyer)).code == .accepted)
        }
        let full = world.place([line(CoreWorld.mug)], buyer: 9)
        #expect(
            full.code == .busy && full.amount == Limits.Table.orders.rawValue && full.detail == 3)
        let item = ItemTerms(
            merchant: CoreWorld.merchant, sale: CoreWorld.sale, sku: SKUID(3),
            unitPrice: MinorUnits(1))
        #expect(world.decide(.setItem(item)).code == .busy)
    }
}
