import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

/// A center as `spillway up` starts it, without the demo merchant's goods, on free ports.
final class RunningCenter {
    /// Where it answers.
    let url: String
    /// The owner's password.
    let password: String
    private let process: ChildProcess

    init(in folder: RunFolder) throws {
        let port = try #require(FreePort.pair(), "there are no two free ports in a row")
        let lines = ConditionLock<[String]>([])
        // The center's words, which come on standard error, are told as they come.
        process = try ChildProcess(
            [
                "/bin/sh", "-c", #"exec "$0" "$@" 2>&1"#, Executable().path, "up", "--no-demo",
                "--data", folder.path + "/data", "--port", "\(port)", "--orders", "100000",
            ], errors: folder.path + "/shell.log"
        ) { line in
            lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
            lines.signal()
        }
        try #require(
            lines.wait(until: { $0.contains("ready") }, atMost: 60_000_000_000),
            "\(lines.withLock { $0 })")
        let words = lines.withLock { $0 }.compactMap { line in
            line.firstMatch(of: /^password +(\S+)/).map { String($0.1) }
        }
        password = try #require(words.first)
        url = "http://127.0.0.1:\(port)"
    }

    /// Ends it as a person would, and expects that it ends well.
    func stop() {
        process.send(signal: SIGTERM)
        #expect(process.wait(atMostSeconds: 30) == .code(0))
        process.wait()
    }
}
