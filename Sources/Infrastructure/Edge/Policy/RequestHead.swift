/// A request without its body, as the cache and the proxy see it.
package struct RequestHead: Sendable {
    /// The method.
    package var method: Method
    /// Path and query.
    package var target: [UInt8]
    /// Host and port, in lower case, without the port that the scheme has anyway.
    package var authority: [UInt8]
    /// Whether the client came over TLS.
    package var isSecure: Bool
    /// All fields.
    package var fields: Fields

    /// Puts a request together.
    package init(
        method: Method, target: [UInt8], authority: [UInt8], isSecure: Bool, fields: Fields
    ) {
        self.method = method
        self.target = target
        self.authority = authority
        self.isSecure = isSecure
        self.fields = fields
    }

    /// GET for a path on host `shop`, for trying things out.
    package init(_ path: String) { self.init(.get, path) }

    /// A request for a path on host `shop`, for trying things out.
    package init(_ method: Method, _ path: String, _ fields: Fields = [:]) {
        self.init(
            method: method, target: Array(path.utf8), authority: Array("shop".utf8),
            isSecure: false, fields: fields)
    }

    /// What requests wait for each other by: those that carry cookies are answered each for
    /// itself more often than not, and must not keep all others from waiting together.
    var flightKey: CacheKey {
        fields.contains(.cookie) ? CacheKey([0] + key.bytes) : key
    }

    /// How many proxies may still forward it, where it says so and that counts (RFC 9110 §7.6.2).
    var forwardsLeft: Int64? {
        guard method == .options || method == .trace else { return nil }
        return fields.first(.maxForwards)?.decimal()
    }

    /// What a response to it is found by (RFC 9111 §2).
    package var key: CacheKey {
        CacheKey(isSecure: isSecure, authority: authority, target: target)
    }
}
