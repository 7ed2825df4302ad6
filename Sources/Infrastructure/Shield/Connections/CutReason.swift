/// Why a connection is closed on its client.
package enum CutReason: String, Sendable, Hashable, CaseIterable {
    /// The head did not arrive in time.
    case slowHead = "slow_head"
    /// The body comes too slowly.
    case slowBody = "slow_body"
    /// The answer is taken too slowly.
    case slowReader = "slow_reader"
    /// Nothing was asked for long.
    case idle = "idle_connection"
    /// The body is larger than the limit.
    case largeBody = "body_too_large"
    /// There are too many connections.
    case tooMany = "too_many_connections"
    /// Streams are opened to be reset (rapid reset, CVE-2023-44487).
    case rapidReset = "rapid_reset"
    /// Frames that cost much and bring nothing.
    case frameFlood = "frame_flood"
}
