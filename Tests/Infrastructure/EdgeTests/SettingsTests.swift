import Edge
import Foundation
import Testing

/// Settings of an edge node: which counts, and what is said of a wrong one.
@Suite struct SettingsTests {
    private func read(
        _ text: String?, _ environment: [String: String] = [:], _ flags: [String: String] = [:]
    ) throws(SettingsError) -> EdgeOptions {
        try EdgeSettings.read(
            file: text.map { ("edge.json", $0) }, environment: environment, flags: flags)
    }

    private func message(
        _ text: String?, _ environment: [String: String] = [:], _ flags: [String: String] = [:]
    ) -> String {
        do throws(SettingsError) {
            _ = try read(text, environment, flags)
            return "none"
        } catch {
            return "\(error)"
        }
    }

    @Test func `flags before the environment before the file`() throws {
        let file = #"{"port": 1, "adminPort": 2, "holdSeconds": 3, "origins": ["a:1", "[::1]:2"]}"#
        let options = try read(
            file, ["SPILLWAY_EDGE_ADMIN_PORT": "20", "SPILLWAY_EDGE_HOLD_SECONDS": "30"],
            ["holdSeconds": "300"])
        #expect(options.port == 1 && options.adminPort == 20 && options.holdSeconds == 300)
        #expect(options.origins.map(\.description) == ["a:1", "[::1]:2"])
        #expect(try read(nil).port == EdgeOptions().port)
        #expect(EdgeSettings.variable("holdSeconds") == "SPILLWAY_EDGE_HOLD_SECONDS")
    }

    @Test func `what is wrong is said with its place`() {
        #expect(
            message("{\n \"host\": \"a\",\n \"port\": 70000\n}")
                == "edge.json line 3: port is a whole number from 0 to 65535, not \"70000\"")
        #expect(
            message("{\n\"prot\": 1}") == "edge.json line 2: there is no setting \"prot\"")
        #expect(message("{\n\"port\": {}}").hasPrefix("edge.json line 2: port is a text"))
        #expect(message("{\n\n\"port\": }").hasPrefix("edge.json line 3: it is not JSON"))
        #expect(
            message(nil, ["SPILLWAY_EDGE_PORT": "x"]).hasPrefix("SPILLWAY_EDGE_PORT: port is"))
        #expect(message("{\"port\": 1}", [:], ["port": "y"]).hasPrefix("--port: port is"))
        #expect(
            message(nil, [:], ["origins": "nonsense"]).hasPrefix("--origins: origins is centers"))
    }

    /// The page about edges, seen from this file.
    private static let page = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/edge.md")

    @Test func `the page shows settings that there are`() throws {
        let text = try String(contentsOf: Self.page, encoding: .utf8)
        let example = try #require(
            text.components(separatedBy: "```").first { $0.hasPrefix("json\n") })
        let options = try read(String(example.dropFirst(5)))
        #expect(options.holdSeconds == 10 && options.cache.memoryBytes == 256 << 20)
        let section = try #require(text.firstMatch(of: /(?s)In the environment.*?\n\n/)).output
        let names = section.matches(of: /`([a-z][A-Za-z]+)`/).map { String($0.1) }
        #expect(names.count > 20)
        for name in names {
            #expect(!message("{\"\(name)\": {}}").contains("there is no setting"), "\(name)")
        }
    }
}
