/// The order in which nodes are good for the clients of one region and operator.
package struct PoolPlan: Hashable, Sendable {
    /// A node as these clients see it.
    package struct Candidate: Hashable, Sendable {
        /// The number of the node.
        package var node: Int
        /// The way to it; nil for clients of whom nobody knows where they are.
        package var kilometers: Double?
        /// Whether it is connected to the clients' operator.
        package var hasOperator: Bool
        /// Nodes of a lower tier get clients first; those of one tier share them.
        package var tier: Int
    }

    /// The region of the clients.
    package var region: Int
    /// The operator of the clients; nil for one that no node names.
    package var networkOperator: String?
    /// The nodes, best first.
    package var candidates: [Candidate]

    /// Where the candidates of each tier lie.
    var tiers: [Range<Int>] {
        var ranges: [Range<Int>] = []
        for (index, candidate) in candidates.enumerated() {
            if candidate.tier == ranges.count { ranges.append(index..<index) }
            ranges[ranges.count - 1] = ranges[ranges.count - 1].lowerBound..<(index + 1)
        }
        return ranges
    }
}
