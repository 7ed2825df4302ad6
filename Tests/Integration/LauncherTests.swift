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

        @Test func `the launcher makes the IP library that up --steering wants`() throws {
            let folder = try RunFolder()
            // An executable that says what it was asked, and data that need not be downloaded.
            let said = try shell(
                #"""
                set -e
                mkdir -p "$FOLDER/.build/release" "$FOLDER/Sources" "$FOLDER/cache/spillway/ip"
                cp spillway "$FOLDER"
                cd "$FOLDER"
                touch Package.swift cache/spillway/ip/ip2region.xdb
                printf '#!/bin/sh\necho "asked: $*" >&2\n' >.build/release/spillway
                chmod +x .build/release/spillway
                find Package.swift Sources -type f ! -name '*.md' -printf '%p %s %T@\n' |
                    LC_ALL=C sort | cksum >.build/spillway.stamp
                export XDG_CACHE_HOME=$FOLDER/cache XDG_STATE_HOME=$FOLDER/state
                unset SPILLWAY_IP_LIBRARY
                ./spillway up --edge 1
                ./spillway up --edge 1 --steering
                mkdir -p state/spillway
                touch state/spillway/ip.library
                ./spillway up --edge 1 --steering
                """#, folder)
            #expect(said.exit == .code(0), "\(said)")
            let asked = said.errors.split(separator: "\n").filter { $0.hasPrefix("asked: ") }
                .map { $0.replacing(folder.path + "/", with: "") }
            #expect(
                asked == [
                    "asked: up --edge 1",
                    "asked: ip import cache/spillway/ip/ip2region.xdb --output"
                        + " state/spillway/ip.library",
                    "asked: up --edge 1 --steering", "asked: up --edge 1 --steering",
                ], "\(said)")
        }

        private func shell(_ script: String, _ folder: RunFolder) throws -> Executable.Outcome {
            let lines = LinesOut()
            let errors = folder.path + "/errors-\(UUID().uuidString)"
            let setting =
                "cd '\(Sources.root)'\nSPILLWAY='\(try Executable().path)'\n"
                + "FOLDER='\(folder.path)'\n"
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
