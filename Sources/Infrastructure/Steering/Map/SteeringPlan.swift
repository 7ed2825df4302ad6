package import IPLibrary

/// What follows from the settings alone: which clients are told apart, and which nodes are good for
/// each. Pools are numbered; pool 0 is for clients of whom nothing is known.
package struct SteeringPlan: Sendable {
    /// How nodes are weighed.
    package struct Preference: Hashable, Sendable {
        /// A node without the client's operator counts as so much farther away.
        package var operatorKilometers = 1500.0
        /// Nodes whose ways differ by less are equally good.
        package var tierKilometers = 150.0

        /// The weights as they are unless somebody says otherwise.
        package init() {}
    }

    /// The nodes.
    package let nodes: [SteeringNode]
    /// The regions.
    package let geography: Geography
    /// Operators that nodes name, in order.
    package let operators: [String]
    /// By the number of the pool.
    package let pools: [PoolPlan]

    /// Plans for nodes.
    package init(
        _ nodes: [SteeringNode], geography: Geography = Geography(),
        preference: Preference = Preference()
    ) {
        self.nodes = nodes
        self.geography = geography
        let operators = Set(nodes.flatMap(\.operators)).sorted()
        self.operators = operators
        pools = geography.regions.indices.reversed().flatMap { region in
            ([nil] + operators.map { $0 }).map { name in
                Self.pool(nodes, geography, region, name, preference)
            }
        }
    }

    /// The number of the pool for a place.
    package func pool(of place: Place) -> Int {
        let region = geography.region(of: place)
        let name = operators.firstIndex(of: place.networkOperator)
        return (geography.unknown - region) * (operators.count + 1) + (name.map { $0 + 1 } ?? 0)
    }

    private static func pool(
        _ nodes: [SteeringNode], _ geography: Geography, _ region: Int, _ name: String?,
        _ preference: Preference
    ) -> PoolPlan {
        var ranked: [(cost: Double, candidate: PoolPlan.Candidate)] = []
        for (number, node) in nodes.enumerated() {
            let way = geography.kilometers(from: region, to: node.point)
            let hasOperator =
                node.operators.isEmpty || (name.map { node.operators.contains($0) } ?? false)
            let cost = (way ?? 0) + (hasOperator ? 0 : preference.operatorKilometers)
            ranked.append(
                (
                    cost,
                    PoolPlan.Candidate(
                        node: number, kilometers: way, hasOperator: hasOperator, tier: 0)
                ))
        }
        ranked.sort { ($0.cost, $0.candidate.node) < ($1.cost, $1.candidate.node) }
        var tier = 0
        var start = ranked.first?.cost ?? 0
        var candidates: [PoolPlan.Candidate] = []
        for (cost, candidate) in ranked {
            if cost > start + preference.tierKilometers {
                tier += 1
                start = cost
            }
            var candidate = candidate
            candidate.tier = tier
            candidates.append(candidate)
        }
        return PoolPlan(region: region, networkOperator: name, candidates: candidates)
    }
}
