import Journal
import Primitives
import Store
import Testing

/// The write-ahead log stays short, and has a bound.
@Suite struct CheckpointTests {
    private let large = [UInt8](repeating: 5, count: 200_000)

    @Test func byHandTheLogStartsAnew() throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        let epoch = try journal.lead()
        for _ in 0..<10 { try journal.append(large, epoch: epoch) }
        let before = try journal.statistics().logBytes
        #expect(before >= 10 * large.count)
        #expect(try journal.checkpoint())
        try journal.append(large, epoch: epoch)
        #expect(try journal.statistics().logBytes < before / 2)
        try journal.verify()
        try journal.close()
    }

    @Test func inTheBackgroundTheLogStaysShort() throws {
        let file = try TemporaryJournal()
        let journal = try file.open { options in
            options.checkpointing = .background
            options.sliceBytes = 1 << 20
            options.backlogBytes = 2 << 20
            options.logTargetBytes = 4 << 20
        }
        let epoch = try journal.lead()
        var longest = 0
        for _ in 0..<200 {
            try journal.append(large, epoch: epoch)
            longest = max(longest, try journal.statistics().logBytes)
        }
        // Target, and what comes until no more than a slice is left: a backlog and a batch at most.
        #expect(longest <= 8 << 20)
        #expect(journal.checkpointFailure == nil)
        try journal.verify()
        try journal.close()
    }

    @Test func aReaderThatStaysMakesTheLogFullAtItsLimit() throws {
        let file = try TemporaryJournal()
        let journal = try file.open { $0.logLimitBytes = 4 << 20 }
        let epoch = try journal.lead()
        try journal.append(large, epoch: epoch)
        let other = try Store(StoreConfiguration(.sqlite(path: file.path)))
        var written = 0
        try other.read { connection throws(StoreError) in
            let count = "SELECT count(*) FROM batch"
            try connection.query(count) { row throws(StoreError) in _ = try row.integer(0) }
            do throws(JournalError) {
                while written < 100 {
                    try journal.append(large, epoch: epoch)
                    written += 1
                }
            } catch {
                #expect(error.code == .full)
            }
        }
        #expect(written > 5 && written < 30)
        #expect(try journal.append(large, epoch: epoch) == UInt64(written + 2))
        try journal.verify()
        try other.close()
        try journal.close()
    }
}
