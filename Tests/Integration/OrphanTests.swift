import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

extension Integration {
    /// No process outlives the one that started it.
    @Suite struct OrphanTests {
        @Test func `a cell ends with the rehearsal that is killed`() throws {
            let folder = try RunFolder()
            let run = folder.path + "/run"
            let log = folder.path + "/log"
            let arguments = [
                "rehearse", "cell", "--kills", "0", "--seconds", "60", "--directory", run,
            ]
            let rehearsal = try ChildProcess([Executable().path] + arguments, errors: log) { _ in }
            try wait("the cell to be up") {
                try String(contentsOfFile: log, encoding: .utf8).contains("start 1")
            }
            #expect(processes(naming: run).count == 2)
            rehearsal.send(signal: SIGKILL)
            #expect(rehearsal.wait() == .signal(SIGKILL))
            try wait("the cell to end") { processes(naming: run).isEmpty }
        }

        @Test func `a child ends with its handle`() throws {
            let folder = try RunFolder()
            let marker = folder.path + "/marker"
            do {
                let command = ["/usr/bin/tail", "-f", "/dev/null", marker]
                let child = try ChildProcess(command, errors: folder.path + "/log") { _ in }
                #expect(child.exitNow == nil)
            }
            try wait("the child to end") { processes(naming: marker).isEmpty }
        }

        private func wait(_ what: String, _ isReached: () throws -> Bool) throws {
            let clock = SystemClock()
            let pause = ConditionLock(())
            let limit = clock.monotonicNanoseconds() + 20_000_000_000
            while try !isReached() {
                try #require(clock.monotonicNanoseconds() < limit, "waited in vain for \(what)")
                _ = pause.wait(until: { _ in false }, atMost: 10_000_000)
            }
        }

        /// The numbers of living processes whose command line names a path.
        private func processes(naming path: String) -> [Int] {
            let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
            return names.compactMap(Int.init).filter { number in
                let line = FileManager.default.contents(atPath: "/proc/\(number)/cmdline") ?? Data()
                return String(decoding: line, as: UTF8.self).contains(path)
            }
        }
    }
}
