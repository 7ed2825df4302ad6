import Boards
import Foundation
import Journal
import OrderCore
import Orders
import Primitives
import Testing

/// Figures that are kept from one start of the boards to the next.
@Suite struct FiguresSnapshotTests {
    private static let patience: UInt64 = 20_000_000_000

    /// Starts boards on a cell, waits until they have caught up, and ends them.
    private func run(
        _ cell: TradingCell, _ path: String, dayStart: Timestamp? = nil,
        _ body: (Boards) throws -> Void = { _ in }
    ) throws {
        var options = BoardsOptions()
        options.snapshotPath = path
        options.dayStart = dayStart
        let boards = Boards(cell.cell, options: options)
        defer { boards.close() }
        #expect(boards.waitForTail(atMost: Self.patience))
        #expect(boards.progress.failure == nil)
        try body(boards)
    }

    private func settle(_ cell: TradingCell) throws {
        try #require(cell.cell.settleOrderBook(atMost: Self.patience))
    }

    @Test func `a start counts on from what was kept, each order once`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        defer { cell.close() }
        let path = cell.directory + "/figures"
        cell.openSale(stock: 100)
        let early = cell.place(quantity: 2)
        cell.flood(20)
        try settle(cell)
        try run(cell, path)
        let kept = cell.cell.journal.tail.position
        // Of these the figures that were kept know nothing.
        #expect(cell.pay(early.order, 200).code == .paid)
        let late = cell.place(sku: 2)
        #expect(cell.pay(late.order, 200).code == .paid)
        try settle(cell)
        for round in 0..<2 {
            try run(cell, path) { boards in
                #expect(boards.progress.countedFrom >= kept)
                #expect((boards.progress.countedFrom > kept) == (round == 1))
                let frame = boards.sales.frame(for: TradingCell.merchant, at: SystemClock().now())
                #expect(frame.orders == 22 && frame.paid == 2 && frame.units == 23)
                #expect(frame.money.map(\.placed) == [2400] && frame.money.map(\.paid) == [400])
                #expect(frame.topByUnits.map(\.units) == [22, 1])
                let pool = boards.stock.pool(sale: TradingCell.sale, sku: SKUID(1))
                #expect(pool?.held == 20 && pool?.sold == 2)
            }
        }
    }

    @Test func `kept figures that do not fit are passed over`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        defer { cell.close() }
        let path = cell.directory + "/figures"
        cell.openSale(stock: 100)
        cell.flood(10)
        try settle(cell)
        try run(cell, path)
        let good = try Data(contentsOf: URL(filePath: path))
        let other = try TradingCell()
        defer { other.remove() }
        defer { other.close() }
        other.openSale(stock: 100)
        other.flood(10)
        other.flood(3)
        try run(other, path + "-other")
        var spoilt: [Data] = [
            Data(), Data("spillway-figures-1".utf8), good.dropLast(1), good + [0x20],
            try Data(contentsOf: URL(filePath: path + "-other")),
        ]
        for place in stride(from: 0, to: good.count, by: max(1, good.count / 40)) {
            var bytes = good
            bytes[place] ^= 1
            spoilt.append(bytes)
        }
        for bytes in spoilt {
            try bytes.write(to: URL(filePath: path))
            try run(cell, path) { boards in
                #expect(boards.progress.countedFrom == 0)
                let frame = boards.sales.frame(for: TradingCell.merchant, at: SystemClock().now())
                #expect(frame.orders == 10)
            }
        }
        try good.write(to: URL(filePath: path))
        try run(cell, path) { #expect($0.progress.countedFrom > 0) }
    }

    @Test func `a new day begins with nothing`() throws {
        let cell = try TradingCell()
        defer { cell.remove() }
        defer { cell.close() }
        let path = cell.directory + "/figures"
        cell.openSale(stock: 100)
        cell.flood(10)
        try settle(cell)
        let now = SystemClock().now().rawValue
        let midnight = Timestamp(now - now % 86_400_000)
        try run(cell, path, dayStart: midnight)
        try run(cell, path, dayStart: midnight.adding(milliseconds: 86_400_000)) { boards in
            let frame = boards.sales.frame(for: TradingCell.merchant, at: SystemClock().now())
            #expect(frame.orders == 0)
            #expect(boards.progress.countedFrom > 0)
        }
    }
}
