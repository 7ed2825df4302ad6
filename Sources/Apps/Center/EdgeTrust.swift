internal import Edges
internal import HTTPTypes
internal import Seals
internal import Service

/// Believes what an edge of our own says of a client: its address, and how it came.
struct EdgeTrust: Sendable {
    private let digest: [UInt8]
    private static let token = HTTPField.Name("Spillway-Edge")
    private static let forwardedFor = HTTPField.Name("X-Forwarded-For")

    init(_ token: String) { digest = SecretDigest.sha256(token.utf8) }

    /// The route, for requests as their clients made them.
    func applied(to route: Route) -> Route {
        var route = route
        let handle = route.handle
        route.handle = { request in
            guard let name = Self.token, let token = request.headers[name] else {
                return try handle(request)
            }
            return try handle(trusted(request, name, token))
        }
        return route
    }

    private func trusted(_ request: Request, _ name: HTTPField.Name, _ token: String) -> Request {
        var request = request
        request.headers[name] = nil
        guard EdgeOperations.isToken(token, digest) else { return request }
        request.isFromEdge = true
        let addresses = Self.forwardedFor.flatMap { request.headers[$0] }
        if let client = addresses?.split(separator: ",").last {
            request.address = String(client.drop { $0 == " " }.prefix(64))
        }
        return request
    }
}
