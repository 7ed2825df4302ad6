internal import Foundation
internal import IPLibrary
internal import Primitives
internal import Steering

/// Steering in this process, with two nodes that report to it over sockets.
final class SteeringUnderTest {
    let role: SteeringRole
    private var reporters: [String: NodeReporter] = [:]
    private let folder: URL

    private static let settings = """
        {"zone": {"name": "example.com", "mailbox": "hostmaster.example.com",
         "servers": [{"name": "ns1.example.com", "addresses": ["127.0.0.1"]}],
         "hosts": ["www.example.com"]},
         "nodes": [
         {"name": "near", "region": "浙江省", "addresses": ["192.0.2.1"],
          "url": "https://near.example.com", "capacity": 1000},
         {"name": "far", "region": "美国", "addresses": ["192.0.2.2"],
          "url": "https://far.example.com", "capacity": 1000}],
         "dns": {"rate_limit": 0, "port": 0}, "http": {"port": 0}, "inner": {"port": 0}}
        """

    init() throws {
        folder = try RivalServer.makeFolder("steering")
        let rows = (1...250).map { "10.\($0).0.0/16,中国,\($0 % 2 == 0 ? "北京" : "浙江省"),,电信" }
        let source = try AddressSource.read(Array(rows.joined(separator: "\n").utf8))
        let clock = SystemClock()
        let library = folder.path + "/ip.library"
        try WholeFile.write(
            LibraryCompiler.compile(source, notes: [], at: clock.now()), to: library)
        let settings = try SteeringSettings(
            name: "settings", text: Array(Self.settings.utf8),
            defaults: (library: library, data: folder.path))
        role = try SteeringRole(settings, clock: clock)
        for node in ["near", "far"] {
            reporters[node] = NodeReporter(
                .init(host: "127.0.0.1", port: role.ports.inner, node: node)
            ) { NodeReport(load: 1) }
        }
    }

    /// Ends a node without a word: its connection stays silent.
    func kill(_ node: String) { reporters.removeValue(forKey: node)?.stop() }

    func stop() {
        for node in reporters.keys { kill(node) }
        role.stop()
        try? FileManager.default.removeItem(at: folder)
    }
}
