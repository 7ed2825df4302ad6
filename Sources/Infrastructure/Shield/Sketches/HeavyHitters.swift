/// The values that come most often, in a fixed list (Metwally, Agrawal, El Abbadi: Efficient
/// Computation of Frequent and Top-k Elements in Data Streams, 2005): whatever is more than one in
/// `capacity` is in it.
struct HeavyHitters: Sendable {
    static let capacity = 32

    struct Entry: Sendable {
        var value: UInt64
        var count: UInt32
        /// By how much the count may be too large.
        var error: UInt32
        /// How many of them came from clients that are known.
        var known: UInt32
    }

    private(set) var entries: [Entry] = []

    init() { entries.reserveCapacity(Self.capacity) }

    /// Counts a value.
    mutating func add(_ value: UInt64, isKnown: Bool) {
        var least = 0
        for index in entries.indices {
            if entries[index].value == value {
                entries[index].count &+= 1
                if isKnown { entries[index].known &+= 1 }
                return
            }
            if entries[index].count < entries[least].count { least = index }
        }
        let known: UInt32 = isKnown ? 1 : 0
        if entries.count < Self.capacity {
            entries.append(Entry(value: value, count: 1, error: 0, known: known))
        } else {
            let count = entries[least].count
            entries[least] = Entry(value: value, count: count &+ 1, error: count, known: known)
        }
    }

    /// Begins anew in the same memory.
    mutating func clear() { entries.removeAll(keepingCapacity: true) }
}
