import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

extension Integration {
    /// The API's own description, tried on a center by Schemathesis: every operation, every check.
    ///
    /// The programs come from PyPI, by the sums in `Tests/Schemathesis/requirements.txt`, which are
    /// those for Python 3.11; they stay in `.build` for the next run.
    @Suite(.enabled(if: Schemathesis.hasPython, "it wants Python 3.11"))
    struct SchemathesisTests {
        @Test(arguments: ["owner", "buyer"])
        func `the API keeps to its description`(asker: String) throws {
            let folder = try RunFolder()
            let program = try Schemathesis.program(in: folder)
            let port = try #require(FreePort.pair(), "there are no two free ports in a row")
            let lines = ConditionLock<[String]>([])
            // The center's words, which come on standard error, are told as they come.
            let center = try ChildProcess(
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
            let password = try #require(words.first)

            let said = try Schemathesis.run(
                program, at: "http://127.0.0.1:\(port)", as: asker, password: password,
                in: folder)
            #expect(said.exit == .code(0), "\(said.output)")
            center.send(signal: SIGTERM)
            #expect(center.wait(atMostSeconds: 30) == .code(0))
            center.wait()
        }
    }
}
