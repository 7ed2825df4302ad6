internal import Edge
internal import Foundation
internal import IPLibrary
internal import Primitives
internal import Service
internal import Steering

/// Edge nodes and steering beside a center in the same process, on loopback.
final class LocalEdges {
    /// Ports from one edge to the next.
    private static let stride = 10
    /// Requests a second that steering takes one edge to bear.
    private static let capacity = 20_000

    private var edges: [EdgeServer] = []
    private var steering: SteeringRole?
    private let isStopped = ConditionLock(false)
    private var reports: WorkThread?

    /// What to tell somebody who started them.
    private(set) var lines: [(name: String, address: String)] = []

    /// - Parameters:
    ///   - port: of the first edge; the next ones are ten farther each. 0 for any that are free.
    ///   - center: where the center listens.
    init(
        count: Int, port: Int, center: OriginAddress, token: String, data: String,
        hasSteering: Bool, clock: SystemClock
    ) throws {
        do {
            for number in 1...count {
                let first = port == 0 ? 0 : port + (number - 1) * Self.stride
                edges.append(
                    try Self.edge(number, first, center, token, data, clock))
                let edge = edges[number - 1]
                lines.append(("edge \(number)", "http://127.0.0.1:\(edge.port)"))
                if let secure = edge.securePort {
                    lines.append(("", "https://127.0.0.1:\(secure)"))
                }
                lines.append(("  its monitor", "http://127.0.0.1:\(edge.adminPort)/shield"))
            }
            if hasSteering { try steer(data, clock) }
        } catch {
            stop()
            throw error
        }
    }

    func stop() {
        isStopped.withLock { $0 = true }
        isStopped.broadcast()
        reports?.join()
        steering?.stop()
        for edge in edges { edge.stop() }
    }

    private static func edge(
        _ number: Int, _ port: Int, _ center: OriginAddress, _ token: String, _ data: String,
        _ clock: SystemClock
    ) throws -> EdgeServer {
        var options = EdgeOptions()
        options.port = port
        options.securePort = port == 0 ? 0 : port + 1
        options.adminPort = port == 0 ? 0 : port + 2
        options.eventLoops = 1
        options.origins = [center]
        options.centerToken = token
        options.number = UInt16(number)
        options.shield = ShieldOptions()
        options.onTrouble = { Output.say("spillway: \($0)") }
        do {
            options.certificate = try DevelopmentAuthority.files(
                in: data + "/edge", now: clock.now())
        } catch {
            throw Failed(.data, "no certificate could be made in \(data)/edge: \(error)")
        }
        do throws(EdgeError) {
            return try EdgeServer(
                options, clock: clock, metrics: Metrics(), seed: clock.monotonicNanoseconds())
        } catch {
            throw Failed(.data, "\(error)")
        }
    }

    /// Starts steering over these edges; they report to it from here.
    private func steer(_ data: String, _ clock: SystemClock) throws {
        let nodes = edges.enumerated().map { index, edge -> JSON in
            [
                "name": .string("edge-\(index + 1)"), "latitude": 51.5, "longitude": -0.1,
                "addresses": ["127.0.0.1"], "url": .string("http://127.0.0.1:\(edge.port)"),
                "capacity": .integer(Int64(Self.capacity)),
            ]
        }
        let document: JSON = [
            "zone": [
                "name": "shop.example", "mailbox": "hostmaster.shop.example", "serial": 1,
                "servers": [["name": "ns1.shop.example", "addresses": ["127.0.0.1"]]],
                "hosts": ["www.shop.example"],
            ],
            "nodes": .array(nodes), "dns": ["host": "127.0.0.1", "port": 0],
            "http": ["host": "127.0.0.1", "port": 0], "inner": ["host": "127.0.0.1", "port": 0],
        ]
        let role: SteeringRole
        do {
            let settings = try SteeringSettings(
                name: "up", text: document.bytes, flags: [:],
                environment: [:],
                defaults: (library: IPCommand.defaultLibrary, data: data + "/steering"))
            role = try SteeringRole(settings, clock: clock) { Output.say("spillway: \($0)") }
        } catch {
            throw Failed(.data, "steering does not start: \(error)")
        }
        steering = role
        lines.append(("steering", "http://127.0.0.1:\(role.ports.http)/r/"))
        lines.append(("  by DNS", "127.0.0.1:\(role.ports.dns) (www.shop.example)"))
        lines.append(("  why", "http://127.0.0.1:\(role.ports.inner)/explain"))
        let (edges, isStopped) = (edges, isStopped)
        reports = WorkThread(name: "edge reports") {
            let reports = edges.map { EdgeReports($0, clock) }
            repeat {
                for (index, edge) in reports.enumerated() {
                    _ = role.state.take(edge.next(), of: "edge-\(index + 1)")
                }
            } while !isStopped.wait(until: { $0 }, atMost: NodeReport.interval)
        }
    }
}
