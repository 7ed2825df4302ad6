package import NIOCore

/// What the cache did, as the client is told (RFC 9211).
package struct CacheStatus: Sendable, Equatable {
    /// Why the request went on (RFC 9211 §2.2).
    package enum Forward: Sendable {
        /// The cache is not asked for this path.
        case bypass
        /// The method is not one that the cache answers.
        case method
        /// Nothing is stored for the URI.
        case uriMiss
        /// What is stored is for other requests.
        case varyMiss
        /// What is stored is stale.
        case stale
        /// What is stored is a part, and not the wanted one.
        case partial
        /// The client wanted it so.
        case request

        var text: StaticString {
            switch self {
            case .bypass: "bypass"
            case .method: "method"
            case .uriMiss: "uri-miss"
            case .varyMiss: "vary-miss"
            case .stale: "stale"
            case .partial: "partial"
            case .request: "request"
            }
        }
    }

    /// More, where the figures do not say enough.
    package enum Detail: Sendable {
        /// The origin failed, and the stored response may stand in for it.
        case staleSinceOriginFailed
        /// The request waited until the origin was back.
        case held

        var text: StaticString {
            switch self {
            case .staleSinceOriginFailed: "stale-since-origin-failed"
            case .held: "held"
            }
        }
    }

    /// Answered from the cache.
    package var isHit = false
    /// Seconds of freshness left.
    package var secondsLeft: Int64?
    /// Why it went on.
    package var forward: Forward?
    /// What the origin answered, where the client gets another status.
    package var forwardStatus: Int?
    /// Whether the answer was stored.
    package var isStored = false
    /// Whether it shared another request's way to the origin.
    package var isCollapsed = false
    /// More, as a token.
    package var detail: Detail?

    /// Nothing yet.
    package init() {}

    /// The value, as a text.
    package func text(_ name: String) -> String {
        var buffer = ByteBuffer()
        write(name, to: &buffer)
        return String(buffer: buffer).dropFirst("cache-status: ".utf8.count).dropLast().description
    }

    /// Writes the whole line.
    package func write(_ name: String, to buffer: inout ByteBuffer) {
        buffer.writeStaticString("cache-status: ")
        buffer.writeString(name)
        if isHit { buffer.writeStaticString("; hit") }
        if let forward {
            buffer.writeStaticString("; fwd=")
            buffer.writeStaticString(forward.text)
        }
        if let forwardStatus {
            buffer.writeStaticString("; fwd-status=")
            buffer.write(decimal: Int64(forwardStatus))
        }
        if let secondsLeft {
            buffer.writeStaticString("; ttl=")
            buffer.write(decimal: secondsLeft)
        }
        if isStored { buffer.writeStaticString("; stored") }
        if isCollapsed { buffer.writeStaticString("; collapsed") }
        if let detail {
            buffer.writeStaticString("; detail=")
            buffer.writeStaticString(detail.text)
        }
        buffer.writeStaticString("\r\n")
    }
}
