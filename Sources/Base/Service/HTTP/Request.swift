package import HTTPTypes
package import Primitives

/// A request whose body is here, bounded by its route.
package struct Request: Sendable {
    /// GET, POST, …; HEAD comes as GET.
    package var method: HTTPRequest.Method
    /// The path without query, as it was sent.
    package var path: String
    /// What stands in the route's `{name}` parts, decoded.
    package var parameters: [String: String]
    /// The query's names and values, decoded.
    package var query: Query
    /// The headers.
    package var headers: HTTPFields
    /// The body; empty without one.
    package var body: [UInt8]
    /// The client's address, without port.
    package var address: String
    /// When it was taken in.
    package var receivedAt: Timestamp
    /// Whether an edge of our own sent it on, whose words about the client are believed.
    package var isFromEdge = false

    /// Describes a request.
    package init(
        method: HTTPRequest.Method, path: String, parameters: [String: String] = [:],
        query: Query = Query(""), headers: HTTPFields = [:], body: [UInt8] = [],
        address: String = "127.0.0.1", receivedAt: Timestamp
    ) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = query
        self.headers = headers
        self.body = body
        self.address = address
        self.receivedAt = receivedAt
    }

    /// The number in a `{name}` part, written as everybody writes it: no sign, no zeros before it.
    package func number<Number: FixedWidthInteger>(_ name: String) -> Number? {
        guard let text = parameters[name], text.utf8.count <= 20, let number = Number(text),
            number >= 0, text == "\(number)"
        else { return nil }
        return number
    }

    /// A cookie's value.
    package func cookie(_ name: String) -> String? {
        for header in headers[values: .cookie] {
            for pair in header.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1)
                guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else {
                    continue
                }
                return String(parts[1])
            }
        }
        return nil
    }

    /// The body of an HTML form (`application/x-www-form-urlencoded`).
    package var form: Query { Query(String(decoding: body, as: UTF8.self)) }

    /// The token of `Authorization: Bearer`.
    package var bearer: String? {
        guard let value = headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1])
    }
}
