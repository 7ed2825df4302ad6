internal import Primitives

/// A fair sample of requests in a fixed list (reservoir sampling, Vitter's algorithm R). With a
/// horizon, what is older gives way steadily, so that the sample is of recent traffic.
struct SampleRing: Sendable {
    let capacity: Int
    /// After so many requests each counts as one in so many.
    let horizon: Int
    private(set) var items: [RequestTraits] = []
    private var seen = 0

    init(capacity: Int, horizon: Int = .max) {
        self.capacity = capacity
        self.horizon = horizon
        items.reserveCapacity(capacity)
    }

    mutating func add(_ traits: RequestTraits, _ random: inout SeededRandom) {
        seen = min(horizon, seen + 1)
        if items.count < capacity {
            items.append(traits)
            return
        }
        let place = Int(truncatingIfNeeded: random.next() >> 1) % seen
        if place < capacity { items[place] = traits }
    }

    mutating func clear() {
        items.removeAll(keepingCapacity: true)
        seen = 0
    }
}
