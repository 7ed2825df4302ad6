/// Where a client is.
struct ClientAddress: Sendable {
    /// Its address, as text.
    var host: String

    /// As a node of `Forwarded` (RFC 7239 §6).
    var node: String { host.contains(":") ? "\"[\(host)]\"" : host }
}
