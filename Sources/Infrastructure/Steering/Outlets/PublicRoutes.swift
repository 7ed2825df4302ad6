internal import HTTPTypes
internal import IPLibrary
internal import Primitives
package import Service

/// What everybody may ask over HTTP: HTTPDNS and redirects.
package struct PublicRoutes: Sendable {
    private static let signature = HTTPField.Name("x-spillway-signature")
    private static let noNode = Problem(
        503, "no_node", "No node serves now: try again.", retryAfterSeconds: 1)

    private let state: SteeringState
    private let signer: AnswerSigner
    private let hosts: Set<DNSName>
    private let seconds: UInt32
    private let redirects: Metrics.Counter
    private let answers: Metrics.Counter

    /// Answers by what the state publishes.
    package init(
        state: SteeringState, signer: AnswerSigner, zone: DNSZone.Options, metrics: Metrics
    ) {
        self.state = state
        self.signer = signer
        hosts = Set(zone.hosts)
        seconds = zone.nodeSeconds
        redirects = metrics.counter("redirects_total", "Clients that were sent to a node.")
        answers = metrics.counter("httpdns_answers_total", "Answers of HTTPDNS.")
    }

    /// Bytes of a URL that is asked for at most.
    private static let urlBytes = 2048

    /// The routes.
    package var routes: [Route] {
        [
            Route(.get, "/v1/resolve", bodyLimit: 0) { try resolve($0) },
            Route(.get, "/v1/resolve/key", bodyLimit: 0) { _ in
                .json(["algorithm": "Ed25519", "public_key": .string(signer.publicKey)])
            },
            Route(.get, "/r/{path*}", bodyLimit: 0) { try redirect($0) },
        ]
    }

    /// The addresses of a host for a client, signed with the time, so that no answer can be made
    /// up or kept for ever.
    private func resolve(_ request: Request) throws -> Reply {
        guard let text = request.query["host"], let host = DNSName(text) else {
            throw Problem.field("query:host", "is a name such as www.example.com")
        }
        guard hosts.contains(host) else { throw Problem.notFound("host") }
        let client = try ClientAddress.of(request)
        let steerer = state.steerer
        let choice = steerer.choose(client)
        guard let number = choice.node else { throw Self.noNode }
        let node = steerer.map.plan.nodes[number]
        let url = request.query["url"]
        if let url, url.utf8.count > Self.urlBytes {
            throw Problem.field("query:url", "has \(Self.urlBytes) bytes at most")
        }
        let addresses = { (family: IPFamily) in
            let texts = node.addresses.filter { $0.family == family }.map { "\($0)" }
            return JSON.array(Self.ordered(texts, for: url).map { .string($0) })
        }
        let body: JSON = [
            "host": .string("\(host)"), "client": .string("\(client)"),
            "network": .string("\(IPPrefix(client, length: choice.scope))"),
            "ips": addresses(.v4), "ipsv6": addresses(.v6), "url": .string(node.url),
            "ttl": .integer(Int64(seconds)), "node": .string(node.name),
            "map": .integer(Int64(clamping: steerer.map.version)),
            "time": .string(request.receivedAt.rfc3339),
            "expires_at": .string(
                request.receivedAt.adding(milliseconds: Int64(seconds) * 1000).rfc3339),
        ]
        var reply = Reply.json(body)
        reply.headers[.cacheControl] = "private, max-age=\(seconds)"
        guard let name = Self.signature, let signature = signer.sign(reply.bytes) else {
            throw Problem(500, "internal", "The answer could not be signed.")
        }
        reply.headers[name] = signature
        answers.add()
        count(choice)
        return reply
    }

    /// The address that keeps a URL first, so that one member of a node fetches it for all.
    private static func ordered(_ addresses: [String], for url: String?) -> [String] {
        guard let url,
            let first = Rendezvous(addresses.map { ($0, 1) }).member(for: url)
        else { return addresses }
        return Array(addresses[first...]) + addresses[..<first]
    }

    /// Sends the client to its node, with path and query as they were.
    private func redirect(_ request: Request) throws -> Reply {
        let steerer = state.steerer
        let choice = steerer.choose(try ClientAddress.of(request, parameter: "client-ip"))
        guard let number = choice.node else { throw Self.noNode }
        var place = steerer.map.plan.nodes[number].url + request.path.dropFirst(2)
        let pairs = request.query.pairs.filter { $0.name != "client-ip" }
        if !pairs.isEmpty {
            place +=
                "?"
                + pairs.map { "\(Query.encode($0.name))=\(Query.encode($0.value))" }
                .joined(separator: "&")
        }
        var reply = Reply(302, headers: [.location: place])
        reply.headers[.cacheControl] = "private, max-age=\(seconds)"
        redirects.add()
        count(choice)
        return reply
    }

    private func count(_ choice: Choice) {
        guard choice.node != nil else { return }
        state.count(pool: choice.pool)
    }
}
