import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

extension Integration {
    /// A disk without room: clear answers, nothing acknowledged is lost, and it goes on by itself.
    @Suite struct FullDiskTests {
        private let clock = SystemClock()

        @Test(
            arguments: FullDisk.Kind.allCases.filter { $0 == .fileLength || FullDisk.canMount() },
            [false, true])
        func `a full disk is said and survived`(kind: FullDisk.Kind, isKilled: Bool) throws {
            let folder = try RunFolder()
            let disk = try FullDisk(kind, in: folder)
            defer { disk.remove(folder) }
            let directory = disk.mountPoint + "/cell"
            let ledger = try Ledger(path: folder.path + "/" + Ledger.fileName)
            let flood = Flood(ledger: ledger, random: SeededRandom(seed: 11))
            let executable = try Executable()
            var process = try start(executable, directory, disk.wrapper, folder, flood)
            try #require(flood.settle(on: process, atMostSeconds: 20))

            // A file that may not grow is to the system no full disk, and the answer no promise.
            let isPromised = kind == .fileSystem
            try slices(flood, process, "the disk to be full") {
                refused(flood) >= 500
                    && (!isPromised || flood.tally.answers["unavailable", default: 0] > 0)
            }
            let accepted = flood.tally.answers["accepted", default: 0]
            print("\(kind), killed \(isKilled): \(accepted) accepted, then \(flood.tally.answers)")

            if isKilled {
                process.child.send(signal: SIGKILL)
                process.child.wait()
                flood.lost()
                try disk.empty(for: nil, folder)
                process = try start(executable, directory, [], folder, flood)
            } else {
                try disk.empty(for: process, folder)
            }
            try slices(flood, process, "the cell to go on") {
                flood.tally.answers["accepted", default: 0] > accepted + 1000
            }
            #expect(
                flood.run(on: process, until: 0, settlingFor: 30), "not everything was answered")
            process.child.send(signal: SIGTERM)
            #expect(process.child.wait(atMostSeconds: 10) == .code(0))
            process.child.wait()

            let caughtUp = try executable.run(["orders", "catch-up", directory], in: folder)
            #expect(caughtUp.exit == .code(0), "\(caughtUp)")
            let check = try executable.run(["orders", "check", directory], in: folder)
            #expect(check.exit == .code(0), "\(check)")
            let report = try Audit(directory: directory, ledger: ledger.entries).run()
            #expect(report.holds, "\(report.findings)")
            #expect(report.acknowledgedOrders > 1000)
        }

        private func start(
            _ executable: Executable, _ directory: String, _ wrapper: [String], _ folder: RunFolder,
            _ flood: Flood
        ) throws -> CellProcess {
            let process = try CellProcess(
                executable: executable.path, directory: directory,
                options: ["--orders", "2000000"], wrapper: wrapper,
                errors: folder.path + "/cell.log"
            ) { flood.take($0) }
            _ = try process.waitUntilReady(atMostSeconds: 30)
            flood.begin()
            return process
        }

        private func refused(_ flood: Flood) -> Int {
            let answers = flood.tally.answers
            return answers["unavailable", default: 0] + answers["unknown", default: 0]
        }

        /// Floods, a fifth of a second at a time, until `isReached`.
        private func slices(
            _ flood: Flood, _ process: CellProcess, _ what: String, until isReached: () -> Bool
        ) throws {
            let limit = clock.monotonicNanoseconds() + 40_000_000_000
            while !isReached() {
                let now = clock.monotonicNanoseconds()
                try #require(now < limit, "waited in vain for \(what): \(flood.tally.answers)")
                try #require(process.child.exitNow == nil, "the cell ended, waiting for \(what)")
                _ = flood.run(on: process, until: now + 200_000_000, settlingFor: 0)
            }
        }
    }
}
