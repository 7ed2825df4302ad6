/// Follows the nodes by their reports: who is in answers, and how much each may get. Pure: moments
/// come as parameters, in monotonic nanoseconds.
package struct NodeBoard: Sendable {
    /// How it judges.
    package struct Rules: Hashable, Sendable {
        /// A node that was silent for so long is out: three reports were due.
        package var expiry: UInt64 = 3 * NodeReport.interval
        /// A node that came back must be well for so long before it gets clients.
        package var probation: UInt64 = 2_000_000_000
        /// A node whose load is below this part of its capacity gets its share back.
        package var calm = 0.85
        /// How much of the share comes back with each report.
        package var recovery = 0.02
        /// What is left of the share of a node that stays above its capacity, with each report.
        package var patience = 0.99
        /// A node above its capacity keeps at least this part.
        package var leastShare = 0.05

        /// The rules as they are unless somebody says otherwise.
        package init() {}
    }

    /// The nodes of the settings.
    package let nodes: [SteeringNode]
    /// What is known of each.
    package private(set) var states: [NodeState]
    private let rules: Rules
    private let numbers: [String: Int]

    /// Starts without having heard of any node.
    package init(_ nodes: [SteeringNode], rules: Rules = Rules()) {
        precondition(nodes.count <= SteeringNode.maximumCount)
        self.nodes = nodes
        self.rules = rules
        states = nodes.map { _ in NodeState() }
        numbers = Dictionary(
            nodes.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The number of a node; nil for a name that the settings do not have.
    package func number(of name: String) -> Int? { numbers[name] }

    /// Takes over what was known before a restart: nodes that served go on serving until their
    /// silence has lasted too long from now.
    package mutating func restore(_ old: [String: NodeState], at now: UInt64) {
        for (name, state) in old {
            guard let number = numbers[name] else { continue }
            states[number] = state
            states[number].reportedAt = state.standing == .silent ? nil : now
            states[number].wellSince = state.standing == .serving ? 0 : nil
        }
    }

    /// Takes a report; says whether the map must be made anew at once.
    package mutating func take(_ report: NodeReport, of number: Int, at now: UInt64) -> Bool {
        let old = states[number]
        var state = old
        state.load = report.load
        state.reportedAt = now
        if report.isHealthy && !report.isDraining {
            // The first report of a node that was never seen is no return.
            if state.wellSince == nil { state.wellSince = old.reportedAt == nil ? 0 : now }
            let since = state.wellSince ?? now
            let isProven = since == 0 || now >= since + rules.probation
            state.standing = isProven ? .serving : .returning
        } else {
            state.wellSince = nil
            state.standing = report.isHealthy ? .draining : .unhealthy
        }
        let capacity = nodes[number].capacity
        if report.load >= capacity {
            // Clients keep their answers for a while, so a report soon after says the same again:
            // what fits now, and by and by less while that does not do.
            let fitting = capacity / max(report.load, 1e-9) * 0.95
            state.share = max(rules.leastShare, min(state.share * rules.patience, fitting))
        } else if report.load < capacity * rules.calm {
            state.share = min(1, state.share + rules.recovery)
        }
        states[number] = state
        let hasFilled = report.load >= capacity && old.load < capacity
        return state.standing != old.standing || hasFilled
    }

    /// Takes nodes out that were silent for too long; says whether there were any.
    package mutating func expire(at now: UInt64) -> Bool {
        var isChanged = false
        for number in states.indices where states[number].standing != .silent {
            guard let at = states[number].reportedAt, now >= at + rules.expiry else { continue }
            states[number].standing = .silent
            states[number].wellSince = nil
            states[number].load = 0
            isChanged = true
        }
        return isChanged
    }
}
