/// Shares the clients of all pools out to nodes: the best first, none above what it can bear.
struct Allocation {
    /// By pool and candidate: the part of the pool's clients, which add up to 1 where any node is
    /// there.
    private(set) var weights: [[Double]]
    /// Whether more is asked than all nodes together can bear.
    private(set) var isOverloaded = false

    private static let roundsPerTier = 4

    /// - Parameters:
    ///   - room: by node, what it can bear; nil where it gets no clients.
    ///   - demand: by pool, what its clients ask for.
    init(_ plan: SteeringPlan, room: [Double?], demand: [Double]) {
        let pools = plan.pools
        weights = pools.map { Array(repeating: 0, count: $0.candidates.count) }
        let whole = room.reduce(0) { $0 + ($1 ?? 0) }
        guard whole > 0 else { return }
        // A pool of which nothing was seen asks for a little, so that it has an answer ready.
        let asked = demand.map { max($0, whole * 1e-9) }
        var left = asked
        var free = room.map { $0 ?? 0 }
        let tiers = pools.map(\.tiers)
        for tier in 0..<(tiers.map(\.count).max() ?? 0) {
            for _ in 0..<Self.roundsPerTier {
                grant(pools, tiers, tier, asked, &left, &free)
            }
        }
        for pool in pools.indices {
            let rest = left[pool] / asked[pool]
            guard rest > 1e-9 else { continue }
            isOverloaded = isOverloaded || rest > 1e-3
            // Nobody has room: all bear it by their size.
            for (index, candidate) in pools[pool].candidates.enumerated() {
                weights[pool][index] += rest * (room[candidate.node] ?? 0) / whole
            }
        }
    }

    /// Gives each pool what the nodes of one of its tiers have free, or its part of that.
    private mutating func grant(
        _ pools: [PoolPlan], _ tiers: [[Range<Int>]], _ tier: Int, _ asked: [Double],
        _ left: inout [Double], _ free: inout [Double]
    ) {
        var requested = Array(repeating: 0.0, count: free.count)
        var shares = Array(repeating: 0.0, count: pools.count)
        for pool in pools.indices where tier < tiers[pool].count && left[pool] > 0 {
            let candidates = pools[pool].candidates[tiers[pool][tier]]
            let sum = candidates.reduce(0) { $0 + free[$1.node] }
            guard sum > 0 else { continue }
            shares[pool] = left[pool] / sum
            for candidate in candidates {
                requested[candidate.node] += shares[pool] * free[candidate.node]
            }
        }
        let before = free
        for pool in pools.indices where shares[pool] > 0 {
            for index in tiers[pool][tier] {
                let node = pools[pool].candidates[index].node
                guard requested[node] > 0 else { continue }
                let fits = min(1, before[node] / requested[node])
                let given = shares[pool] * before[node] * fits
                weights[pool][index] += given / asked[pool]
                left[pool] = max(0, left[pool] - given)
                free[node] = max(0, free[node] - given)
            }
        }
    }
}
