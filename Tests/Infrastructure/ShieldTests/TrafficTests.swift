import Primitives
import Shield
import Testing

/// Whole minutes of traffic, from seeds: what is found, how fast, and whom it hurts.
@Suite struct TrafficTests {
    @Test(arguments: TrafficWorld.Shape.allCases, [UInt64(1), 2, 3])
    func `a flood is found and answered within three seconds`(
        _ shape: TrafficWorld.Shape, _ seed: UInt64
    ) throws {
        var world = TrafficWorld(seed: seed, .init(shape: shape))
        world.run()
        print(world.summary)
        let detected = try #require(world.delay(.attackDetected), "\(world.summary)")
        let answered = try #require(world.delay(.ruleMade, .newcomersGuarded), "\(world.summary)")
        #expect(detected > 0 && detected <= 3000)
        #expect(answered > 0 && answered <= 3000)
        #expect(world.success >= 0.99)
        #expect(Double(world.floodServedLate) < 0.02 * Double(world.floodSentLate))
        // Whoever imitates people well can only be met by asking all newcomers for a proof, which
        // takes them a moment.
        if shape != .mimic {
            #expect(
                TrafficWorld.p99(world.floodLatencies)
                    < 2 * TrafficWorld.p99(world.quietLatencies))
        }
        // It is lifted by itself.
        #expect(world.shield.rules.isEmpty)
        #expect(world.shield.attackedSince == nil && !world.shield.guardsNewcomers)
        #expect(world.events.contains { $0.kind == .attackEnded })
        for event in world.events {
            #expect(!event.explanation.isEmpty && event.beganAt <= event.at)
        }
    }

    @Test(arguments: [UInt64(11), 12, 13], [4, 8])
    func `a crowd of buyers is no attack`(_ seed: UInt64, _ times: Int) {
        var world = TrafficWorld(seed: seed, .init(crowd: times, capacity: 40))
        world.run()
        print(world.summary)
        #expect(world.events == [], "\(world.events.map(\.explanation))")
        #expect(world.success >= 0.99)
        #expect(Double(world.challengedPeople) < 0.01 * Double(world.served))
    }

    @Test(arguments: [UInt64(21), 22])
    func `a flood within a crowd is told from it`(_ seed: UInt64) throws {
        var world = TrafficWorld(
            seed: seed, .init(shape: .forgedAgents, crowd: 4, capacity: 40))
        world.run()
        print(world.summary)
        #expect(try #require(world.delay(.ruleMade)) <= 3000)
        #expect(world.success >= 0.99)
    }

    @Test func `quiet traffic raises nothing, and the same seed gives the same run`() {
        var runs = [TrafficWorld(seed: 31), TrafficWorld(seed: 31)]
        for index in runs.indices { runs[index].run() }
        #expect(runs[0].events == [])
        #expect(runs[0].success == 1)
        #expect(runs[0].summary == runs[1].summary)
        #expect(runs[0].shield.history == runs[1].shield.history)
    }
}
