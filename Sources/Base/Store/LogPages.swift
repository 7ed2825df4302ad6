internal import GRDBSQLite
internal import Synchronization

/// Counts the pages in a connection's write-ahead log.
final class LogPages: Sendable {
    let count = Atomic<Int>(0)

    /// Is told the count after each commit on `handle`, which must not outlive this object.
    @unsafe func watch(_ handle: OpaquePointer) {
        _ = unsafe sqlite3_wal_hook(
            handle,
            { context, _, _, pages in
                guard let context = unsafe context else { return SQLITE_OK }
                let counter = unsafe Unmanaged<LogPages>.fromOpaque(context).takeUnretainedValue()
                counter.count.store(Int(pages), ordering: .relaxed)
                return SQLITE_OK
            }, Unmanaged.passUnretained(self).toOpaque())
    }
}
