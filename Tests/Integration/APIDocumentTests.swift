import Foundation
import Rehearsal
import Testing

extension Integration {
    /// What docs/api.md shows, tried on a center as it stands there.
    @Suite(.enabled(if: PythonEnvironment.hasPython, "it wants Python 3.11"))
    struct APIDocumentTests {
        @Test func `the walk through the API works`() throws {
            let folder = try RunFolder()
            let center = try CenterProcess(in: folder)
            let blocks = try Sources.text("docs/api.md").components(separatedBy: "```")
            let scripts = blocks.filter { $0.hasPrefix("bash\n") }.map { $0.dropFirst(5) }
            #expect(scripts.count == 10)
            // A refusal is an answer too: curl says so with 22, and the pipe goes on.
            let script = "set -e\n" + scripts.joined(separator: "\n") + "\necho done\n"
            let said = try Executable.outcome(
                of: [
                    "/usr/bin/env", "--chdir=" + folder.path, "URL=" + center.url,
                    "PASSWORD=" + #require(center.password), "/bin/bash", "-c", script,
                ], in: folder, atMostSeconds: 60)
            #expect(said.exit == .code(0) && said.output.contains("done\n"), "\(said.output)")
            #expect(center.stop().exit == .code(0))
        }
    }
}
