internal import Journal
internal import Orders
internal import Primitives
internal import Store

/// Commits bytes to the same engine with the same settings, and does nothing else: the limit that
/// the disk and the engine set.
package struct BareLoop {
    private let clock = SystemClock()

    /// Describes a loop.
    package init() {}

    /// Commits batches of these sizes, in order, for `seconds` at most; gives batches and bytes a
    /// second.
    package func run(
        in path: String, sizes: [Int], seconds: Double
    ) throws -> (batches: Double, bytes: Double) {
        let migration = Migration(
            1, "batches",
            """
            CREATE TABLE batch (
                cell INTEGER NOT NULL, position INTEGER NOT NULL, epoch INTEGER NOT NULL,
                bytes BLOB NOT NULL, PRIMARY KEY (cell, position));
            """)
        let pages = JournalOptions().pageBytes
        let store = try Store(
            StoreConfiguration(
                .sqlite(path: path), pageBytes: pages,
                automaticCheckpointPages: (16 << 20) / pages),
            migrations: [migration])
        defer { try? store.close() }
        var random = SeededRandom(seed: 1)
        let largest = (sizes.max() ?? 0) + Journal.frameHeadroom
        let bytes = (0..<largest).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        var written = 0
        var position = 0
        let start = clock.monotonicNanoseconds()
        let end = start + UInt64(seconds * 1e9)
        while position < sizes.count && clock.monotonicNanoseconds() < end {
            let size = sizes[position] + Journal.frameHeadroom
            position += 1
            try store.write { connection throws(StoreError) in
                let insert = try connection.prepare("INSERT INTO batch VALUES ($1, $2, $3, $4)")
                try insert.bind(Int64(1), at: 1)
                try insert.bind(Int64(position), at: 2)
                try insert.bind(Int64(1), at: 3)
                try unsafe bytes.span.withUnsafeBytes { (all) throws(StoreError) in
                    try unsafe insert.bindInPlace(
                        UnsafeRawBufferPointer(rebasing: all[0..<size]), at: 4)
                    _ = try insert.execute()
                }
            }
            written += size
        }
        let elapsed = Double(clock.monotonicNanoseconds() - start) / 1e9
        return (Double(position) / elapsed, Double(written) / elapsed)
    }
}
