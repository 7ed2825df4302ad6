import OrderCore
import Primitives
import Testing

@Suite struct CouponTests {
    private func terms(
        _ id: UInt32, _ kind: CouponTerms.Kind, _ value: Int64, minimum: Int64 = 0,
        money: Int64? = nil,
        count: UInt32? = nil, limit: UInt32 = 0
    ) -> Command {
        .setCoupon(
            CouponTerms(
                merchant: CoreWorld.merchant, coupon: CouponID(id), kind: kind, value: value,
                minimumSpend: MinorUnits(minimum), budgetMoney: money.map { MinorUnits($0) },
                budgetCount: count, limitPerBuyer: limit, currency: .yuan))
    }

    @Test func discountsAreSplitToTheCent() throws {
        var world = CoreWorld()
        #expect(world.decide(terms(1, .percent, 3333)).code == .done)
        #expect(world.decide(terms(2, .fixed, 100)).code == .done)
        let lines = [line(CoreWorld.shirt), line(CoreWorld.mug, 1), line(CoreWorld.mug, 2)]
        let percent = world.place(lines, coupon: 1)
        #expect(percent.code == .accepted)
        #expect(percent.detail == 2149 * 3333 / 10_000)
        #expect(percent.amount + percent.detail == 2149)
        let found = world.core.order(percent.order)
        let order = try #require(found)
        #expect(order.lines.reduce(0) { $0 + $1.discount.rawValue } == percent.detail)
        for line in order.lines {
            #expect(line.discount.rawValue >= 0)
            #expect(line.discount.rawValue <= line.unitPrice.rawValue * Int64(line.quantity))
        }
        let fixed = world.place([line(CoreWorld.mug)], coupon: 2)
        #expect(fixed.amount == 0 && fixed.detail == 50)
        // What costs nothing is paid at once.
        #expect(world.core.order(fixed.order)?.status == .paid)
    }

    @Test func splitsAddUpForAnyLines() throws {
        let seed = testSeed()
        var random = SeededRandom(seed: seed)
        for round in 0..<300 {
            var world = CoreWorld(limits: Limits(orders: 1000))
            var lines: [LineRequest] = []
            for sku in 0..<Int.random(in: 1...100, using: &random) {
                let price = Int64.random(in: 0...100_000, using: &random)
                let id = SKUID(UInt64(1000 + sku))
                world.put(id, in: CoreWorld.everyday, price: price, limit: 0, stock: 1000)
                lines.append(
                    LineRequest(
                        sale: CoreWorld.everyday, sku: id,
                        quantity: UInt32.random(in: 1...1000, using: &random),
                        unitPrice: MinorUnits(price)))
            }
            let value = Int64.random(in: 1...10_000, using: &random)
            _ = world.decide(terms(1, Bool.random(using: &random) ? .percent : .fixed, value))
            let decision = world.place(lines.filter { $0.quantity <= 1000 }, coupon: 1)
            #expect(decision.code == .accepted, "seed \(seed), round \(round)")
            let found = world.core.order(decision.order)
            let order = try #require(found)
            let off = order.lines.reduce(0) { $0 + $1.discount.rawValue }
            #expect(off == decision.detail, "seed \(seed), round \(round)")
            let isBounded = order.lines.allSatisfy {
                $0.discount.rawValue >= 0
                    && $0.discount.rawValue <= $0.unitPrice.rawValue * Int64($0.quantity)
            }
            #expect(isBounded, "seed \(seed), round \(round)")
        }
    }

    @Test func budgetsAndLimitsHoldAndComeBack() {
        var world = CoreWorld()
        #expect(world.decide(terms(1, .fixed, 40, money: 100, count: 5)).code == .done)
        #expect(world.decide(terms(2, .fixed, 10, count: 1)).code == .done)
        #expect(world.decide(terms(3, .fixed, 10, minimum: 2000)).code == .done)
        #expect(world.decide(terms(4, .fixed, 10, limit: 1)).code == .done)
        let first = world.place([line(CoreWorld.mug)], coupon: 1)
        #expect(first.code == .accepted && first.amount == 10)
        #expect(world.place([line(CoreWorld.mug)], buyer: 8, coupon: 1).code == .accepted)
        let empty = world.place([line(CoreWorld.mug)], buyer: 9, coupon: 1)
        #expect(empty.code == .couponExhausted && empty.amount == 3 && empty.detail == 20)
        // A lapsed order gives its share back.
        world.wait(902_000)
        world.tick()
        #expect(world.place([line(CoreWorld.mug)], buyer: 9, coupon: 1).code == .accepted)

        #expect(world.place([line(CoreWorld.shirt)], coupon: 2).code == .accepted)
        #expect(world.place([line(CoreWorld.shirt)], buyer: 9, coupon: 2).code == .couponExhausted)
        let cheap = world.place([line(CoreWorld.shirt)], buyer: 10, coupon: 3)
        #expect(cheap.code == .couponMinimumSpend && cheap.amount == 2000 && cheap.detail == 1999)
        #expect(world.place([line(CoreWorld.mug)], buyer: 11, coupon: 4).code == .accepted)
        #expect(
            world.place([line(CoreWorld.mug)], buyer: 11, coupon: 4).code == .couponLimitReached)
        #expect(world.place([line(CoreWorld.mug)], buyer: 12, coupon: 77).code == .unknownCoupon)
    }
}
