import Boards
import Journal
import OrderCore
import Orders
import Primitives
import Service
import Synchronization
import Testing

@Suite struct BoardsTests {
    /// A clock on which no time passes for who measures it.
    private struct StandingClock: WallClock {
        func now() -> Timestamp { SystemClock().now() }
        func monotonicNanoseconds() -> UInt64 { 1_000_000_000 }
    }

    private static let patience: UInt64 = 20_000_000_000

    /// Every way that stock moves: holds, payments, coupons, cancellations, returns, rehearsal.
    private func trade(_ cell: TradingCell) -> [OrderID] {
        cell.openSale(stock: 100)
        let first = cell.place(quantity: 3)
        let second = cell.place(sku: 2, quantity: 2, buyer: 2, coupon: true)
        let third = cell.place(quantity: 5, buyer: 3)
        let fourth = cell.place(sku: 2, buyer: 4, coupon: true)
        #expect(cell.pay(first.order, 300).code == .paid)
        #expect(cell.pay(second.order, second.amount).code == .paid)
        let merchant = TradingCell.merchant
        #expect(
            cell.ask(.cancel(CancelOrder(merchant: merchant, order: third.order))).code
                == .cancelled)
        #expect(
            cell.ask(
                .restock(
                    RestockLine(
                        merchant: merchant, order: first.order,
                        reference: Reference(high: 4, low: 4), line: 0, quantity: 1))
            ).code == .restocked)
        return [first.order, second.order, third.order, fourth.order]
    }

    private func checkTrade(_ boards: Boards) throws {
        let pool = try #require(boards.stock.pool(sale: TradingCell.sale, sku: SKUID(1)))
        #expect(pool.unitPrice == MinorUnits(100) && pool.currency == .poundSterling)
        #expect(pool.given == 100 && pool.held == 0 && pool.sold == 2 && pool.free == 98)
        let other = try #require(boards.stock.pool(sale: TradingCell.sale, sku: SKUID(2)))
        #expect(other.held == 1 && other.sold == 2 && other.free == 97)
        let coupon = try #require(boards.stock.coupon(TradingCell.coupon))
        #expect(coupon.orders == 2 && coupon.money == MinorUnits(100))
        #expect(boards.stock.terms(of: TradingCell.sale)?.merchant == TradingCell.merchant)
        #expect(boards.stock.pools(of: TradingCell.sale).map(\.sku.rawValue) == [1, 2])
        #expect(boards.stock.pools(of: SKUID(2)).count == 1)
        #expect(boards.stock.total(of: TradingCell.sale).sold == 4)
    }

    @Test(arguments: [true, false])
    func `stock follows everything that happens to orders`(hasOrderBook: Bool) throws {
        let cell = try TradingCell(hasOrderBook: hasOrderBook)
        defer { cell.remove() }
        let boards = Boards(cell.cell)
        _ = trade(cell)
        #expect(boards.waitForTail(atMost: Self.patience))
        try checkTrade(boards)
        #expect(boards.progress.failure == nil)
        boards.close()
        cell.close()
    }

    @Test func `a start finds the stock in the order book and old orders too`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        let orders = trade(cell)
        let book = try #require(cell.cell.orderBook)
        let clock = SystemClock()
        while try book.position().position < cell.cell.journal.tail.position {
            clock.pause(nanoseconds: 1_000_000)
        }
        var options = BoardsOptions()
        // Nothing of the trade is of this day: the figures do not read it again.
        options.dayStart = clock.now().adding(milliseconds: 1)
        while clock.now() <= options.dayStart ?? .never { clock.pause(nanoseconds: 1_000_000) }
        let boards = Boards(cell.cell, options: options)
        #expect(boards.waitForTail(atMost: Self.patience))
        try checkTrade(boards)
        let merchant = TradingCell.merchant
        // The first was paid and one unit came back; the fourth was not paid.
        for order in [orders[0], orders[3]] {
            #expect(
                cell.ask(.cancel(CancelOrder(merchant: merchant, order: order))).code
                    == .cancelled)
        }
        #expect(boards.waitForTail(atMost: Self.patience))
        let total = boards.stock.total(of: TradingCell.sale)
        #expect(total.sold == 2 && total.held == 0 && total.free == 198)
        #expect(boards.stock.coupon(TradingCell.coupon)?.orders == 1)
        let frame = boards.sales.frame(for: merchant, at: clock.now())
        #expect(frame.orders == 0 && frame.cancelled == 2)
        #expect(frame.money.first?.refunded == 300)
        boards.close()
        cell.close()
    }

    @Test func `who signs up beside others who order is known at their first order`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        let known = Mutex<[(BuyerID, String)]>([])
        let asked = Atomic<Int>(0)
        var options = BoardsOptions()
        options.countries = { range in
            asked.add(1, ordering: .relaxed)
            return known.withLock { $0.filter { range.contains($0.0.rawValue) } }
        }
        // A clock that stands: all of it is in one second.
        let boards = Boards(cell.cell, options: options, clock: StandingClock())
        cell.openSale(stock: 1000)
        for buyer in UInt64(1)...40 {
            known.withLock { $0.append((BuyerID(buyer), "GB")) }
            #expect(cell.place(buyer: buyer).code == .accepted)
            #expect(boards.waitForTail(atMost: Self.patience))
        }
        // Nobody knows these: they are asked for once each, and not without end.
        for buyer in Array(UInt64(41)...250) + Array(41...250) {
            #expect(cell.place(buyer: buyer).code == .accepted)
        }
        #expect(boards.waitForTail(atMost: Self.patience))
        let frame = boards.sales.frame(for: TradingCell.merchant, at: SystemClock().now())
        let orders = Dictionary(uniqueKeysWithValues: frame.countries.map { ($0.code, $0.orders) })
        #expect(orders == ["GB": 40, "ZZ": 420])
        #expect((40...201).contains(asked.load(ordering: .relaxed)))
        boards.close()
        cell.close()
    }

    @Test func `the figures of a day`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        var options = BoardsOptions()
        options.countries = { $0.contains(2) ? [(BuyerID(2), "FR")] : [] }
        let boards = Boards(cell.cell, options: options)
        _ = trade(cell)
        #expect(boards.waitForTail(atMost: Self.patience))
        boards.sales.count(.view, of: TradingCell.merchant)
        for milliseconds in 1...1000 {
            boards.sales.count(
                answer: milliseconds > 10 ? .accepted : .soldOut, of: TradingCell.merchant,
                latencyNanoseconds: UInt64(milliseconds) * 1_000_000)
        }
        let now = SystemClock().now()
        let frame = boards.sales.frame(for: TradingCell.merchant, at: now)
        #expect(frame.orders == 4 && frame.paid == 2 && frame.cancelled == 1 && frame.units == 11)
        let placed: Int64 = 300 + 350 + 500 + 150
        #expect(frame.money.map(\.placed) == [placed] && frame.money.map(\.paid) == [650])
        #expect(frame.topByUnits.map(\.sku.rawValue) == [1, 2])
        #expect(frame.topByUnits.map(\.units) == [8, 3])
        #expect(frame.countries.map(\.code).sorted() == ["FR", "ZZ"])
        #expect(frame.sales.first?.stock.free == 195)
        #expect(frame.funnel == [1, 0, 0, 0, 0])
        #expect(frame.answers.map(\.0) == ["accepted", "sold_out"])
        #expect((495_000...517_000).contains(frame.latency.p50))
        #expect((985_000...1_025_000).contains(frame.latency.p99))
        #expect(frame.ordersBySecond.reduce(0, +) <= 4 && frame.ordersBySecond.count == 120)
        // Who came by the pages was counted there; who orders by the API enters with the order.
        for entry in [FunnelStep.order, .view] {
            boards.sales.count(
                answer: .accepted, of: TradingCell.merchant, latencyNanoseconds: 1, entry: entry)
        }
        let later = boards.sales.frame(for: TradingCell.merchant, at: now)
        #expect(later.funnel == [2, 1, 1, 2, 0])
        #expect(boards.sales.frame(for: nil, at: now).orders == 4)
        #expect(boards.sales.frame(for: MerchantID(99), at: now).orders == 0)
        #expect(frame.json["money"]?.array?.first?["currency"]?.string == "GBP")
        boards.close()
        cell.close()
    }

    @Test func `a replay ends with the last moment, however fast it runs`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        let from = SystemClock().now()
        _ = trade(cell)
        let until = SystemClock().now()
        let replay = SaleReplay(
            cell.cell.journal, for: TradingCell.merchant, from: from, until: until, speed: 10_000)
        var frames: [ScreenFrame] = []
        while let frame = replay.next() { frames.append(frame) }
        #expect(frames.count <= 2 && frames.last?.at == until && frames.last?.orders == 4)
        cell.close()
    }

    @Test func `a rehearsal touches neither stock nor figures`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        let boards = Boards(cell.cell)
        cell.openSale(stock: 10)
        let given = ChangeStock(
            merchant: TradingCell.merchant, sale: TradingCell.sale, sku: SKUID(1), delta: 50,
            reference: Reference(high: 2, low: 2), isRehearsal: true)
        #expect(cell.ask(.changeStock(given)).code == .done)
        #expect(cell.place(quantity: 4, isRehearsal: true).code == .accepted)
        #expect(boards.waitForTail(atMost: Self.patience))
        let pool = try #require(boards.stock.pool(sale: TradingCell.sale, sku: SKUID(1)))
        #expect(pool.real == .init(given: 10) && pool.shadow == .init(given: 50, held: 4))
        let now = SystemClock().now()
        #expect(boards.sales.frame(for: nil, at: now).orders == 0)
        #expect(boards.sales.frame(for: nil, at: now, isRehearsal: true).orders == 1)
        boards.close()
        cell.close()
    }

    @Test func `the best offer is the cheapest open sale with stock`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        let boards = Boards(cell.cell)
        cell.openSale(stock: 1)
        let everyday = SaleID(9)
        let merchant = TradingCell.merchant
        #expect(
            cell.ask(
                .setSale(
                    SaleTerms(
                        merchant: merchant, sale: everyday, startsAt: Timestamp(0),
                        currency: .poundSterling))
            ).code == .done)
        #expect(
            cell.ask(
                .setItem(
                    ItemTerms(
                        merchant: merchant, sale: everyday, sku: SKUID(1),
                        unitPrice: MinorUnits(500)))
            ).code == .done)
        #expect(
            cell.ask(
                .changeStock(
                    ChangeStock(
                        merchant: merchant, sale: everyday, sku: SKUID(1), delta: 5,
                        reference: Reference(high: 3, low: 3)))
            ).code == .done)
        #expect(boards.waitForTail(atMost: Self.patience))
        let now = SystemClock().now()
        #expect(boards.stock.offer(of: SKUID(1), at: now)?.sale == TradingCell.sale)
        #expect(cell.place().code == .accepted)
        #expect(boards.waitForTail(atMost: Self.patience))
        #expect(boards.stock.offer(of: SKUID(1), at: now)?.sale == everyday)
        #expect(boards.stock.offer(of: SKUID(77), at: now) == nil)
        boards.stock.setAside([everyday])
        #expect(boards.stock.offer(of: SKUID(1), at: now)?.sale == TradingCell.sale)
        boards.stock.setAside([everyday, TradingCell.sale])
        #expect(boards.stock.offer(of: SKUID(1), at: now) == nil)
        boards.close()
        cell.close()
    }
}
