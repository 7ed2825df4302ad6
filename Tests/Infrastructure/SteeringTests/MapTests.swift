import IPLibrary
import Primitives
import Steering
import Testing

/// The compiled map: who is sent where, how much moves, who is above capacity.
@Suite struct MapTests {
    private func name(_ steerer: Steerer, _ address: String) throws -> String? {
        let choice = steerer.choose(try #require(IPAddress(address)))
        return choice.node.map { steerer.map.plan.nodes[$0].name }
    }

    /// All demand in the pools of some addresses.
    private func demand(_ plan: SteeringPlan, _ places: [(Place, Double)]) -> [Double] {
        var parts = Array(repeating: 0.0, count: plan.pools.count)
        for (place, part) in places { parts[plan.pool(of: place)] += part }
        return parts
    }

    private static let hangzhou = Place(
        country: "中国", province: "浙江省", city: "杭州市", networkOperator: "电信")

    @Test(arguments: [
        ("10.1.2.3", "hz-ct"), ("10.2.2.3", "hz-cm"), ("10.3.2.3", "bj-bgp"),
        ("10.6.2.3", "us"), ("2001:db8:1::7", "hz-ct"), ("::ffff:10.1.2.3", "hz-ct"),
    ])
    func `the nearest node with the client's operator serves`(
        _ address: String, _ node: String
    ) throws {
        #expect(try name(World.steerer(World.board()), address) == node)
    }

    @Test func `a node that died is in no answer, and only its clients move`() throws {
        var board = World.board()
        let before = try World.steerer(board)
        for number in [1, 2, 3, 4] {
            _ = board.take(NodeReport(load: 0), of: number, at: 800_000_000)
        }
        let isChanged1 = board.expire(at: 800_000_000)
        #expect(isChanged1)
        let after = try World.steerer(board, from: before.map)
        #expect(board.states[0].standing == .silent)
        #expect(try name(after, "10.1.2.3") == "bj-bgp")
        #expect(after.map.tables.allSatisfy { !$0.quotas.keys.contains(0) })
        for (old, new) in zip(before.map.tables, after.map.tables) {
            for hash in 0..<UInt64(SlotTable.count) where old.node(for: hash) != 0 {
                #expect(new.node(for: hash) == old.node(for: hash))
            }
        }
        var all = board
        for number in all.nodes.indices {
            _ = all.take(NodeReport(load: 0, isHealthy: false), of: number, at: 900_000_000)
        }
        // Nobody is well: who still reports is better than no answer; who is silent is not.
        let last = try World.steerer(all, from: after.map)
        #expect(try name(last, "10.1.2.3") != nil)
        let isChanged2 = all.expire(at: 5_000_000_000)
        #expect(isChanged2)
        #expect(try name(World.steerer(all, from: last.map), "10.1.2.3") == nil)
    }

    @Test func `what moves when a node comes or goes is its share, for any set of nodes`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        for _ in 0..<20 {
            let count = Int.random(in: 2...12, using: &random)
            let nodes = (0..<count).map { number in
                World.node(
                    "n\(number)", "浙江省", capacity: Double(Int.random(in: 1...9, using: &random)),
                    number: UInt32(number))
            }
            var board = World.board(nodes)
            let whole = try World.steerer(board)
            let gone = Int.random(in: 0..<count, using: &random)
            _ = board.take(NodeReport(load: 0, isDraining: true), of: gone, at: 2)
            let less = try World.steerer(board, from: whole.map)
            let pool = whole.map.plan.pool(of: Self.hangzhou)
            let share = whole.map.tables[pool].quotas[gone, default: 0]
            let moved = (0..<UInt64(SlotTable.count)).filter {
                whole.map.tables[pool].node(for: $0) != less.map.tables[pool].node(for: $0)
            }
            #expect(moved.count == share)
            _ = board.take(NodeReport(load: 0), of: gone, at: 3)
            _ = board.take(NodeReport(load: 0), of: gone, at: 3_000_000_000)
            let again = try World.steerer(board, from: less.map)
            let back = (0..<UInt64(SlotTable.count)).filter {
                again.map.tables[pool].node(for: $0) != less.map.tables[pool].node(for: $0)
            }
            #expect(again.map.tables[pool].quotas[gone, default: 0] == share)
            #expect(back.count == share)
        }
    }

