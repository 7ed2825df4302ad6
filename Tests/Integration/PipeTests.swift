import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

extension Integration {
    /// What comes in over standard input, good or bad, and how the process ends.
    @Suite struct PipeTests {
        @Test func `SIGTERM ends an idle cell at once`() throws {
            let folder = try RunFolder()
            let session = try Session(folder, executable: Executable())
            try session.openShop()
            session.cell.child.send(signal: SIGTERM)
            #expect(session.cell.child.wait(atMostSeconds: 5) == .code(0))
        }

        @Test func `SIGTERM under load answers everything that was taken in`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            let ledger = try Ledger(path: folder.path + "/" + Ledger.fileName)
            let flood = Flood(ledger: ledger, random: SeededRandom(seed: 3))
            let first = try start(folder, executable, flood)
            #expect(flood.settle(on: first, atMostSeconds: 20))
            let terminating = WorkThread(name: "terminate") {
                _ = first.child.wait(atMostSeconds: 1)
                first.child.send(signal: SIGTERM)
            }
            _ = flood.run(on: first, until: UInt64.max / 2, settlingFor: 0)
            terminating.join()
            #expect(first.child.wait(atMostSeconds: 5) == .code(0))
            first.child.wait()
            flood.lost()
            #expect(flood.tally.answers["accepted", default: 0] > 100)
            _ = try executable.run(["orders", "catch-up", folder.cell], in: folder)
            let check = try executable.run(["orders", "check", folder.cell], in: folder)
            #expect(check.exit == .code(0), "\(check)")
            // What was not taken in has no answer yet; what was decided has one, without exception.
            let middle = try folder.audit()
            #expect(middle.findings.filter { $0.rule != .resolved } == [])

            let second = try start(folder, executable, flood)
            #expect(flood.settle(on: second, atMostSeconds: 20))
            second.child.closeInput()
            #expect(second.child.wait(atMostSeconds: 5) == .code(0))
            second.child.wait()
            _ = try executable.run(["orders", "catch-up", folder.cell], in: folder)
            #expect(try folder.audit().findings == [])
        }

        @Test func `hostile lines are answered, and the cell lives`() throws {
            let folder = try RunFolder()
            let session = try Session(folder, executable: Executable())
            try session.openShop()
            for (number, line) in HostileLines.all.enumerated() {
                let reply = try session.ask(line)
                let isRefused = reply.outcome == "malformed" || reply.isDecided && !reply.isSuccess
                #expect(isRefused, "\(line.prefix(200)): \(reply)")
                #expect(try session.ask(Session.order(1000 + number)).code == "accepted")
            }
            session.cell.child.closeInput()
            #expect(session.cell.child.wait(atMostSeconds: 5) == .code(0))
            session.cell.child.wait()
            // Every line had one answer: no more came than were waited for.
            #expect(session.count == 3 + 2 * HostileLines.all.count)
        }

        @Test(arguments: [UInt64(1), 2, 3])
        func `random bytes are answered, and the cell lives`(seed: UInt64) throws {
            let folder = try RunFolder()
            let session = try Session(folder, executable: Executable())
            try session.openShop()
            var random = SeededRandom(seed: seed)
            for number in 0..<300 {
                var bytes = (0..<Int.random(in: 1...300, using: &random)).map { _ in
                    UInt8.random(in: 0...255, using: &random)
                }
                bytes = [0xFF] + bytes.filter { $0 != UInt8(ascii: "\n") } + [UInt8(ascii: "\n")]
                let before = session.count
                try #require(session.cell.child.write(bytes), "seed \(seed), line \(number)")
                #expect(
                    try session.answer(before).outcome == "malformed",
                    "seed \(seed), line \(number)")
            }
            #expect(try session.ask(Session.order(10)).code == "accepted")
        }

        @Test func `half a command at the end of the input is answered`() throws {
            let folder = try RunFolder()
            let session = try Session(folder, executable: Executable())
            #expect(session.cell.child.write(Array(#"{"token":1,"place":{"merch"#.utf8)))
            session.cell.child.closeInput()
            #expect(session.cell.child.wait(atMostSeconds: 5) == .code(0))
            session.cell.child.wait()
            #expect(try session.answer(0).outcome == "malformed")
        }

        private func start(_ folder: RunFolder, _ executable: Executable, _ flood: Flood) throws
            -> CellProcess
        {
            let process = try CellProcess(
                executable: executable.path, directory: folder.cell,
                options: ["--orders", "2000000"],
                errors: folder.path + "/cell.log"
            ) { flood.take($0) }
            _ = try process.waitUntilReady(atMostSeconds: 30)
            flood.begin()
            return process
        }
    }
}
