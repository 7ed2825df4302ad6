import Foundation
import Primitives
import Rehearsal
import Testing

extension Integration {
    /// `spillway run steering`, with the settings that docs/steering.md shows.
    @Suite struct SteeringCommandTests {
        private func settings(_ folder: RunFolder) throws -> String {
            let text = try Sources.text("docs/steering.md")
            let block = try #require(text.components(separatedBy: "```json\n").dropFirst().first)
            let path = folder.path + "/steering.json"
            try String(block.components(separatedBy: "```")[0]).write(
                toFile: path, atomically: true, encoding: .utf8)
            return path
        }

        @Test func `the settings of the document are sound, and a wrong line is named`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            let path = try settings(folder)
            let sound = try executable.run(
                ["run", "steering", "--settings", path, "--check"], in: folder)
            #expect(sound.exit == .code(0) && sound.output.contains("3 nodes"), "\(sound)")
            let wrong = try String(contentsOfFile: path, encoding: .utf8)
                .replacing("\"capacity\": 3000", with: "\"capacity\": -1")
            try wrong.write(toFile: path, atomically: true, encoding: .utf8)
            let said = try executable.run(["run", "steering", "--settings", path], in: folder)
            #expect(said.exit == .code(2) && said.errors.contains("steering.json:15"), "\(said)")
            let flag = try executable.run(
                ["run", "steering", "--settings", path, "--set", "dns.port=x"], in: folder)
            #expect(flag.exit == .code(2) && flag.errors.contains("--set dns.port"), "\(flag)")
        }

        @Test func `it starts, answers, and stops when asked`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            let csv = folder.path + "/own.csv"
            let library = folder.path + "/ip.library"
            try "10.0.0.0/8,中国,浙江省\n".write(toFile: csv, atomically: true, encoding: .utf8)
            _ = try executable.run(["ip", "import", csv, "--output", library], in: folder)
            let log = folder.path + "/log"
            let child = try ChildProcess(
                [
                    executable.path, "run", "steering", "--settings", settings(folder),
                    "--set", "library=\(library)", "--set", "data=\(folder.path)", "--set",
                    "dns.port=0", "--set", "http.port=0", "--set", "inner.port=0",
                ], errors: log
            ) { _ in }
            let isReady = Self.waits { Self.text(log).contains("ready") }
            #expect(isReady, "\(Self.text(log))")
            child.send(signal: SIGTERM)
            #expect(child.wait(atMostSeconds: 10) == .code(0), "\(Self.text(log))")
            #expect(Self.text(log).contains("stopped"))
            child.wait()
        }

        private static func text(_ path: String) -> String {
            (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        }

        /// Whether a condition came to hold within 20 seconds.
        private static func waits(_ isThere: () -> Bool) -> Bool {
            let deadline = SystemClock().monotonicNanoseconds() + 20_000_000_000
            let pause = ConditionLock(())
            while !isThere() {
                guard SystemClock().monotonicNanoseconds() < deadline else { return false }
                _ = pause.wait(until: { _ in false }, atMost: 20_000_000)
            }
            return true
        }
    }
}
