import SimulationKit
import Testing

/// The real SQLite through crashes of a simulated disk.
@Suite struct SimulatedDiskTests {
    /// Runs a history for each seed; none may find a problem.
    private func check(seeds: Range<UInt64>, _ use: History.Use) throws {
        var crashes = 0
        var torn = 0
        var lost = 0
        for seed in seeds {
            var history = History(seed: seed, use)
            let problems = try history.run()
            #expect(problems.isEmpty, "seed \(seed) of \(use): \(problems)\n\(history.disk.trace)")
            crashes += history.disk.statistics.crashes
            torn += history.disk.statistics.tornWrites
            lost += history.disk.statistics.lostChanges
        }
        // A disk that does no harm proves nothing.
        #expect(torn > crashes / 10 && lost > crashes / 10)
    }

    @Test(arguments: [false, true], [false, true])
    func committedRowsSurviveCrashes(checkpoints: Bool, powersafeOverwrite: Bool) throws {
        try check(
            seeds: 0..<300,
            History.Use(checkpoints: checkpoints, powersafeOverwrite: powersafeOverwrite))
    }

    @Test func committedRowsSurviveFailingSyncsAndWrites() throws {
        try check(
            seeds: 0..<300,
            History.Use(checkpoints: true, syncFailureChance: 0.05, writeFailureChance: 0.02))
    }

    @Test func committedRowsSurviveFailingWritesThatAreTriedAgain() throws {
        try check(
            seeds: 0..<300,
            History.Use(checkpoints: true, writeFailureChance: 0.05, stopsOnFailure: false))
    }

    /// A canary, and a warning: SQLite takes what it reads back after a failed sync for committed.
    @Test func goingOnAfterAFailedSyncLosesRows() throws {
        var losing = 0
        for seed in UInt64(0)..<300 {
            var history = History(
                seed: seed,
                History.Use(
                    checkpoints: true, syncFailureChance: 0.05, stopsOnFailure: false))
            _ = try? history.run()
            if history.lost > 0 { losing += 1 }
        }
        #expect(losing > 0)
    }

    @Test func committedRowsSurviveWithARollbackJournal() throws {
        try check(seeds: 0..<300, History.Use(journal: "DELETE", synchronous: "EXTRA"))
    }

    /// The canary: without syncs the same check must find that rows are lost.
    @Test func rowsAreLostWithoutSyncs() throws {
        var losing = 0
        for seed in UInt64(0)..<100 {
            var history = History(
                seed: seed,
                History.Use(synchronous: "OFF"))
            _ = try? history.run()
            if history.lost > 0 { losing += 1 }
        }
        #expect(losing > 8)
    }

    @Test func sameSeedGivesTheSameRun() throws {
        for seed in UInt64(0)..<20 {
            var runs: [(DiskTrace, DiskStatistics)] = []
            for _ in 0..<2 {
                var history = History(
                    seed: seed,
                    History.Use(checkpoints: true, writeFailureChance: 0.02, stopsOnFailure: false))
                _ = try history.run()
                runs.append((history.disk.trace, history.disk.statistics))
            }
            #expect(runs[0].0.entries == runs[1].0.entries, "seed \(seed)")
            #expect(runs[0].1 == runs[1].1, "seed \(seed)")
        }
    }
}
