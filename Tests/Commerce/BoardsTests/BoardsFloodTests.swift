import Boards
import Journal
import OrderCore
import Orders
import Primitives
import Testing

@Suite(.serialized) struct BoardsFloodTests {
    private static let orders = 300_000

    @Test func `a start folds a flood fast, and a replay ends where the board stands`() throws {
        let cell = try TradingCell(hasOrderBook: false)
        defer { cell.remove() }
        let clock = SystemClock()
        let from = clock.now()
        cell.openSale(stock: Int64(Self.orders) * 2)
        cell.flood(Self.orders)
        let began = clock.monotonicNanoseconds()
        let boards = Boards(cell.cell)
        #expect(boards.waitForTail(atMost: 60_000_000_000))
        let seconds = Double(clock.monotonicNanoseconds() - began) / 1e9
        print("boards folded \(Int(Double(Self.orders) / seconds)) orders/s")
        // The other suites run beside it: it must not fail for their sake.
        #expect(Double(Self.orders) / seconds > 100_000)
        let now = clock.now()
        let frame = boards.sales.frame(for: TradingCell.merchant, at: now)
        #expect(frame.orders == Int64(Self.orders))
        let pool = try #require(boards.stock.pool(sale: TradingCell.sale, sku: SKUID(1)))
        #expect(pool.held == Int64(Self.orders) && pool.free == Int64(Self.orders))
        let replay = SaleReplay(
            cell.cell.journal, for: TradingCell.merchant, from: from,
            until: now.adding(milliseconds: 1000), speed: 2)
        var frames: [ScreenFrame] = []
        while let frame = replay.next() { frames.append(frame) }
        #expect(frames.count >= 3)
        #expect(zip(frames, frames.dropFirst()).allSatisfy { $0.orders <= $1.orders })
        let last = try #require(frames.last)
        #expect(last.orders == frame.orders && last.money == frame.money)
        #expect(last.sales == frame.sales)
        boards.close()
        cell.close()
    }

    @Test func `memory is bounded with an order book`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        cell.openSale(stock: 100_000)
        var options = BoardsOptions()
        options.maximumOrders = 8192
        let boards = Boards(cell.cell, options: options)
        let first = cell.place(quantity: 2)
        cell.flood(30_000)
        #expect(boards.waitForTail(atMost: 60_000_000_000))
        #expect(boards.progress.pages <= 2)
        #expect(cell.pay(first.order, first.amount).code == .paid)
        #expect(boards.waitForTail(atMost: 60_000_000_000))
        let pool = try #require(boards.stock.pool(sale: TradingCell.sale, sku: SKUID(1)))
        #expect(pool.sold == 2 && pool.held == 30_000)
        boards.close()
        cell.close()
    }

    @Test func `a look-up takes well under a microsecond`() throws {
        let cell = try TradingCell(hasOrderBook: false)
        defer { cell.remove() }
        cell.openSale(stock: 10)
        let boards = Boards(cell.cell)
        #expect(boards.waitForTail(atMost: 20_000_000_000))
        let clock = SystemClock()
        let began = clock.monotonicNanoseconds()
        var free: Int64 = 0
        for _ in 0..<1_000_000 {
            free += boards.stock.pool(sale: TradingCell.sale, sku: SKUID(1))?.free ?? 0
        }
        let nanoseconds = Double(clock.monotonicNanoseconds() - began) / 1_000_000
        print("a look-up takes \(nanoseconds) ns")
        #expect(free == 10_000_000 && nanoseconds < 5000)
        boards.close()
        cell.close()
    }
}
