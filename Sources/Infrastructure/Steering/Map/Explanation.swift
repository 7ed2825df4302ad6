package import IPLibrary

/// Why a client gets its node.
package struct Explanation: Sendable {
    /// A node as it was weighed for the client.
    package struct Node: Sendable {
        /// Its name.
        package var name: String
        /// Where it stands.
        package var place: String
        /// The way to it; nil where nobody knows where the client is.
        package var kilometers: Double?
        /// Whether it is connected to the client's operator.
        package var hasOperator: Bool
        /// Lower tiers are filled first.
        package var tier: Int
        /// Why it is in answers, or not.
        package var standing: NodeState.Standing
        /// The load that it reported.
        package var load: Double
        /// The load that it can bear.
        package var capacity: Double
        /// What part of its capacity is used.
        package var share: Double
        /// What part of the pool's clients it gets.
        package var weight: Double
        /// Whether it is the client's.
        package var isChosen: Bool
    }

    /// The client.
    package var address: IPAddress
    /// Where the client is.
    package var place: Place
    /// The network around the client that gets this answer.
    package var network: IPPrefix
    /// The region that stands for the place.
    package var region: String
    /// The operator, where a node names it.
    package var networkOperator: String?
    /// The number of the map.
    package var version: UInt64
    /// Whether more is asked than all nodes can bear.
    package var isOverloaded: Bool
    /// The nodes, the best for these clients first.
    package var nodes: [Node]
    /// The reason.
    package var reason: Reason

    /// Why the node is the client's, and not another.
    package enum Reason: Hashable, Sendable {
        /// No node serves.
        case noNode
        /// A better node has no room for all.
        case betterIsFull(better: String, chosen: String)
        /// A better node is not in answers.
        case betterIsOut(better: String, NodeState.Standing, chosen: String)
        /// So many equally good nodes share the clients.
        case isOneOf(Int, chosen: String)
        /// It is the nearest, with the client's operator.
        case isNearestOfOperator(chosen: String)
        /// It is the nearest that takes every operator.
        case isNearestForAll(chosen: String)
        /// It is the nearest, though it lacks the client's operator.
        case isNearest(chosen: String)
    }
}

extension Steerer {
    /// Says why a client gets its node.
    package func explain(_ address: IPAddress, library: IPLibrary) -> Explanation {
        let choice = choose(address)
        let plan = map.plan.pools[choice.pool]
        let quotas = map.tables[choice.pool].quotas
        let nodes = plan.candidates.map { candidate in
            let node = map.plan.nodes[candidate.node]
            let state = map.states[candidate.node]
            return Explanation.Node(
                name: node.name, place: node.place, kilometers: candidate.kilometers,
                hasOperator: candidate.hasOperator, tier: candidate.tier,
                standing: state.standing, load: state.load, capacity: node.capacity,
                share: state.share,
                weight: Double(quotas[candidate.node, default: 0]) / Double(SlotTable.count),
                isChosen: candidate.node == choice.node)
        }
        return Explanation(
            address: address, place: library.place(of: address),
            network: IPPrefix(address.unmapped, length: choice.scope),
            region: map.plan.geography.regions[plan.region].name,
            networkOperator: plan.networkOperator, version: map.version,
            isOverloaded: map.isOverloaded, nodes: nodes,
            reason: Self.reason(nodes, plan.networkOperator))
    }

    private static func reason(
        _ nodes: [Explanation.Node], _ networkOperator: String?
    ) -> Explanation.Reason {
        guard let chosen = nodes.first(where: \.isChosen) else { return .noNode }
        let better = nodes.filter { $0.tier < chosen.tier }
        if let full = better.first(where: { $0.standing == .serving }) {
            return .betterIsFull(better: full.name, chosen: chosen.name)
        }
        if let out = better.first {
            return .betterIsOut(better: out.name, out.standing, chosen: chosen.name)
        }
        let sharing = nodes.filter { $0.tier == chosen.tier && $0.weight > 0 }.count
        if sharing > 1 { return .isOneOf(sharing, chosen: chosen.name) }
        guard chosen.hasOperator else { return .isNearest(chosen: chosen.name) }
        return networkOperator == nil
            ? .isNearestForAll(chosen: chosen.name) : .isNearestOfOperator(chosen: chosen.name)
    }
}
