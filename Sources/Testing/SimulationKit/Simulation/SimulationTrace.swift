/// The last events of a simulation, and a hash over all of them.
struct SimulationTrace: Sendable {
    private let limit: Int
    private var ring: [(step: Int, event: SimulationEvent)] = []
    private var total = 0
    /// Equal for two runs that did the same.
    private(set) var hash: UInt64 = 0

    init(limit: Int) { self.limit = limit }

    mutating func add(_ event: SimulationEvent, step: Int) {
        hash = (hash ^ event.fingerprint) &* 0x9E37_79B9_7F4A_7C15
        hash ^= hash >> 29
        defer { total += 1 }
        guard limit > 0 else { return }
        if ring.count < limit {
            ring.append((step, event))
        } else {
            ring[total % limit] = (step, event)
        }
    }

    /// The remembered events in words, the oldest first.
    var lines: [String] {
        let start = ring.count == limit && limit > 0 ? total % limit : 0
        return (ring[start...] + ring[..<start]).map { "\($0.step): \($0.event)" }
    }
}
