package import Shield

/// How the shield of an edge is set up.
package struct ShieldOptions: Sendable {
    /// How much each kind of client may do.
    package var limits = ShieldLimits()
    /// Connections of one network prefix at most; carriers may have eight times as many. Loopback,
    /// where a balancer of one's own may stand, is not counted.
    package var connectionsPerPrefix = 400
    /// Whether clients on this machine itself are held up too. They are counted in any case; a
    /// proxy of one's own may stand there.
    package var watchesLoopback = false
    /// The file of a compiled IP library, for operators; nil for none.
    package var library: String?

    /// The defaults: pages bring their pictures along, so that a client asks often at once.
    package init() {
        limits.buyer = RateLimit(perSecond: 50, burst: 400)
        limits.device = RateLimit(perSecond: 50, burst: 400)
        limits.cleared = RateLimit(perSecond: 20, burst: 200)
        limits.broadband = RateLimit(perSecond: 200, burst: 1000)
    }
}
