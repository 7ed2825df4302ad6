import IPLibrary
import Primitives
import Steering

/// A small world: three provinces, three operators, nodes in two of them, and one abroad.
enum World {
    static let csv = """
        10.1.0.0/16,中国,浙江省,杭州市,电信
        10.2.0.0/16,中国,浙江省,杭州市,移动
        10.3.0.0/16,中国,北京,北京,电信
        10.4.0.0/16,中国,北京,北京,联通
        10.5.0.0/16,中国,西藏,拉萨市,电信
        10.6.0.0/16,美国,加利福尼亚,,谷歌
        10.7.0.0/25,中国,浙江省,杭州市,电信
        10.7.0.128/25,中国,浙江省,宁波市,移动
        2001:db8:1::/48,中国,浙江省,杭州市,电信
        2001:db8:2::/48,中国,北京,北京,联通
        """

    static func library() throws -> IPLibrary {
        try IPLibrary(
            image: LibraryCompiler.compile(
                AddressSource.read(Array(csv.utf8)), notes: [], at: Timestamp(0)))
    }

    static func node(
        _ name: String, _ region: String, operators: [String] = [], capacity: Double = 1000,
        number: UInt32
    ) -> SteeringNode {
        let geography = Geography()
        let index = geography.region(named: region) ?? geography.unknown
        return SteeringNode(
            name: name, place: region, point: geography.regions[index].center,
            operators: operators,
            addresses: [
                .v4(0xC000_0200 + number), .v6(UInt128(0x2001_0DB8) << 96 | UInt128(number)),
            ],
            url: "https://\(name).example.com", capacity: capacity)
    }

    static var nodes: [SteeringNode] {
        [
            node("hz-ct", "浙江省", operators: ["电信"], number: 1),
            node("hz-cm", "浙江省", operators: ["移动"], number: 2),
            node("bj-bgp", "北京", number: 3),
            node("bj-cu", "北京", operators: ["联通"], number: 4),
            node("us", "美国", number: 5),
        ]
    }

    /// A board where every node has said that it is well.
    static func board(_ nodes: [SteeringNode] = nodes, load: Double = 0) -> NodeBoard {
        var board = NodeBoard(nodes)
        for number in nodes.indices { _ = board.take(NodeReport(load: load), of: number, at: 1) }
        return board
    }

    static func steerer(
        _ board: NodeBoard, from map: SteeringMap? = nil, demand: [Double]? = nil
    ) throws -> Steerer {
        let plan = map?.plan ?? SteeringPlan(board.nodes)
        let old = map ?? SteeringMap(empty: plan)
        let even = Array(repeating: 1 / Double(plan.pools.count), count: plan.pools.count)
        return Steerer(
            map: old.next(board.states, demand: demand ?? even, isForced: true),
            clients: ClientMap(try library(), plan: plan))
    }
}
