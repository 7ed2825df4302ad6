/// Bounds of what comes over a connection.
package struct WireLimits: Sendable {
    /// Bytes of the first line and all fields together.
    package var headBytes = 32 << 10
    /// Field lines.
    package var fieldLines = 100
    /// Bytes of a request's target.
    package var targetBytes = 8 << 10
    /// Bytes of a request's body.
    package var bodyBytes: Int64 = 64 << 20

    /// The defaults.
    package init() {}
}
