import Journal
import Orders
import Primitives
import Store
import Testing

/// What the book says of a journal that is not what it should be, and that it commits nothing then.
@Suite struct OrderBookFaultTests {
    /// A bad journal's effect: the code, the position named, and no change.
    private func check(
        _ code: OrderBookError.Code, at position: UInt64, in trade: OrderBookTrade,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let book = try OrderBook(path: trade.path("book.db"))
        let sound = try OrderBook(path: trade.path("sound.db"))
        for other in [book, sound] {
            while try other.position().position < 2 {
                _ = try other.step(from: trade.journal, maximumBatches: 1)
            }
        }
        // The step would take good batches along with the bad one.
        for _ in 0..<2 {
            let error = #expect(throws: OrderBookError.self, sourceLocation: sourceLocation) {
                try book.step(from: trade.journal)
            }
            #expect(error?.code == code, sourceLocation: sourceLocation)
            #expect(error?.position == position, sourceLocation: sourceLocation)
            #expect(error?.message.contains("\(position)") == true, sourceLocation: sourceLocation)
        }
        #expect(try book.differences(with: sound, limit: 1) == [], sourceLocation: sourceLocation)
        #expect(try book.position().position == 2, sourceLocation: sourceLocation)
        try book.close()
        try sound.close()
    }

    private func change(_ sql: String, in trade: OrderBookTrade) throws {
        let store = try Store(StoreConfiguration(.sqlite(path: trade.path("journal.db"))))
        try store.write { connection throws(StoreError) in _ = try connection.execute(sql) }
        try store.close()
    }

    @Test func aMissingBatchIsNamed() throws {
        let trade = try OrderBookTrade(seed: 21)
        try trade.trade(batches: 9)
        try change("DELETE FROM batch WHERE position = 5", in: trade)
        try check(.journal, at: 5, in: trade)
    }

    @Test func anAlteredBatchIsNamed() throws {
        let trade = try OrderBookTrade(seed: 22)
        try trade.trade(batches: 9)
        try change("UPDATE batch SET bytes = zeroblob(length(bytes)) WHERE position = 6", in: trade)
        try check(.journal, at: 6, in: trade)
    }

    @Test func bytesThatAreNoRecordsAreRefused() throws {
        let tooShort: [UInt8] = [1, 2, 3]
        let otherVersion = prelude(version: 9, records: 0)
        let unknownKind = prelude(records: 1) + [200, 0, 8, 0, 0, 0, 0, 0]
        let cutOff = prelude(records: 1) + [7, 0, 24, 0, 0, 0, 0, 0]
        let miscounted = prelude(records: 3)
        for bytes in [tooShort, otherVersion, unknownKind, cutOff, miscounted] {
            let trade = try OrderBookTrade(seed: 23)
            try trade.trade(batches: 3)
            try trade.appendRaw(bytes)
            try check(.undecodable, at: 5, in: trade)
        }
    }

    @Test func recordsThatDoNotFitAreRefused() throws {
        let trade = try OrderBookTrade(seed: 24)
        try trade.trade(batches: 3)
        // An order expires that nobody placed.
        try trade.appendRaw(
            prelude(records: 1) + [7, 0, 24, 0, 0, 0, 0, 0] + word(12_345) + word(0))
        try check(.inconsistent, at: 5, in: trade)
    }

    @Test func aJournalOfAnotherCellIsRefused() throws {
        let trade = try OrderBookTrade(seed: 25)
        try trade.trade(batches: 3)
        let book = try OrderBook(path: trade.path("book.db"))
        try book.catchUp(with: trade.journal)
        let other = try Journal(path: trade.path("other.db"), cell: CellID(8))
        let wrongCell = #expect(throws: OrderBookError.self) { try book.step(from: other) }
        #expect(wrongCell?.code == .otherJournal)
        let shorter = try Journal(path: trade.path("shorter.db"), cell: CellID(7))
        let ahead = #expect(throws: OrderBookError.self) { try book.step(from: shorter) }
        #expect(ahead?.code == .otherJournal)
        #expect(ahead?.position == 4)
        for journal in [other, shorter] { try journal.close() }
        try book.close()
    }

    /// Damaged records that the journal's hash covers: refused or taken, but never a trap, and
    /// never half taken.
    @Test func damagedRecordsNeverTrap() throws {
        let trade = try OrderBookTrade(seed: 26)
        try trade.trade(batches: 30)
        var random = SeededRandom(seed: 27)
        var refused = 0
        for round in 0..<60 {
            let journal = try OrderBookTrade(seed: 26)
            let position = trade.random.next() % 30 + 2
            for earlier in 2..<position {
                try journal.appendRaw(trade.journal.readBatch(at: earlier).payload)
            }
            var payload = try trade.journal.readBatch(at: position).payload
            for _ in 0...(random.next() % 4) {
                payload[Int(random.next() % UInt64(payload.count))] = UInt8(
                    truncatingIfNeeded: random.next())
            }
            try journal.appendRaw(payload)
            let book = try OrderBook(path: journal.path("book-\(round).db"))
            do {
                try book.catchUp(with: journal.journal)
                #expect(try book.position().position == position)
            } catch {
                #expect(error.position == position)
                #expect(try book.position().position == 0)
                refused += 1
            }
            try book.close()
        }
        #expect(refused > 0)
    }

    private func word(_ value: UInt64) -> [UInt8] {
        (0..<8).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private func prelude(version: UInt64 = 1, records: UInt64) -> [UInt8] {
        word(version | records << 32) + word(0) + word(0)
    }
}