    @Test func `no node is given more than its capacity while there is room elsewhere`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let regions = ["浙江省", "北京", "广东省", "四川省", "美国", "日本"]
        for round in 0..<60 {
            let count = Int.random(in: 1...10, using: &random)
            let nodes = (0..<count).map { number in
                World.node(
                    "n\(number)", regions[Int.random(in: 0..<6, using: &random)],
                    operators: random.happens(0.5) ? ["电信"] : [],
                    capacity: Double(Int.random(in: 10...1000, using: &random)),
                    number: UInt32(number))
            }
            let plan = SteeringPlan(nodes)
            var parts = plan.pools.map { _ in
                random.happens(0.05) ? Double(Int.random(in: 1...100, using: &random)) : 0
            }
            let sum = parts.reduce(0, +)
            if sum > 0 { parts = parts.map { $0 / sum } } else { parts[0] = 1 }
            let room = nodes.reduce(0) { $0 + $1.capacity * SteeringMap.target }
            // All load that is reported is somewhere; how it is spread now does not matter.
            let total = room * (round % 2 == 0 ? 0.98 : 0.3)
            var board = NodeBoard(nodes)
            for number in nodes.indices {
                _ = board.take(NodeReport(load: 0), of: number, at: 1)
            }
            var states = board.states
            states[0].load = total
            let map = SteeringMap(empty: plan).next(states, demand: parts, isForced: true)
            var given = Array(repeating: 0.0, count: nodes.count)
            for (pool, table) in map.tables.enumerated() {
                for (node, slots) in table.quotas {
                    given[node] += Double(slots) / Double(SlotTable.count) * parts[pool] * total
                }
            }
            for (node, load) in zip(nodes, given) {
                #expect(load <= node.capacity * 0.91 + 1, "\(node.name) of \(count)")
            }
            #expect(!map.isOverloaded)
        }
    }

    @Test func `a node at its capacity sheds to the next best`() throws {
        let nodes = [
            World.node("near", "浙江省", capacity: 100, number: 1),
            World.node("next", "北京", capacity: 100, number: 2),
        ]
        var board = World.board(nodes)
        let plan = SteeringPlan(nodes)
        let parts = demand(plan, [(Self.hangzhou, 1)])
        let pool = plan.pool(of: Self.hangzhou)
        var steerer = try World.steerer(board, demand: parts)
        #expect(steerer.map.tables[pool].quotas == [0: SlotTable.count])
        let isChanged2 = board.take(NodeReport(load: 130), of: 0, at: 2)
        #expect(isChanged2)
        steerer = try World.steerer(board, from: steerer.map, demand: parts)
        let quotas = steerer.map.tables[pool].quotas
        #expect(quotas[0, default: 0] < SlotTable.count * 6 / 10)
        #expect(quotas[1, default: 0] > SlotTable.count * 3 / 10)
        #expect(steerer.map.movedSlots > 0 && steerer.map.isOverloaded == false)
        let explained = steerer.explain(.v4(0x0A01_0203), library: try World.library())
        #expect(explained.nodes.map(\.name) == ["near", "next"])
        #expect(explained.nodes[0].share < 1 && explained.region == "浙江省")
        let isNear = explained.nodes[0].isChosen
        #expect(
            explained.reason
                == (isNear
                    ? .isNearestForAll(chosen: "near")
                    : .betterIsFull(better: "near", chosen: "next")))
        _ = board.take(NodeReport(load: 0, isDraining: true), of: 0, at: 3)
        let other = try World.steerer(board, from: steerer.map, demand: parts)
            .explain(.v4(0x0A01_0203), library: World.library())
        #expect(other.reason == .betterIsOut(better: "near", .draining, chosen: "next"))
    }

    @Test func `small changes of demand move nothing`() throws {
        let nodes = [
            World.node("a", "浙江省", capacity: 100, number: 1),
            World.node("b", "北京", capacity: 100, number: 2),
        ]
        let plan = SteeringPlan(nodes)
        let beijing = Place(country: "中国", province: "北京")
        var states = World.board(nodes).states
        states[0].load = 100
        let map = SteeringMap(empty: plan).next(
            states, demand: demand(plan, [(Self.hangzhou, 1), (beijing, 0)]), isForced: true)
        states[0].load = 101
        let calm = map.next(states, demand: demand(plan, [(Self.hangzhou, 1)]), isForced: false)
        #expect(calm.movedSlots == 0)
        states[0].load = 150
        let moved = map.next(states, demand: demand(plan, [(Self.hangzhou, 1)]), isForced: false)
        #expect(moved.movedSlots > 0)
    }

    // Of a million clients a node with a twentieth gets 2 % more by chance alone, once in a
    // thousand draws; of four million, never.
    @Test func `weights are met within 2 % over four million clients`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let nodes = [5.0, 3, 1.5, 0.5].enumerated().map { number, capacity in
            World.node("n\(number)", "浙江省", capacity: capacity, number: UInt32(number))
        }
        let steerer = try World.steerer(World.board(nodes))
        var counts = Array(repeating: 0, count: nodes.count)
        for _ in 0..<4_000_000 {
            let address = IPAddress.v4(UInt32(truncatingIfNeeded: random.next()))
            if let node = steerer.choose(address).node { counts[node] += 1 }
        }
        for (node, count) in zip(nodes, counts) {
            let expected = node.capacity / 10 * 4_000_000
            #expect(abs(Double(count) - expected) < 0.02 * expected, "\(node.name): \(count)")
        }
    }

    @Test func `a node that came back gets clients only after a while`() {
        var board = World.board()
        let isChanged3 = board.expire(at: 2_000_000_000)
        #expect(isChanged3)
        let isChanged4 = board.take(NodeReport(load: 0), of: 0, at: 3_000_000_000)
        #expect(isChanged4)
        #expect(board.states[0].standing == .returning)
        let isChanged5 = board.take(NodeReport(load: 0), of: 0, at: 3_250_000_000)
        #expect(!isChanged5)
        let isChanged6 = board.take(NodeReport(load: 0), of: 0, at: 5_000_000_000)
        #expect(isChanged6)
        #expect(board.states[0].standing == .serving)
        _ = board.take(NodeReport(load: 0, isHealthy: false), of: 0, at: 5_100_000_000)
        #expect(board.states[0].standing == .unhealthy)
    }

    @Test(arguments: [
        ("10.1.2.3", 16), ("10.6.255.255", 16), ("10.7.0.1", 25), ("10.7.0.129", 25),
        ("10.0.0.1", 24), ("10.8.0.1", 24), ("10.4.0.1", 24), ("10.7.1.1", 24),
        ("192.168.0.1", 24), ("2001:db8:1::1", 48), ("2001:db8:1:ffff::", 48),
        ("2001:db8:2::1", 56), ("fe80::1", 56),
    ])
    func `the scope is the shortest network with one answer`(
        _ text: String, _ length: Int
    ) throws {
        let steerer = try World.steerer(World.board())
        let address = try #require(IPAddress(text))
        #expect(steerer.choose(address).scope == length)
    }

    @Test func `every address within a scope gets the same answer`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let nodes = World.nodes + [World.node("hz-2", "浙江省", operators: ["电信"], number: 9)]
        let steerer = try World.steerer(World.board(nodes))
        for _ in 0..<4000 {
            let isV6 = random.happens(0.4)
            let address =
                isV6
                ? IPAddress.v6(
                    UInt128(0x2001_0DB8_0000) << 80 | UInt128(random.next() & 0x3_FFFF) << 72)
                : .v4(0x0A00_0000 | UInt32(truncatingIfNeeded: random.next()) & 0x000F_FFFF)
            let choice = steerer.choose(address)
            let bounds = IPPrefix(address, length: choice.scope).bounds
            for _ in 0..<8 {
                let width = bounds.upperBound - bounds.lowerBound
                let offset = (UInt128(random.next()) << 64 | UInt128(random.next()))
                let bits = bounds.lowerBound + (width == .max ? offset : offset % (width + 1))
                let other = steerer.choose(IPAddress(address.family, bits: bits))
                #expect(other.node == choice.node && other.pool == choice.pool)
            }
        }
    }

    @Test func `URLs spread by weight, and only those of a member move`() {
        let members = [("a", 1.0), ("b", 2.0), ("c", 1.0)].map { (name: $0.0, weight: $0.1) }
        let whole = Rendezvous(members)
        let less = Rendezvous([members[0], members[1], ("c", 0)])
        var counts = [0, 0, 0]
        for number in 0..<40_000 {
            let url = "/p/\(number)"
            guard let member = whole.member(for: url) else { continue }
            counts[member] += 1
            if member != 2 { #expect(less.member(for: url) == member) }
        }
        #expect(abs(counts[1] - 20_000) < 600 && abs(counts[0] - 10_000) < 600)
        #expect(Rendezvous([]).member(for: "/") == nil)
    }
}
