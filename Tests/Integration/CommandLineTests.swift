import Foundation
import Rehearsal
import Testing

extension Integration {
    /// The command line itself: help, version, completion, exit codes.
    @Suite struct CommandLineTests {
        private static let commands = [
            [], ["cell"], ["journal"], ["journal", "verify"], ["journal", "dump"],
            ["journal", "stat"], ["orders"], ["orders", "rebuild"], ["orders", "check"],
            ["orders", "catch-up"], ["bench"], ["bench", "orders"], ["rehearse"],
            ["rehearse", "sale"], ["rehearse", "cell"], ["audit"], ["simulate"],
            ["ip"], ["ip", "lookup"], ["ip", "import"], ["ip", "diff"], ["ip", "info"],
            ["run"], ["run", "steering"],
        ]

        @Test func `every command explains itself`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            for command in Self.commands {
                let help = try executable.run(command + ["--help"], in: folder)
                let name = (["spillway"] + command).joined(separator: " ")
                #expect(
                    help.exit == .code(0) && help.output.contains("USAGE: \(name)"),
                    "\(name): \(help)")
                #expect(help.output.contains("OVERVIEW: "), "\(name) does not say what it is for")
            }
        }

        @Test func `the version is printed`() throws {
            let said = try Executable().run(["--version"], in: RunFolder())
            #expect(
                said.exit == .code(0)
                    && said.output.contains(/^spillway [0-9]+\.[0-9]+\.[0-9]+\n$/), "\(said)")
        }

        @Test(arguments: ["bash", "zsh", "fish"])
        func `a completion script is made`(shell: String) throws {
            let said = try Executable().run(
                ["--generate-completion-script", shell], in: RunFolder())
            #expect(said.exit == .code(0) && said.output.contains("rehearse"), "\(shell)")
        }

        @Test func `what is not understood ends with 64`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            for arguments in [
                ["no-such-command"], ["cell"], ["cell", "a", "b"], ["cell", "a", "--orders", "0"],
                ["cell", "a", "--orders", "x"], ["journal", "verify"],
                ["journal", "verify", "a", "--cell", "1"],
                ["simulate", "--seed", "1", "--seeds", "2"], ["simulate", "--minutes", "nan"],
                ["simulate", "--minutes", "-1"], ["simulate", "--minutes", "0"],
                ["journal", "dump", "a", "--no-such-option"],
                ["rehearse", "cell", "--kills", "-1"],
                ["rehearse", "cell", "--seconds", "0"], ["bench", "orders", "--against", "nobody"],
            ] {
                let said = try executable.run(arguments, in: folder)
                #expect(
                    said.exit == .code(64) && said.output.isEmpty && !said.errors.isEmpty,
                    "\(arguments): \(said)")
            }
        }

        @Test func `data that cannot be used ends with 2`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            let nowhere = folder.path + "/nowhere"
            let file = folder.path + "/file"
            try "no folder".write(toFile: file, atomically: true, encoding: .utf8)
            for arguments in [
                ["journal", "stat", nowhere], ["journal", "dump", nowhere],
                ["orders", "check", nowhere],
                ["orders", "rebuild", nowhere], ["cell", file],
                ["rehearse", "--directory", folder.path],
            ] {
                let said = try executable.run(arguments, in: folder)
                #expect(said.exit == .code(2) && said.output.isEmpty, "\(arguments): \(said)")
                #expect(said.errors.hasPrefix("spillway: "), "\(arguments): \(said)")
            }
            #expect(!FileManager.default.fileExists(atPath: nowhere))
        }

        @Test func `a rehearsal says its verdict in one line`() throws {
            let folder = try RunFolder()
            let run = folder.path + "/run"
            let arguments = [
                "rehearse", "cell", "--kills", "1", "--seconds", "1", "--seed", "4", "--directory",
                run,
            ]
            let said = try Executable().run(arguments, in: folder)
            #expect(said.exit == .code(0), "\(said)")
            #expect(
                said.output.hasPrefix("HOLDS: ") && said.output.split(separator: "\n").count == 1,
                "\(said)")
            let report = try JSONDecoder().decode(
                RehearsalReport.self,
                from: Data(contentsOf: URL(fileURLWithPath: run + "/report.json")))
            #expect(report.holds && report.kills == 1 && report.verdict + "\n" == said.output)
        }

        @Test func `the sum of an order book that lies is 1`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            let run = folder.path + "/run"
            _ = try executable.run(
                ["rehearse", "cell", "--kills", "0", "--seconds", "0.5", "--directory", run],
                in: folder)
            let check = try executable.run(
                ["orders", "check", run + "/cell", "--json"], in: folder)
            #expect(check.exit == .code(0) && check.output.contains("\"holds\":true"), "\(check)")
        }
    }
}
