import Journal
import Primitives
import Testing

/// Readers that follow the tail while a writer appends.
@Suite struct FollowingTests {
    private static let batches = 400

    /// Reads `count` payloads from `position` on.
    private static func collect(_ journal: Journal, from position: UInt64, _ count: Int)
        async throws -> [[UInt8]]
    {
        var found: [[UInt8]] = []
        for try await batch in journal.read(from: position) {
            #expect(batch.position == position + UInt64(found.count))
            found.append(batch.payload)
            if found.count == count { break }
        }
        return found
    }

    @Test func severalReadersSeeEveryBatch() async throws {
        let file = try TemporaryJournal()
        let journal = try file.open { options in
            options.checkpointing = .background
            options.sliceBytes = 1 << 18
            options.logTargetBytes = 1 << 20
        }
        let epoch = try journal.lead()
        let writer = WorkThread(name: "writer") {
            for number in 1...Self.batches {
                do { try journal.append(payload(number), epoch: epoch) } catch {
                    Issue.record("\(error)")
                }
            }
        }
        async let first = Self.collect(journal, from: 1, Self.batches)
        async let second = Self.collect(journal, from: 1, Self.batches)
        async let third = Self.collect(journal, from: 200, Self.batches - 199)
        let expected = (1...Self.batches).map { payload($0) }
        #expect(try await first == expected)
        #expect(try await second == expected)
        #expect(try await third == Array(expected.dropFirst(199)))
        writer.join()
        #expect(journal.checkpointFailure == nil)
        try journal.verify()
        try journal.close()
    }

    @Test func aReaderAtTheTailIsCancelled() async throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        let epoch = try journal.lead()
        try journal.append(payload(1), epoch: epoch)
        let (seen, continuation) = AsyncStream.makeStream(of: UInt64.self)
        let reader = Task {
            for try await batch in journal.read(from: 1) { continuation.yield(batch.position) }
            continuation.finish()
        }
        for await position in seen {
            #expect(position == 1)
            break
        }
        reader.cancel()
        try await reader.value
        try journal.close()
    }

    @Test func closingEndsTheReaders() async throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        async let read = Self.collect(journal, from: 1, 10)
        async let other = Self.collect(journal, from: 7, 10)
        try journal.close()
        #expect(try await read.isEmpty)
        #expect(try await other.isEmpty)
    }

    @Test func aReaderStopsAtAMissingBatch() async throws {
        let file = try TemporaryJournal()
        try file.fill(5)
        try file.tamper("DELETE FROM batch WHERE position = 3")
        let journal = try file.open()
        var seen: [UInt64] = []
        do {
            for try await batch in journal.read(from: 1) { seen.append(batch.position) }
        } catch {
            #expect(error.code == .corrupt && error.position == 3)
        }
        #expect(seen.count <= 2)
        try journal.close()
    }

    @Test func aThreadWaitsForAPosition() throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        let epoch = try journal.lead()
        #expect(!journal.wait(forPosition: 1, atMost: .milliseconds(1)))
        let box = ConditionLock(false)
        let waiter = WorkThread(name: "waiter") {
            let found = journal.wait(forPosition: 2, atMost: .seconds(60))
            box.withLock { $0 = found }
        }
        try journal.append(payload(1), epoch: epoch)
        try journal.append(payload(2), epoch: epoch)
        waiter.join()
        #expect(box.withLock { $0 })
        try journal.close()
    }

    @Test func anotherJournalSeesTheTailAfterRefresh() async throws {
        let file = try TemporaryJournal()
        let leader = try file.open()
        let follower = try file.open()
        let epoch = try leader.lead()
        async let found = Self.collect(follower, from: 1, 2)
        try leader.append(payload(1), epoch: epoch)
        try leader.append(payload(2), epoch: epoch)
        #expect(follower.tail.position == 0)
        #expect(try follower.refresh() == leader.tail)
        #expect(try await found == [payload(1), payload(2)])
        try leader.close()
        try follower.close()
    }
}
