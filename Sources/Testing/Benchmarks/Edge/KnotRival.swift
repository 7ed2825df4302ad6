internal import Foundation

/// Knot DNS with its geoip module: one worker, answers by the client's network.
final class KnotRival {
    let port: Int
    /// What it is told, for the report.
    let configuration: String
    private let server: RivalServer

    init() throws {
        let folder = try RivalServer.makeFolder("knot")
        let program = try Tool.find(
            "knotd", package: "knot knot-module-geoip", folders: ["/usr/sbin"])
        port = try FreePort.pair()
        configuration = """
            server:
                rundir: "\(folder.path)"
                listen: 127.0.0.1@\(port)
                udp-workers: 1
                tcp-workers: 1
                edns-client-subnet: on
            log:
              - target: stderr
                any: warning
            database:
                storage: "\(folder.path)"
            mod-geoip:
              - id: steer
                config-file: "\(folder.path)/geo.conf"
                ttl: 10
                mode: subnet
            zone:
              - domain: example.com
                file: "\(folder.path)/zone"
                module: mod-geoip/steer
                journal-content: none

            """
        let networks = (1...250).map { "  - net: 10.\($0).0.0/16\n    A: 192.0.2.\($0)" }
        let files = [
            "knot.conf": configuration,
            "geo.conf": "www.example.com:\n" + networks.joined(separator: "\n") + "\n",
            "zone": """
            example.com. 3600 SOA ns1.example.com. hostmaster.example.com. 1 3600 600 604800 60
            example.com. 3600 NS ns1.example.com.
            ns1.example.com. 3600 A 127.0.0.1
            www.example.com. 10 A 192.0.2.255

            """,
        ]
        for (name, text) in files {
            try text.write(toFile: folder.path + "/" + name, atomically: true, encoding: .utf8)
        }
        server = try RivalServer(
            folder: folder, command: [program.path, "-c", folder.path + "/knot.conf"],
            signal: "TERM")
    }

    /// Waits until it answers.
    func waitUntilReady(_ perf: DNSPerf) throws {
        try server.waitUntilReady(atMostSeconds: 10) {
            (try? perf.run(port: port, seconds: 1)) != nil
        }
    }

    func stop() { server.stop() }
}
