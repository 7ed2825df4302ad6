/// How the end of a body is known (RFC 9112 §6).
package enum BodyFraming: Sendable, Equatable {
    /// There is no body.
    case none
    /// So many bytes.
    case length(Int64)
    /// Chunks, the last of which is empty.
    case chunked
    /// All until the connection is closed; of responses only.
    case untilClose
}
