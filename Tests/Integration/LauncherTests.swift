import Foundation
import Rehearsal
import Testing

extension Integration {
    /// The launcher, and the commands that README.md shows.
    @Suite struct LauncherTests {
        @Test func `the launcher says what there is and what is missing`() throws {
            let folder = try RunFolder()
            let help = try shell("./spillway", folder)
            #expect(help.exit == .code(0) && help.output.contains("./spillway doctor"), "\(help)")
            let doctor = try shell("./spillway doctor", folder)
            #expect(doctor.output.contains("libsqlite3-dev"), "\(doctor)")
            let json = try shell("./spillway doctor --json", folder)
            #expect(json.output.hasPrefix("{\"healthy\":"), "\(json)")
            let wrong = try shell("./spillway doctor --jason", folder)
            #expect(wrong.exit == .code(64) && wrong.output.isEmpty, "\(wrong)")
        }

        @Test func `the commands in README work as they stand there`() throws {
            let folder = try RunFolder()
            let blocks = try Sources.text("README.md").components(separatedBy: "```")
            let block = try #require(blocks.first { $0.contains("./spillway cell") })
            let script = block.split(separator: "\n").dropFirst().joined(separator: "\n")
                .replacing("./spillway", with: "\"$SPILLWAY\"")
                .replacing("/tmp/shop", with: folder.cell)
                .replacing("--seeds 100", with: "--seeds 2")
            let said = try shell("set -e\n" + script, folder)
            #expect(said.exit == .code(0), "\(said)")
            for text in ["\"ready\":true", "\"limit_reached\"", "all ", "is the fold"] {
                #expect(said.output.contains(text), "\(text) is not in \(said)")
            }
        }

        private func shell(_ script: String, _ folder: RunFolder) throws -> Executable.Outcome {
            let lines = LinesOut()
            let errors = folder.path + "/errors-\(UUID().uuidString)"
            let setting = "cd '\(Sources.root)'\nSPILLWAY='\(try Executable().path)'\n"
            let child = try ChildProcess(["/bin/bash", "-c", setting + script], errors: errors) {
                lines.add($0)
            }
            child.closeInput()
            let exit = child.wait(atMostSeconds: 60)
            child.wait()
            return Executable.Outcome(
                exit: exit, output: lines.all.joined(separator: "\n"),
                errors: try String(contentsOfFile: errors, encoding: .utf8))
        }
    }
}
