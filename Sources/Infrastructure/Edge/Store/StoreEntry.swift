/// A stored response in the queues of the memory store.
final class StoreEntry {
    let stored: StoredResponse
    let cost: Int
    /// Uses since it was last looked at by eviction, 3 at most.
    var uses: UInt8 = 0
    /// In the main queue, not in the small one.
    var isInMain = false
    /// Replaced or evicted: the queues pass it over.
    var isGone = false

    init(_ stored: StoredResponse) {
        self.stored = stored
        cost = stored.cost
    }
}
