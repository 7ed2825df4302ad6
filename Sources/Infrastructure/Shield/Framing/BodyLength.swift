/// How a body's end is told.
package enum BodyLength: Sendable, Hashable {
    /// There is no body.
    case none
    /// So many bytes.
    case bytes(Int64)
    /// In chunks.
    case chunked
}
