/// Which node serves each of the slots that the clients of a pool are spread over.
package struct SlotTable: Hashable, Sendable {
    /// Slots of a pool: a weight is met to a part in so many.
    package static let count = 2048
    /// The number that stands for no node.
    static let nobody = UInt16.max

    /// The number of a node by slot; `nobody` where there is none.
    private(set) var nodes: [UInt16]
    /// Whether all slots have one node.
    package private(set) var isUniform: Bool
    /// How many slots each node has.
    package private(set) var quotas: [Int: Int]

    /// No node.
    init() {
        nodes = Array(repeating: Self.nobody, count: Self.count)
        isUniform = true
        quotas = [:]
    }

    /// A table that was kept; nil where it names a node that is not there.
    init?(_ nodes: [UInt16], nodeCount: Int) {
        guard nodes.count == Self.count,
            nodes.allSatisfy({ $0 == Self.nobody || Int($0) < nodeCount })
        else { return nil }
        self.nodes = nodes
        isUniform = Set(nodes).count == 1
        quotas = nodes.reduce(into: [:]) {
            if $1 != Self.nobody { $0[Int($1), default: 0] += 1 }
        }
    }

    /// The node of a client by its hash; nil where there is none.
    @inline(__always) package func node(for hash: UInt64) -> Int? {
        let node = nodes[Int(truncatingIfNeeded: hash & UInt64(Self.count - 1))]
        return node == Self.nobody ? nil : Int(node)
    }

    /// Slots by weight, by the method of the largest remainder; weights add up to 1, or are all 0.
    static func quotas(_ weights: [(node: Int, weight: Double)]) -> [Int: Int] {
        let exact = weights.map { (node: $0.node, slots: $0.weight * Double(count)) }
        var quotas: [Int: Int] = [:]
        for (node, slots) in exact where slots >= 1 { quotas[node, default: 0] += Int(slots) }
        guard exact.contains(where: { $0.slots > 0 }) else { return [:] }
        let ranked = exact.filter { $0.slots > 0 }.sorted { left, right in
            let (a, b) = (
                left.slots - left.slots.rounded(.down), right.slots - right.slots.rounded(.down)
            )
            return a != b ? a > b : left.node < right.node
        }
        var missing = count - quotas.values.reduce(0, +)
        while missing > 0 {
            for (node, _) in ranked.prefix(missing) {
                quotas[node, default: 0] += 1
                missing -= 1
            }
        }
        return quotas
    }

    /// Gives every node its quota and moves no slot that need not move; says how many moved.
    ///
    /// - Parameter seeds: by node, what its order of slots depends on.
    mutating func move(to quotas: [Int: Int], seeds: [UInt64]) -> Int {
        var held: [Int: Int] = [:]
        var open = 0
        for slot in 0..<Self.count {
            // An odd step goes through all slots, so that those given up are spread.
            let place = (slot &* 1103) % Self.count
            let node = nodes[place]
            if node != Self.nobody, held[Int(node), default: 0] < quotas[Int(node), default: 0] {
                held[Int(node), default: 0] += 1
            } else {
                nodes[place] = Self.nobody
                open += 1
            }
        }
        fill(quotas, held, seeds)
        self.quotas = quotas
        isUniform = !nodes.contains { $0 != nodes[0] }
        return open
    }

    /// Nodes that lack slots take turns in choosing the next open one of their own order (as in
    /// Maglev: Eisenbud and others, 2016, 3.4).
    private mutating func fill(_ quotas: [Int: Int], _ held: [Int: Int], _ seeds: [UInt64]) {
        var takers = quotas.keys.sorted().map { node in
            (
                node: node, lacks: quotas[node, default: 0] - held[node, default: 0],
                place: Int(truncatingIfNeeded: seeds[node] % UInt64(Self.count)),
                step: Int(truncatingIfNeeded: (seeds[node] >> 32) % UInt64(Self.count)) | 1
            )
        }
        .filter { $0.lacks > 0 }
        while !takers.isEmpty {
            for index in takers.indices {
                // There is an open slot for each that is lacking, and the steps reach all.
                while nodes[takers[index].place] != Self.nobody {
                    takers[index].place = (takers[index].place + takers[index].step) % Self.count
                }
                nodes[takers[index].place] = UInt16(takers[index].node)
                takers[index].lacks -= 1
            }
            takers.removeAll { $0.lacks <= 0 }
        }
    }
}
