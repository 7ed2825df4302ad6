import Primitives
import Testing
import WaitingRoom

/// Whole rooms with faults, from seeds.
@Suite(.serialized) struct RoomWorldTests {
    private static let seeds = UInt64(1)...24

    @Test func `the sum is never exceeded, and nobody who renewed is lost`() throws {
        for seed in Self.seeds {
            var world = try RoomWorld(seed: seed, .init(seconds: 90))
            world.run()
            #expect(world.failure == nil, "\(world.failure ?? "")")
            let lost = world.people.indices.filter {
                world.people[$0].admittedAt == nil && world.people[$0].leavesAt == .max
            }
            #expect(
                lost.isEmpty, "seed \(seed): \(lost.count) were lost, such as \(lost.prefix(3))")
            print(
                "room seed \(seed): \(world.admitted) let in of",
                "\(world.centers.last?.lessor.released ?? 0) released,",
                "\(world.pollCount) requests, epoch \(world.centers.last?.lessor.epoch ?? 0)")
        }
    }

    /// The canary: whatever is planted, the alarm must ring.
    @Test(arguments: RoomWorld.Plant.allCases.filter { $0 != .none })
    func `planted mistakes are found`(_ plant: RoomWorld.Plant) throws {
        for seed in UInt64(1)...100 {
            var world = try RoomWorld(seed: seed, .init(plant: plant))
            world.run()
            if let failure = world.failure {
                print("\(plant) was found: \(failure)")
                return
            }
        }
        Issue.record("\(plant) was not found in 100 seeds")
    }

    @Test func `the same seed gives the same run`() throws {
        var runs = [try RoomWorld(seed: 5), try RoomWorld(seed: 5)]
        for index in runs.indices { runs[index].run() }
        #expect(runs[0].serials == runs[1].serials)
        #expect(runs[0].pollCount == runs[1].pollCount)
    }

    @Test(arguments: [UInt64(31), 32, 33])
    func `in calm weather order is kept and the ranges hold`(_ seed: UInt64) throws {
        var world = try RoomWorld(
            seed: seed,
            .init(waiters: 6000, perSecond: 150, seconds: 90, isCalm: true, cut: 0..<0))
        world.run()
        #expect(world.failure == nil, "\(world.failure ?? "")")
        let share = Double(world.predictions.right) / Double(max(1, world.predictions.all))
        print("room seed \(seed): \(world.predictions) ranges held, \(share)")
        #expect(world.predictions.all > 500)
        #expect(share > 0.9)
        // Idle heads hold nobody up: the pace is what the order core said, less the start.
        #expect(world.admitted > 5000)
        #expect(world.overtakenByMilliseconds < 12_000)
    }

    @Test func `when stock is gone the queue is told at once and sent home`() throws {
        var world = try RoomWorld(
            seed: 3, .init(waiters: 3000, perSecond: 300, seconds: 40, cut: 0..<0, stock: 900))
        world.run()
        #expect(world.failure == nil, "\(world.failure ?? "")")
        let left = world.people.filter { $0.admittedAt == nil && $0.leavesAt == .max }
        #expect(!left.isEmpty)
        // All have heard within the longest time between two requests, and nobody came in since.
        let untold = left.count { !$0.wasDismissed }
        #expect(untold == 0)
        #expect(world.admitted < 900 + 2 * 300 + 300 * 3)
        guard case .dismissed(.soldOut)? = world.centers.last?.phase else {
            Issue.record("the room was not dismissed")
            return
        }
    }
}

extension RoomWorld {
    /// The longest that somebody who waited came in after one who stood behind.
    var overtakenByMilliseconds: Int64 {
        let line = people.compactMap { person -> (Position, Int64)? in
            guard let at = person.admittedAt, person.leavesAt == .max,
                let ticket = person.ticket,
                let known = try? room.seals.ticket(
                    ticket.utf8, of: person.presenter, in: room.settings,
                    now: Room.start.adding(milliseconds: at)),
                let position = Position.of(known, startsAt: Room.start, seed: room.seed)
            else { return nil }
            return (position, at)
        }.sorted { $0.0 < $1.0 }
        var earliestBehind = Int64.max
        var worst: Int64 = 0
        for (_, at) in line.reversed() {
            if earliestBehind < at { worst = max(worst, at - earliestBehind) }
            earliestBehind = min(earliestBehind, at)
        }
        return worst
    }
}
