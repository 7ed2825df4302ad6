/// The compiled map: from a pool and a client's hash to a node. It never changes; a new one takes
/// its place.
package struct SteeringMap: Sendable {
    /// Counts the maps; 0 is the empty one.
    package let version: UInt64
    /// What it was compiled for.
    package let plan: SteeringPlan
    /// What was known of the nodes.
    package let states: [NodeState]
    /// By pool: the slots.
    package let tables: [SlotTable]
    /// Whether more is asked than all nodes can bear.
    package let isOverloaded: Bool
    /// Slots that have another node than in the map before, of all pools.
    package let movedSlots: Int

    /// A map without a node in any answer.
    package init(empty plan: SteeringPlan) {
        version = 0
        self.plan = plan
        states = plan.nodes.map { _ in NodeState() }
        tables = plan.pools.map { _ in SlotTable() }
        isOverloaded = false
        movedSlots = 0
    }

    /// A map that was kept over a restart.
    init(restored plan: SteeringPlan, version: UInt64, states: [NodeState], tables: [SlotTable]) {
        precondition(tables.count == plan.pools.count && states.count == plan.nodes.count)
        self.version = version
        self.plan = plan
        self.states = states
        self.tables = tables
        isOverloaded = false
        movedSlots = 0
    }

    /// Compiles the next map: the nearest nodes with the client's operator first, none above what
    /// it can bear, and no slot moved that need not move.
    ///
    /// Where no node serves well, those that still report get the clients: a center that is away
    /// must not take every edge out of the answers, as edges hold requests and say what is wrong.
    ///
    /// - Parameters:
    ///   - demand: by pool, what part of all load its clients cause.
    ///   - isForced: whether small changes of weights count. Without it, a pool whose nodes all
    ///     still serve keeps its slots until a node's weight is off by 2 % of the pool.
    package func next(
        _ states: [NodeState], demand: [Double], isForced: Bool
    ) -> SteeringMap {
        precondition(states.count == plan.nodes.count && demand.count == plan.pools.count)
        let isAnyWell = states.contains { $0.standing == .serving }
        let standings: Set<NodeState.Standing> = isAnyWell ? [.serving] : [.returning, .unhealthy]
        let room = zip(plan.nodes, states).map { node, state in
            standings.contains(state.standing)
                ? node.capacity * Self.target * state.share : nil
        }
        let load = states.reduce(0) { $0 + (standings.contains($1.standing) ? $1.load : 0) }
        let allocation = Allocation(plan, room: room, demand: demand.map { $0 * load })
        let seeds = plan.nodes.map { StableHash.of($0.name.utf8) }
        var tables = tables
        var moved = 0
        for pool in plan.pools.indices {
            let weights = zip(plan.pools[pool].candidates, allocation.weights[pool]).map {
                (node: $0.node, weight: $1)
            }
            let wanted = SlotTable.quotas(weights)
            let held = tables[pool].quotas
            if wanted == held { continue }
            let allServe = held.keys.allSatisfy { room[$0] != nil }
            let isLarge = Set(wanted.keys).union(held.keys).contains {
                abs(wanted[$0, default: 0] - held[$0, default: 0]) > Self.hysteresisSlots
            }
            if !isForced, allServe, !held.isEmpty, !isLarge { continue }
            moved += tables[pool].move(to: wanted, seeds: seeds)
        }
        return SteeringMap(
            version: version + 1, plan: plan, states: states, tables: tables,
            isOverloaded: allocation.isOverloaded, movedSlots: moved)
    }

    /// What part of its capacity a node is given at most, so that some is left for a surge.
    package static let target = 0.9
    private static let hysteresisSlots = SlotTable.count / 50

    private init(
        version: UInt64, plan: SteeringPlan, states: [NodeState], tables: [SlotTable],
        isOverloaded: Bool, movedSlots: Int
    ) {
        self.version = version
        self.plan = plan
        self.states = states
        self.tables = tables
        self.isOverloaded = isOverloaded
        self.movedSlots = movedSlots
    }
}
