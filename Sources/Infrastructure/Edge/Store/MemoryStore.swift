internal import Synchronization

/// Stored responses in memory, in parts with a lock each, so that event loops rarely meet.
package final class MemoryStore: Sendable {
    private final class Part: Sendable {
        let shard: Mutex<MemoryShard>

        init(bytes: Int, variants: Int) {
            shard = Mutex(MemoryShard(bytes: bytes, variants: variants))
        }
    }

    /// Parts; a power of two.
    private static let partCount = 16
    private let parts: [Part]
    private let ledger: PurgeLedger
    private let disk: DiskStore?

    /// An empty store.
    package convenience init(_ options: CacheOptions, ledger: PurgeLedger) {
        self.init(options, ledger: ledger, disk: nil)
    }

    /// - Parameter disk: gets what memory lets go.
    init(_ options: CacheOptions, ledger: PurgeLedger, disk: DiskStore?) {
        self.ledger = ledger
        self.disk = disk
        // Whatever is stored at all must fit into one part.
        let bytes = options.memoryBytes / Self.partCount
        parts = (0..<Self.partCount).map { _ in
            Part(
                bytes: max(bytes, min(options.objectBytes + 4096, options.memoryBytes)),
                variants: options.variants)
        }
    }

    private func part(_ key: CacheKey) -> Part { parts[key.hash & (Self.partCount - 1)] }

    /// What the request selects, whether others are stored for its URI, and whether what it selects
    /// was purged.
    package func find(_ request: RequestHead, _ key: CacheKey)
        -> (stored: StoredResponse?, hasOthers: Bool, isPurged: Bool)
    {
        let (stored, hasOthers) = part(key).shard.withLock { $0.find(key, request) }
        guard let stored else { return (nil, hasOthers, false) }
        return (stored, hasOthers, ledger.isPurged(stored))
    }

    /// Stores a response, in place of the one that answers the same requests.
    package func put(_ stored: StoredResponse) {
        let evicted = part(stored.key).shard.withLock { shard in
            shard.put(stored)
            return shard.takeEvicted()
        }
        guard let disk else { return }
        for old in evicted where !ledger.isPurged(old) { disk.offer(old) }
    }

    /// Takes a response out.
    package func remove(_ stored: StoredResponse) {
        part(stored.key).shard.withLock { $0.remove(stored) }
    }

    /// Marks all that is stored for the URI, and what is under way for it, as purged. Returns the
    /// epoch of the purge.
    @discardableResult
    package func purge(_ key: CacheKey) -> UInt64 {
        let epoch = ledger.note(uri: key)
        for stored in part(key).shard.withLock({ $0.all(key) }) {
            stored.isMarked.store(true, ordering: .releasing)
        }
        return epoch
    }

    /// Everything that is stored and was not purged.
    func everything() -> [StoredResponse] {
        parts.flatMap { part in part.shard.withLock { $0.everything() } }
            .filter { !ledger.isPurged($0) }
    }

    /// Responses stored, their bytes, and how many were evicted so far.
    package var figures: (count: Int, bytes: Int, evictions: Int) {
        var result = (count: 0, bytes: 0, evictions: 0)
        for part in parts {
            let (count, bytes, evictions) = part.shard.withLock {
                ($0.count, $0.bytes, $0.evictions)
            }
            result = (
                result.count + count, result.bytes + bytes, result.evictions + evictions
            )
        }
        return result
    }
}
