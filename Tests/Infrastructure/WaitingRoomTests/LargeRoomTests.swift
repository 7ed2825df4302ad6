import Primitives
import Testing
import WaitingRoom

/// The size that the room is made for: 200,000 who wait at three edges, one of which is cut off.
@Suite(.serialized) struct LargeRoomTests {
    @Test func `two hundred thousand wait, an edge is cut off, the sum is kept`() throws {
        var world = try RoomWorld(
            seed: 200_000,
            .init(
                waiters: 200_000, perSecond: 4000, seconds: 100, cut: 10_000..<40_000,
                leaversPercent: 3))
        world.run()
        #expect(world.failure == nil, "\(world.failure ?? "")")
        let stayed = world.people.filter { $0.leavesAt == .max }
        let lost = stayed.count { $0.admittedAt == nil }
        let bytes = world.edges.map(\.memoryBytes)
        let idle = try RoomWorld(seed: 1, .init(waiters: 1)).edges[0].memoryBytes
        print(
            "seed 200000: \(world.admitted) let in of \(world.centers.last?.lessor.released ?? 0)",
            "released; \(lost) of \(stayed.count) still wait; \(world.pollCount) requests;",
            "an edge takes \(bytes) bytes, \(idle) without waiters")
        #expect(UInt64(world.admitted) <= world.centers.last?.lessor.released ?? 0)
        #expect(lost == 0)
    }

    @Test func `those who wait take no memory`() throws {
        let room = try Room()
        var edge = EdgeRoom(room.settings, seals: room.seals, edge: EdgeID(1), incarnation: 1)
        let before = edge.memoryBytes
        for number in 0..<200_000 {
            _ = edge.poll(Room.device(number), at: Room.moment(-20_000))
        }
        #expect(edge.report(at: Room.moment(-20_000)).density.total == 200_000)
        let each = Double(edge.memoryBytes) / 200_000
        print("200,000 waiters: \(edge.memoryBytes) bytes in all, \(each) for each")
        #expect(edge.memoryBytes == before)
        #expect(each < 300)
    }
}
