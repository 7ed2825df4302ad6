package import HTTPTypes

/// The answer to a request.
package struct Reply: Sendable {
    /// What follows the headers.
    package enum Body: Sendable {
        /// Bytes, all here.
        case bytes([UInt8])
        /// Pieces that are made for this client alone, as it takes them.
        case stream(StreamSource)
        /// What a broadcast sends, from now on.
        case broadcast(Broadcast)
    }

    /// The HTTP status.
    package var status: Int
    /// The headers, without length and date.
    package var headers: HTTPFields
    /// The body.
    package var body: Body

    /// Describes an answer.
    package init(_ status: Int, headers: HTTPFields = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = .bytes(body)
    }

    /// A JSON document.
    package static func json(_ value: JSON, status: Int = 200, headers: HTTPFields = [:]) -> Reply {
        var reply = Reply(status, headers: headers, body: value.bytes)
        reply.headers[.contentType] = "application/json"
        return reply
    }

    /// A text in UTF-8.
    package static func text(
        _ text: String, status: Int = 200, type: String = "text/plain; charset=utf-8"
    ) -> Reply {
        Reply(status, headers: [.contentType: type], body: Array(text.utf8))
    }

    /// A page.
    package static func html(_ page: HTML, status: Int = 200) -> Reply {
        text(page.text, status: status, type: "text/html; charset=utf-8")
    }

    /// A problem detail.
    package static func problem(_ problem: Problem) -> Reply {
        var reply = json(problem.json, status: problem.status)
        reply.headers[.contentType] = "application/problem+json"
        if let seconds = problem.retryAfterSeconds { reply.headers[.retryAfter] = "\(seconds)" }
        if problem.status == 401 { reply.headers[.wwwAuthenticate] = "Bearer" }
        return reply
    }

    /// Sends a browser to another page with GET.
    package static func redirect(_ location: String) -> Reply {
        Reply(303, headers: [.location: location])
    }

    /// A stream of events for one client.
    package static func events(_ source: StreamSource) -> Reply { events(.stream(source)) }

    /// A stream of events that many listen to.
    package static func events(_ broadcast: Broadcast) -> Reply { events(.broadcast(broadcast)) }

    private static func events(_ body: Body) -> Reply {
        var reply = Reply(
            200, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"])
        reply.body = body
        return reply
    }

    /// Adds a cookie that scripts cannot read.
    package mutating func setCookie(
        _ name: String, _ value: String, maximumAgeSeconds: Int, isSecure: Bool = false
    ) {
        let secure = isSecure ? "; Secure" : ""
        let text = "\(name)=\(value); Path=/; Max-Age=\(maximumAgeSeconds); HttpOnly; SameSite=Lax"
        headers.append(HTTPField(name: .setCookie, value: text + secure))
    }

    /// The body's bytes; empty for a stream.
    package var bytes: [UInt8] { if case .bytes(let bytes) = body { bytes } else { [] } }
}
