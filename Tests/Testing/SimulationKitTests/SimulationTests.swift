import OrderCore
import SimulationKit
import Testing

/// Whole simulated worlds, one after the other: SQLite has one random generator for the process.
@Suite(.serialized) struct SimulationTests {
    @Test func thousandSeedsFindNothing() {
        let report = Simulator().run(seeds: 0..<1000)
        print(report)
        #expect(report.failure == nil, "\(report)")
        #expect(report.seeds == 1000)
        #expect(report.decisionsNeverMet.isEmpty)
        let all = report.statistics
        #expect(all.accepted > 10_000 && all.commits > 10_000)
        #expect(all.crashedStarts > 100 && all.snapshotStarts > 100 && all.recoveries > 100)
        #expect(all.takeovers > 100 && all.fencedBatches > 50 && all.resurrectedBatches > 10)
        let faults = [
            "clean restart", "clock jump", "crash in an append", "crash planned",
            "damaged snapshot",
            "disk full", "failing append", "failing read", "failing sync", "failing write",
            "power lost", "slow disk",
            "takeover",
        ]
        for fault in faults { #expect(all.faults[fault, default: 0] > 20, "\(fault)") }
    }

    /// The canary: whatever is planted, the alarm must ring.
    @Test(arguments: PlantedBug.allCases)
    func mistakesInTheCoreAreFound(_ bug: PlantedBug) {
        let report = Simulator(options: SimulationOptions(plantedBug: bug)).run(seeds: 0..<100)
        #expect(report.failure != nil, "\(bug) was not found in 100 seeds")
    }

    @Test(arguments: ShellBug.allCases)
    func mistakesInTheShellAreFound(_ bug: ShellBug) {
        let report = Simulator(options: SimulationOptions(shellBug: bug)).run(seeds: 0..<100)
        #expect(report.failure != nil, "\(bug) was not found in 100 seeds")
    }

    @Test func sameSeedGivesTheSameRun() throws {
        for seed in UInt64(0)..<20 {
            let runs = [SimulationRun(seed: seed), SimulationRun(seed: seed)]
            for run in runs { try run.run() }
            #expect(runs[0].traceHash == runs[1].traceHash, "seed \(seed)")
            #expect(runs[0].statistics == runs[1].statistics, "seed \(seed)")
        }
    }

    @Test func failuresSayHowToSeeThemAgain() throws {
        let options = SimulationOptions(plantedBug: .oversellsByOne, traceLimit: 10)
        let failure = try #require(Simulator(options: options).run(seeds: 0..<100).failure)
        #expect(failure.replay == "spillway simulate --seed \(failure.seed)")
        #expect(failure.trace.count == 10)
        let again = try #require(throws: SimulationFailure.self) {
            try SimulationRun(seed: failure.seed, options: options).run()
        }
        #expect(again.what == failure.what && again.step == failure.step)
    }

    @Test func stopsWhenTimeIsUp() {
        #expect(Simulator().run(seeds: 0..<100, minutes: 0).seeds == 1)
    }
}
