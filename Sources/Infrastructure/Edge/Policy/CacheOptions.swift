/// What an operator decides about the cache.
package struct CacheOptions: Sendable {
    /// How long a response without a lifetime is fresh, in percent of the time since it was last
    /// modified (RFC 9111 §4.2.2).
    package var heuristicPercent = 10
    /// Seconds at most that such a response is fresh.
    package var heuristicSeconds = 86_400
    /// Seconds that a stale response may be served while its origin cannot be reached
    /// (RFC 9111 §4.2.4); one that forbids it is never served so.
    package var disconnectedSeconds: Int64 = 3_600
    /// Whether `Cache-Control` of requests counts.
    package var honorsRequests = true
    /// The name in `Cache-Status`.
    package var name = "Spillway"
    /// Bytes of all stored responses in memory.
    package var memoryBytes = 256 << 20
    /// Bytes of one stored response at most.
    package var objectBytes = 16 << 20
    /// Variants of one URI at most; the oldest goes.
    package var variants = 16

    /// The defaults.
    package init() {}
}
