internal import Foundation
internal import NIOCore
internal import Service

/// Which edge node serves whom, as steering says: asked over HTTPDNS for each place again and
/// again, as apps do; on its event loop alone.
final class EdgeGuide {
    private let steering: WebTarget
    private let plan: SalePlan
    private let loop: any EventLoop
    private var nodes: [WebTarget?]
    private var connection: WebConnection?
    private var isAsking = false
    private var turn = 0
    private var asked = 0
    private var nextAsk = NIODeadline.uptimeNanoseconds(0)
    private let pause: TimeAmount

    /// How often each place is asked for; a node that fell silent is passed over for longer.
    private static let asksPerSecond = 4
    /// Nodes that did not answer, and until when they are passed over.
    private var avoided: [WebTarget: NIODeadline] = [:]

    /// Told of every node that is named for the first time.
    var onNode: ((WebTarget) -> Void)?
    private var known: Set<WebTarget> = []

    init(_ plan: SalePlan, on loop: any EventLoop) {
        self.plan = plan
        self.loop = loop
        steering = WebTarget(host: "127.0.0.1", port: plan.steeringPort)
        let fixed = plan.against.map { WebTarget(host: $0.host, port: $0.port) }
        nodes = Array(repeating: fixed, count: plan.places.count)
        pause = .nanoseconds(
            1_000_000_000 / Int64(Self.asksPerSecond * max(1, plan.places.count)))
    }

    /// The node for buyers of a place, or nil when none is known yet.
    func node(for place: Int) -> WebTarget? {
        if let node = nodes[place], !isAvoided(node) { return node }
        return known.sorted { $0.host < $1.host }.first { !isAvoided($0) } ?? nodes[place]
    }

    private func isAvoided(_ node: WebTarget) -> Bool {
        avoided[node].map { $0 > .now() } ?? false
    }

    /// A node did not answer: others are tried until steering has been asked again.
    func failed(_ node: WebTarget) { avoided[node] = .now() + .milliseconds(500) }

    /// Asks for the next place when its turn has come: each a few times a second.
    func step() {
        if let node = nodes.first ?? nil, plan.against != nil {
            if known.insert(node).inserted { onNode?(node) }
            return
        }
        guard !isAsking, nextAsk <= .now() else { return }
        guard let connection, connection.isOpen else { return connect() }
        isAsking = true
        let isFirstRound = asked < plan.places.count
        asked += 1
        nextAsk = .now() + (isFirstRound ? .zero : pause)
        turn = (turn + 1) % plan.places.count
        let place = turn
        let path = "/v1/resolve?host=\(plan.host)&ip=\(plan.places[place].address)"
        connection.write(WebRequest.bytes("GET", path, host: "steering")) { [self] answer in
            isAsking = false
            guard let answer, answer.status == 200, let node = Self.node(answer.body) else {
                return
            }
            nodes[place] = node
            if known.insert(node).inserted { onNode?(node) }
        }
        connection.flush()
    }

    private func connect() {
        isAsking = true
        steering.connect(on: loop, tls: nil, serverName: nil) { [self] made in
            isAsking = false
            connection = made
        }
    }

    private static func node(_ body: [UInt8]) -> WebTarget? {
        guard let text = (try? JSONParser.parse(body))?["url"]?.string,
            let url = URL(string: text), let host = url.host, let port = url.port
        else { return nil }
        return WebTarget(host: host, port: port)
    }
}
