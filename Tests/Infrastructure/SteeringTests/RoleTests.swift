import Foundation
import IPLibrary
import Primitives
import Service
import Steering
import Synchronization
import Testing

/// Steering as a whole over real sockets: reports, death of a node, restart, all outlets.
@Suite(.serialized) struct RoleTests {
    private final class Place: Sendable {
        let folder = FileManager.default.temporaryDirectory.path + "/steering-\(UUID())"

        init() throws {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let image = try LibraryCompiler.compile(
                AddressSource.read(Array(World.csv.utf8)), notes: [], at: Timestamp(0))
            try WholeFile.write(image, to: folder + "/ip.library")
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func start(_ flags: [String: String] = [:]) throws -> SteeringRole {
            var flags = flags
            for name in ["dns", "http", "inner"] { flags[name + ".port"] = "0" }
            flags["library"] = folder + "/ip.library"
            flags["data"] = folder
            // These tests ask again and again.
            flags["dns.rate_limit"] = "0"
            let settings = try SteeringSettings(
                name: "s.json", text: Array(RoleTests.text.utf8), flags: flags,
                defaults: (library: "", data: ""))
            return try SteeringRole(settings, clock: SystemClock())
        }
    }

    private static let text = """
        {"zone": {"name": "example.com", "mailbox": "hostmaster.example.com",
         "servers": [{"name": "ns1.example.com", "addresses": ["127.0.0.1"]}],
         "hosts": ["www.example.com"]},
         "nodes": [
         {"name": "hz", "region": "浙江省", "operators": ["电信"], "addresses": ["192.0.2.1"],
          "url": "https://hz.example.com", "capacity": 100},
         {"name": "bj", "region": "北京", "addresses": ["192.0.2.2", "192.0.2.3", "2001:db8::2"],
          "url": "https://bj.example.com", "capacity": 100}]}
        """

    /// A question from a client in 10.1.0.0/16.
    private static let question: [UInt8] = {
        var question = DNSQuestion("www.example.com", 1)
        question.subnet = (1, 24, [10, 1, 2])
        return question.bytes
    }()

    private func answer(_ role: SteeringRole) throws -> String? {
        guard let bytes = try UDPClient.ask(Self.question, port: role.ports.dns) else { return nil }
        return DNSMessage(bytes)?.answers.first?.text
    }

    /// Waits for a condition, ten seconds at most; gives the nanoseconds that it took.
    private func wait(_ isThere: () throws -> Bool) throws -> UInt64 {
        let clock = SystemClock()
        let pause = ConditionLock(())
        let start = clock.monotonicNanoseconds()
        while try !isThere() {
            try #require(clock.monotonicNanoseconds() < start + 10_000_000_000)
            _ = pause.wait(until: { _ in false }, atMost: 5_000_000)
        }
        return clock.monotonicNanoseconds() - start
    }

    private func reporter(_ role: SteeringRole, _ node: String) -> NodeReporter {
        NodeReporter(.init(host: "127.0.0.1", port: role.ports.inner, node: node)) {
            NodeReport(load: 10)
        }
    }

    private func get(_ path: String, _ port: Int, extra: String = "") throws -> String {
        try UDPClient.exchange(
            "GET \(path) HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\(extra)\r\n", port: port)
    }

    private func body(_ reply: String) -> JSON? {
        let parts = reply.split(separator: "\r\n\r\n", maxSplits: 1)
        return try? JSONParser.parse(Array((parts.last ?? "").utf8))
    }

    private static let near = "www.example.com 10 A 192.0.2.1"
    private static let far = "www.example.com 10 A 192.0.2.2"

    @Test func `a dead node is out of answers within a second, and a restart answers at once`()
        throws
    {
        let place = try Place()
        let role = try place.start()
        #expect(try answer(role) == nil, "no node has reported yet")
        let far = reporter(role, "bj")
        let near = reporter(role, "hz")
        defer { far.stop() }
        _ = try wait { role.state.steerer.map.states.allSatisfy { $0.standing == .serving } }
        #expect(try answer(role) == Self.near)
        near.stop()
        let taken = try wait { try answer(role) == Self.far }
        #expect(taken < 1_000_000_000, "\(taken) ns")
        role.stop()

        let again = try place.start()
        defer { again.stop() }
        #expect(again.state.publishedVersion > 0)
        #expect(try answer(again) == Self.far, "by the last map, before any report")
    }

    @Test func `answers over TCP, HTTPDNS, redirects and explanations are of one map`() throws {
        let place = try Place()
        let role = try place.start()
        defer { role.stop() }
        let reporters = ["hz", "bj"].map { reporter(role, $0) }
        defer { for reporter in reporters { reporter.stop() } }
        _ = try wait { role.state.steerer.map.states.allSatisfy { $0.standing == .serving } }
        let stream = try #require(
            try UDPClient.askStream(Self.question, port: role.ports.dns))
        #expect(DNSMessage(stream)?.answers.first?.text == Self.near)

