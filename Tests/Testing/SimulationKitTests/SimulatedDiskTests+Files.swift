import SimulationKit
import Testing

/// Plain files of a simulated disk.
@Suite struct SimulatedDiskFileTests {
    @Test func aReplacedFileIsTheOldOneOrTheNewOne() throws {
        let old = [UInt8](repeating: 1, count: 5000)
        let new = [UInt8](repeating: 2, count: 7000)
        var kept = 0
        for seed in UInt64(0)..<300 {
            let disk = SimulatedDisk(seed: seed)
            try disk.writeFile("snapshot", old)
            try disk.sync("snapshot")
            try disk.syncDirectory()
            // Every one of the operations below is crashed in.
            disk.plan.crashAfterOperations = Int(seed % 4)
            do {
                try disk.writeFile("snapshot.new", new)
                try disk.sync("snapshot.new")
                try disk.rename("snapshot.new", to: "snapshot")
                try disk.syncDirectory()
            } catch {
                #expect(error == .down)
            }
            disk.restart()
            let found = try disk.readFile("snapshot")
            #expect(found == old || found == new, "seed \(seed)\n\(disk.trace)")
            if found == new { kept += 1 }
        }
        #expect(kept > 10 && kept < 150)
    }

    /// The canary: without the sync before the rename a torn file must appear under the name.
    @Test func anUnsyncedFileIsTorn() throws {
        let bytes = [UInt8](repeating: 2, count: 7000)
        var outcomes: Set<String> = []
        for seed in UInt64(0)..<300 {
            let disk = SimulatedDisk(seed: seed)
            try disk.writeFile("snapshot", bytes)
            try disk.syncDirectory()
            disk.crash()
            disk.restart()
            let found = try disk.readFile("snapshot")
            let whole = found == bytes
            outcomes.insert(
                whole ? "whole" : found.contains(2) ? "torn" : found.isEmpty ? "lost" : "zeros")
        }
        #expect(outcomes == ["whole", "torn", "lost", "zeros"])
    }

    @Test func namesAreLostWithoutADirectorySync() throws {
        var found: Set<[String]> = []
        for seed in UInt64(0)..<100 {
            let disk = SimulatedDisk(seed: seed)
            try disk.writeFile("a", [1])
            try disk.syncDirectory()
            try disk.writeFile("b", [2])
            try disk.remove("a")
            #expect(try disk.list() == ["b"])
            disk.crash()
            #expect(throws: DiskError.down) { try disk.list() }
            disk.restart()
            found.insert(try disk.list())
        }
        #expect(found == [[], ["a"], ["b"], ["a", "b"]])
    }

    @Test func aFailedSyncIsNotRepairedByTheNext() throws {
        var lost = 0
        for seed in UInt64(0)..<100 {
            let disk = SimulatedDisk(seed: seed)
            try disk.writeFile("a", [1])
            try disk.syncDirectory()
            disk.plan.failingSyncs = 1
            #expect(throws: DiskError.syncFailed) { try disk.sync("a") }
            try disk.sync("a")
            #expect(try disk.readFile("a") == [1])
            disk.crash()
            disk.restart()
            if try disk.readFile("a") != [1] { lost += 1 }
        }
        #expect(lost > 20 && lost < 80)
    }

    @Test func theTraceIsBounded() throws {
        let disk = SimulatedDisk(seed: 1, options: DiskOptions(traceLimit: 3))
        for _ in 0..<10 { try disk.appendFile("a", [1]) }
        try disk.sync("a")
        #expect(disk.trace.entries.map(\.number) == [8, 9, 10])
        #expect(disk.trace.entries.last?.operation == DiskOperation(.sync, "a"))
        #expect(disk.statistics.count(.write) == 10 && disk.statistics.operations == 11)
        #expect(throws: DiskError.noSuchFile) { try disk.readFile("b") }
    }
}
