import Primitives
import Store
import Testing

/// What a transaction promises, also when it fails.
@Suite struct TransactionTests {
    private static let table = Migration(
        1, "numbers", "CREATE TABLE number (n BIGINT PRIMARY KEY, d BYTEA)")

    private func numbers(_ store: Store) throws -> Int64? {
        try store.read { connection throws(StoreError) in
            try connection.first("SELECT count(*) FROM number") { row throws(StoreError) in
                try row.integer(0)
            }
        }
    }

    private func insert(_ number: Int64, bytes: Int = 0, _ store: Store) throws {
        try store.write { connection throws(StoreError) in
            try connection.execute(
                "INSERT INTO number VALUES ($1, $2)",
                [.integer(number), .blob([UInt8](repeating: 1, count: bytes))])
        }
    }

    @Test func afterAThrowNothingIsThere() throws {
        let file = try TemporaryStore()
        let store = try file.open([Self.table])
        let error = #expect(throws: StoreError.self) {
            try store.write { connection throws(StoreError) in
                try connection.execute("INSERT INTO number VALUES (1, NULL)")
                try connection.execute("INSERT INTO number VALUES (1, NULL)")
            }
        }
        #expect(error?.code == .constraint)
        #expect(try numbers(store) == 0)
        try insert(1, store)
        #expect(try numbers(store) == 1)
        try store.close()
    }

    @Test func aReaderSeesOneMoment() throws {
        let file = try TemporaryStore()
        let store = try file.open([Self.table])
        try insert(1, store)
        let counts = try store.read { connection throws(StoreError) in
            func count() throws(StoreError) -> Int64? {
                try connection.first("SELECT count(*) FROM number") { row throws(StoreError) in
                    try row.integer(0)
                }
            }
            let before = try count()
            try store.write { connection throws(StoreError) in
                try connection.execute("INSERT INTO number VALUES (2, NULL)")
            }
            return [before, try count()]
        }
        #expect(counts == [1, 1])
        #expect(try numbers(store) == 2)
        try store.close()
    }

    @Test func aReaderCannotWrite() throws {
        let file = try TemporaryStore()
        let store = try file.open([Self.table])
        let error = #expect(throws: StoreError.self) {
            try store.read { connection throws(StoreError) in
                try connection.execute("DELETE FROM number")
            }
        }
        #expect(error?.code == .readOnly)
        try store.close()
    }

    @Test func aFullStoreSaysSoAndGoesOnWhenThereIsRoom() throws {
        let file = try TemporaryStore()
        let store = try file.open([Self.table])
        try store.limit(toBytes: 1 << 20)
        try insert(1, bytes: 500_000, store)
        for _ in 0..<3 {
            let error = #expect(throws: StoreError.self) { try insert(2, bytes: 900_000, store) }
            #expect(error?.code == .full)
        }
        #expect(try numbers(store) == 1)
        try store.limit(toBytes: nil)
        try insert(2, bytes: 900_000, store)
        #expect(try numbers(store) == 2)
        try store.close()
    }

    @Test func moreThreadsReadThanThereAreConnections() throws {
        let file = try TemporaryStore()
        let store = try file.open([Self.table]) { $0.maximumReaders = 2 }
        try insert(1, store)
        let sum = ConditionLock(Int64(0))
        let threads = (0..<6).map { _ in
            WorkThread(name: "reader") {
                for _ in 0..<50 {
                    let count = try? store.read { connection throws(StoreError) in
                        try connection.first("SELECT n FROM number") { row throws(StoreError) in
                            try row.integer(0)
                        }
                    }
                    sum.withLock { $0 += (count ?? nil) ?? 0 }
                }
            }
        }
        for thread in threads { thread.join() }
        #expect(sum.withLock { $0 } == 300)
        try store.close()
    }

    @Test func aClosedStoreSaysSo() throws {
        let file = try TemporaryStore()
        let store = try file.open([Self.table])
        try insert(1, store)
        try store.close()
        for call in [
            { try self.insert(2, store) }, { _ = try self.numbers(store) },
            { try store.checkpoint(.passive) },
        ] {
            let error = #expect(throws: StoreError.self) { try call() }
            #expect(error?.code == .closed)
        }
        let again = try file.open([Self.table])
        #expect(try numbers(again) == 1)
        try again.close()
    }

    @Test func aCheckpointEmptiesTheLog() throws {
        let file = try TemporaryStore()
        let store = try file.open([Self.table]) { $0.automaticCheckpointPages = 0 }
        for number in 1...20 { try insert(Int64(number), bytes: 5000, store) }
        let before = store.pagesInLog
        #expect(before > 20)
        let result = try store.checkpoint(.passive)
        #expect(result.isComplete && result.logPages == before && result.movedPages == before)
        try insert(21, store)
        #expect(store.pagesInLog < before)
        #expect(try store.checkpoint(.truncate).isComplete)
        try store.close()
    }

    @Test(arguments: [Array("no database at all, but long enough to have a header of one".utf8)])
    func garbageIsRefused(bytes: [UInt8]) throws {
        let file = try TemporaryStore()
        try file.write([UInt8](repeating: 0x5A, count: 8192))
        let error = #expect(throws: StoreError.self) { try file.open() }
        #expect(error?.code == .corrupt)
        try file.write(bytes)
        #expect(throws: StoreError.self) { try file.open() }
    }
}
