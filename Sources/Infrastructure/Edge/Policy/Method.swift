/// A request's method (RFC 9110 §9).
package enum Method: Sendable, Hashable {
    case get, head, post, put, delete, options, patch, trace, connect
    /// Another token, as it came.
    case other([UInt8])

    /// The method with this name, in its case (RFC 9110 §9.1).
    package init(_ name: Span<UInt8>) {
        func isText(_ text: StaticString) -> Bool {
            guard name.count == text.utf8CodeUnitCount else { return false }
            for index in name.indices where unsafe name[index] != text.utf8Start[index] {
                return false
            }
            return true
        }
        switch name.count {
        case 3 where isText("GET"): self = .get
        case 3 where isText("PUT"): self = .put
        case 4 where isText("HEAD"): self = .head
        case 4 where isText("POST"): self = .post
        case 5 where isText("PATCH"): self = .patch
        case 5 where isText("TRACE"): self = .trace
        case 6 where isText("DELETE"): self = .delete
        case 7 where isText("OPTIONS"): self = .options
        case 7 where isText("CONNECT"): self = .connect
        default: self = .other(name.indices.map { name[$0] })
        }
    }

    /// The name, as it is sent.
    package var text: String {
        switch self {
        case .get: "GET"
        case .head: "HEAD"
        case .post: "POST"
        case .put: "PUT"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .patch: "PATCH"
        case .trace: "TRACE"
        case .connect: "CONNECT"
        case .other(let name): String(decoding: name, as: UTF8.self)
        }
    }

    /// Whether it changes nothing (RFC 9110 §9.2.1). What is unknown may change something.
    package var isSafe: Bool {
        switch self {
        case .get, .head, .options, .trace: true
        default: false
        }
    }

    /// Whether doing it twice is as doing it once (RFC 9110 §9.2.2).
    package var isIdempotent: Bool {
        switch self {
        case .put, .delete: true
        default: isSafe
        }
    }
}
