import Foundation
import Rehearsal
import Testing

extension Integration {
    /// What docs/edge.md shows, tried on a center and an edge as it stands there.
    @Suite struct EdgeDocumentTests {
        private static let curl = "/usr/bin/curl"
        private static let hasCurl = FileManager.default.isExecutableFile(atPath: curl)

        /// The commands of the page that ask an edge over plain HTTP.
        private static func commands() throws -> [String] {
            try Sources.text("docs/edge.md").components(separatedBy: "```")
                .filter { $0.hasPrefix("sh\n") }
                .flatMap { $0.split(separator: "\n").map(String.init) }
                .filter { $0.hasPrefix("curl ") && !$0.contains("https:") }
        }

        @Test(.enabled(if: hasCurl, "it wants curl"))
        func `every command of the page does what it says`() throws {
            let folder = try RunFolder()
            let center = try CenterProcess(in: folder)
            let edge = try EdgeProcess(1, in: folder, center: center.port)
            let commands = try Self.commands()
            #expect(commands.count == 5, "\(commands)")
            for command in commands {
                let here = command.replacing(":8080", with: ":\(edge.port)")
                    .replacing(":8081", with: ":\(edge.admin)")
                let said = try Executable.outcome(
                    of: [
                        "/bin/bash", "-c", "set -e\n\(here) --fail --silent --show-error\necho",
                    ], in: folder, atMostSeconds: 30)
                #expect(said.exit == .code(0), "\(here): \(said.output)")
                if command.contains("purge?everything") {
                    #expect(said.output.contains(#""everything":true"#), "\(said.output)")
                } else if command.contains("purge?") {
                    #expect(said.output.contains(":1"), "\(here) purged nothing: \(said.output)")
                } else {
                    #expect(said.output.contains("cache-status: Spillway; "), "\(said.output)")
                }
            }
            #expect(center.stop().exit == .code(0))
            withExtendedLifetime(edge) {}
        }
    }
}