        let resolved = try get(
            "/v1/resolve?host=WWW.example.com&ip=10.1.2.3", role.ports.http)
        #expect(body(resolved)?["ips"] == ["192.0.2.1"])
        #expect(body(resolved)?["network"]?.string == "10.1.0.0/16")
        let line = resolved.split(separator: "\r\n").first {
            $0.hasPrefix("x-spillway-signature: ")
        }
        let signature = String(try #require(line).dropFirst(22))
        let text = resolved.split(separator: "\r\n\r\n", maxSplits: 1).last ?? ""
        #expect(role.signer.verify(Array(text.utf8), signature: signature))
        #expect(!role.signer.verify(Array(text.utf8) + [32], signature: signature))
        #expect(try get("/v1/resolve/key", role.ports.http).contains(role.signer.publicKey))
        #expect(try get("/v1/resolve?host=a.example.com", role.ports.http).contains("404"))
        #expect(try get("/v1/resolve?host=www.example.com&ip=x", role.ports.http).contains("422"))

        // One member of a node has each URL.
        var firsts: [String: Int] = [:]
        for number in 0..<40 {
            let asked = "/v1/resolve?host=www.example.com&ip=10.3.0.1&url=/p/\(number)"
            let ips = try #require(body(try get(asked, role.ports.http))?["ips"]?.array)
            #expect(Set(ips) == ["192.0.2.2", "192.0.2.3"])
            #expect(body(try get(asked, role.ports.http))?["ips"]?.array == ips)
            firsts[ips.first?.string ?? "", default: 0] += 1
        }
        #expect(firsts.count == 2, "\(firsts)")

        let sent = try get("/r/p/1?a=b%20c&client-ip=10.3.0.1", role.ports.http)
        #expect(sent.hasPrefix("HTTP/1.1 302"))
        #expect(sent.contains("https://bj.example.com/p/1?a=b%20c\r\n"), "\(sent)")

        let explained = try get("/v1/explain?ip=10.1.2.3", role.ports.inner)
        #expect(body(explained)?["nodes"]?.array?.first?["chosen"]?.bool == true)
        #expect(body(explained)?["region"]?.string == "浙江省")
        let page = try get("/explain?ip=10.1.2.3&lang=zh", role.ports.inner)
        #expect(page.contains("hz 是同运营商中最近的节点。") && page.contains("<tr class=\"chosen\">"))
        #expect(try get("/explain", role.ports.inner).contains("<form method=\"get\">"))
        #expect(try get("/v1/nodes", role.ports.inner).contains("\"standing\":\"serving\""))
        #expect(try get("/metrics", role.ports.inner).contains("node_serving{node=\"hz\"} 1"))
    }

    @Test(arguments: [
        (#"{"load":1,"healthy":"no"}"#, "/healthy"), (#"{"load":1,"draining":0}"#, "/draining"),
        (#"{"load":1,"helthy":false}"#, "/helthy"), (#"{"load":-1}"#, "/load"), ("[]", "object"),
        ("{", "malformed_json"),
    ])
    func `a report of another form is refused by name`(_ report: String, _ what: String) throws {
        let place = try Place()
        let role = try place.start()
        defer { role.stop() }
        let reply = try UDPClient.exchange(
            "POST /v1/nodes/hz/report HTTP/1.1\r\nhost: x\r\nconnection: close\r\n"
                + "content-length: \(report.utf8.count)\r\n\r\n\(report)", port: role.ports.inner)
        #expect(reply.hasPrefix("HTTP/1.1 4") && reply.contains(what), "\(reply)")
        #expect(role.state.states[0].standing == .silent)
    }

    @Test func `without its token nobody reports or looks`() throws {
        let place = try Place()
        let role = try place.start(["report.token": "0123456789abcdef"])
        defer { role.stop() }
        #expect(try get("/v1/nodes", role.ports.inner).hasPrefix("HTTP/1.1 401"))
        let bearer = "authorization: Bearer 0123456789abcdef\r\n"
        #expect(try get("/v1/nodes", role.ports.inner, extra: bearer).hasPrefix("HTTP/1.1 200"))
        let wrong = reporter(role, "bj")
        defer { wrong.stop() }
        let right = NodeReporter(
            .init(
                host: "127.0.0.1", port: role.ports.inner, node: "hz", token: "0123456789abcdef")
        ) { NodeReport(load: 1) }
        defer { right.stop() }
        _ = try wait { try answer(role) == Self.near }
        #expect(role.state.states[1].standing == .silent)
    }

    @Test func `a map that is damaged or of other nodes is passed over`() throws {
        let place = try Place()
        let role = try place.start()
        let near = reporter(role, "hz")
        _ = try wait { try answer(role) == Self.near }
        near.stop()
        role.stop()
        let path = place.folder + "/steering.map"
        var bytes = try WholeFile.read(path, atMost: 1 << 30)
        bytes[bytes.count / 2] ^= 1
        try WholeFile.write(bytes, to: path)
        let again = try place.start()
        #expect(again.state.publishedVersion == 0)
        again.stop()
    }
}
