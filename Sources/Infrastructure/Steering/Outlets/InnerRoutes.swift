internal import Crypto
internal import HTTPTypes
package import IPLibrary
internal import Primitives
package import Service

/// What nodes and staff ask over HTTP: reports, why a client gets its node, metrics.
package struct InnerRoutes: Sendable {
    private static let reportBytes = 1024

    private let state: SteeringState
    private let library: IPLibrary
    private let token: String
    private let metrics: Metrics
    private let reports: Metrics.Counter

    /// Answers by what the state publishes; `token` is what nodes and staff send, empty for
    /// nothing.
    package init(state: SteeringState, library: IPLibrary, token: String, metrics: Metrics) {
        self.state = state
        self.library = library
        self.token = token
        self.metrics = metrics
        reports = metrics.counter("node_reports_total", "Reports that nodes pushed.")
        metrics.gauge("steering_map_version", "The number of the map that answers.") {
            Double(state.publishedVersion)
        }
        for (number, node) in state.steerer.map.plan.nodes.enumerated() {
            metrics.gauge("node_serving", "Whether a node is in answers.", [("node", node.name)]) {
                state.steerer.map.states[number].standing == .serving ? 1 : 0
            }
        }
    }

    /// The routes.
    package var routes: [Route] {
        [
            Route(.post, "/v1/nodes/{node}/report", bodyLimit: Self.reportBytes) { request in
                try check(request)
                return try report(request)
            },
            Route(.get, "/v1/nodes", bodyLimit: 0) { request in
                try check(request)
                return nodes()
            },
            Route(.get, "/v1/explain", bodyLimit: 0) { request in
                try check(request)
                return .json(ExplanationText.json(try explain(request)))
            },
            Route(.get, "/explain", bodyLimit: 0) { request in
                try check(request)
                let asked = request.query["ip"].flatMap { $0.isEmpty ? nil : $0 }
                let language = Language.of(request)
                let explained = asked == nil ? nil : try explain(request)
                return .html(ExplanationPage(language).page(asked: asked, explained))
            },
            Route(.get, "/metrics", bodyLimit: 0) { _ in .text(metrics.prometheusText) },
            Route(.get, "/health", bodyLimit: 0) { _ in
                .json(["map": .integer(Int64(clamping: state.publishedVersion))])
            },
        ]
    }

    private func explain(_ request: Request) throws -> Explanation {
        state.steerer.explain(try ClientAddress.of(request), library: library)
    }

    private func report(_ request: Request) throws -> Reply {
        let body: JSON
        do throws(JSONError) { body = try JSONParser.parse(request.body) } catch {
            throw Problem(400, "malformed_json", "The body is not JSON: \(error).")
        }
        guard let members = body.members else {
            throw Problem.field("", "an object with load, healthy and draining is wanted")
        }
        if let other = members.first(where: { !Self.members.contains($0.name) }) {
            throw Problem.field("/\(other.name.prefix(100))", "there is no such member")
        }
        let load: Double? =
            switch body["load"] {
            case .integer(let number): Double(number)
            case .number(let number): number
            default: nil
            }
        guard let load, load.isFinite, load >= 0 else {
            throw Problem.field("/load", "is a number that is not negative")
        }
        let report = NodeReport(
            load: load, isHealthy: try Self.flag("healthy", in: body) ?? true,
            isDraining: try Self.flag("draining", in: body) ?? false)
        guard let name = request.parameters["node"], let known = state.take(report, of: name) else {
            throw Problem.notFound("node")
        }
        reports.add()
        return .json(["standing": .string(known.standing.rawValue), "share": .number(known.share)])
    }

    private static let members = ["load", "healthy", "draining"]

    private static func flag(_ name: String, in body: JSON) throws(Problem) -> Bool? {
        guard let value = body[name] else { return nil }
        guard let flag = value.bool else { throw .field("/\(name)", "is true or false") }
        return flag
    }

    private func nodes() -> Reply {
        let steerer = state.steerer
        let states = state.states
        let nodes = zip(steerer.map.plan.nodes, states).map { node, state in
            JSON.object([
                .init("name", .string(node.name)), .init("place", .string(node.place)),
                .init("operators", .array(node.operators.map { .string($0) })),
                .init("standing", .string(state.standing.rawValue)),
                .init("load", .number(state.load)), .init("capacity", .number(node.capacity)),
                .init("share", .number(state.share)),
            ])
        }
        return .json([
            "map": .integer(Int64(clamping: steerer.map.version)),
            "overloaded": .bool(steerer.map.isOverloaded), "nodes": .array(nodes),
        ])
    }

    /// Refuses who does not send the token; compares digests, so that time tells nothing.
    private func check(_ request: Request) throws {
        guard !token.isEmpty else { return }
        let digest = { (text: String) in SHA256.hash(data: Array(text.utf8)) }
        guard let sent = request.bearer, digest(sent) == digest(token) else {
            throw Problem.unauthorized
        }
    }
}
