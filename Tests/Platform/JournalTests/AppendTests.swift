import Journal
import JournalFormat
import Primitives
import Store
import Testing

/// What an append promises, and what it refuses.
@Suite struct AppendTests {
    @Test func positionsAreConsecutiveAndOutliveTheProcess() throws {
        let file = try TemporaryJournal()
        for round in 0..<3 {
            let journal = try file.open()
            #expect(journal.tail.position == UInt64(round * 4))
            let epoch = try journal.lead()
            #expect(epoch == UInt64(round + 1))
            for number in 1...4 {
                let position = try journal.append(payload(round * 4 + number), epoch: epoch)
                #expect(position == UInt64(round * 4 + number))
                #expect(journal.tail.position == position)
            }
            try journal.close()
        }
        let journal = try file.open()
        let last = try journal.verify()
        #expect(last == journal.tail)
        #expect(last.epoch == 3)
        for number in 1...12 {
            let batch = try journal.readBatch(at: UInt64(number))
            #expect(batch.payload == payload(number))
            #expect(batch.epoch == UInt64((number - 1) / 4 + 1))
            let length = try unsafe journal.withBatch(at: UInt64(number)) { _, payload in
                payload.count
            }
            #expect(length == payload(number).count)
        }
        try journal.close()
    }

    @Test func anEmptyPayloadAndALargeOneAreKept() throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        let epoch = try journal.lead()
        let sizes = [0, 1, 65535, 1 << 20, Journal.maximumPayloadBytes]
        for size in sizes { try journal.append([UInt8](repeating: 9, count: size), epoch: epoch) }
        try journal.verify()
        for (offset, size) in sizes.enumerated() {
            #expect(try journal.readBatch(at: UInt64(offset + 1)).payload.count == size)
        }
        let error = #expect(throws: JournalError.self) {
            try journal.append(
                [UInt8](repeating: 9, count: Journal.maximumPayloadBytes + 1), epoch: epoch)
        }
        #expect(error?.code == .tooBig)
        #expect(journal.tail.position == UInt64(sizes.count))
        try journal.close()
    }

    @Test func whoeverNeverLedIsRefused() throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        let error = #expect(throws: JournalError.self) { try journal.append([1], epoch: 1) }
        #expect(error?.code == .fenced(current: 0))
        try journal.close()
    }

    @Test func anOldLeaderIsFencedAndStaysSo() throws {
        let file = try TemporaryJournal()
        let old = try file.open()
        let oldEpoch = try old.lead()
        try old.append(payload(1), epoch: oldEpoch)
        let new = try file.open()
        try old.append(payload(2), epoch: oldEpoch)
        let newEpoch = try new.lead()
        #expect(newEpoch > oldEpoch)
        #expect(new.tail.position == 2)
        for number in 3...6 {
            let error = #expect(throws: JournalError.self) {
                try old.append([0xBA, 0xD0], epoch: oldEpoch)
            }
            #expect(error?.code == .fenced(current: newEpoch))
            try new.append(payload(number), epoch: newEpoch)
        }
        #expect(try old.refresh() == new.tail)
        #expect(try new.verify().position == 6)
        for number in 1...6 {
            #expect(try old.readBatch(at: UInt64(number)).payload == payload(number))
        }
        try old.close()
        try new.close()
    }

    @Test func cellsInOneFileDoNotMeet() throws {
        let file = try TemporaryJournal()
        let one = try file.open()
        let other = try Journal(path: file.path, cell: CellID(8), options: one.options)
        let epochs = (try one.lead(), try other.lead())
        #expect(epochs == (1, 1))
        for number in 1...5 {
            #expect(try one.append(payload(number), epoch: 1) == UInt64(number))
            #expect(try other.append(payload(number * 2), epoch: 1) == UInt64(number))
        }
        #expect(try one.verify().position == 5)
        #expect(try other.verify().position == 5)
        #expect(try other.readBatch(at: 4).payload == payload(8))
        try one.close()
        try other.close()
    }

    @Test func aFullDiskRefusesAndTheJournalGoesOn() throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        let epoch = try journal.lead()
        try journal.limit(toBytes: 4 << 20)
        let large = [UInt8](repeating: 3, count: 700_000)
        var written: UInt64 = 0
        var failure: JournalError?
        while failure == nil && written < 100 {
            do { written = try journal.append(large, epoch: epoch) } catch { failure = error }
        }
        #expect(failure?.code == .full)
        #expect(written >= 2 && written < 8)
        let again = #expect(throws: JournalError.self) { try journal.append(large, epoch: epoch) }
        #expect(again?.code == .full)
        #expect(journal.tail.position == written)
        try journal.limit(toBytes: nil)
        #expect(try journal.append(large, epoch: epoch) == written + 1)
        #expect(try journal.verify().position == written + 1)
        try journal.close()
    }

    @Test func aClosedJournalSaysSo() throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        let epoch = try journal.lead()
        try journal.close()
        let error = #expect(throws: JournalError.self) { try journal.append([1], epoch: epoch) }
        #expect(error?.code == .closed)
        #expect(!journal.wait(forPosition: 1, atMost: .seconds(60)))
    }

    @Test func statisticsCountWhatIsThere() throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        #expect(try journal.statistics().batches == 0)
        var bytes = 0
        for epoch in 1...2 {
            _ = try journal.lead()
            for number in 1...3 {
                try journal.append(payload(number), epoch: UInt64(epoch))
                bytes += payload(number).count + Int(JOURNAL_BATCH_HEADER_BYTES)
            }
        }
        let found = try journal.statistics()
        #expect(found.batches == 6 && found.bytes == UInt64(bytes))
        #expect(found.firstPosition == 1 && found.lastPosition == 6)
        #expect(found.epochs.map(\.firstPosition) == [1, 4])
        #expect(found.meanBatchBytes == Double(bytes) / 6)
        #expect(found.databaseBytes > 0 && found.logBytes > 0)
        try journal.close()
    }
}
