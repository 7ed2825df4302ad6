internal import Foundation

/// How an edge node runs.
package struct EdgeOptions: Sendable {
    /// The address to listen on; loopback unless somebody says otherwise.
    package var host = "127.0.0.1"
    /// The port for HTTP; 0 for any that is free.
    package var port = 8080
    /// The port for HTTPS with HTTP/1.1 and HTTP/2; nil for none.
    package var securePort: Int? = 8443
    /// The certificate for it, read again when it changes.
    package var certificate: TLSFiles?
    /// Whether every connection begins with the PROXY protocol, version 2.
    package var expectsProxyProtocol = false
    /// The port for purges, metrics and health, on loopback alone; 0 for any that is free.
    package var adminPort = 8081
    /// Where requests go to: the centers.
    package var origins: [OriginAddress] = []
    /// Threads that serve connections.
    package var eventLoops = ProcessInfo.processInfo.activeProcessorCount
    /// The cache.
    package var cache = CacheOptions()
    /// Whether `X-Forwarded-For` and `Forwarded` of clients are passed on: only where a proxy of
    /// one's own stands before the edge.
    package var trustsForwarded = false
    /// The folder for responses that memory lets go; nil for none.
    package var diskFolder: String?
    /// Bytes of it at most.
    package var diskBytes = 1 << 30
    /// Bounds of what clients and origins send.
    package var limits = WireLimits()
    /// Connections of clients at most; further ones are closed at once.
    package var connections = 20_000
    /// Connections to one origin at most, of each thread; further requests wait for one.
    package var originConnections = 256
    /// Seconds within which a request's head must be here.
    package var headSeconds: Int64 = 15
    /// Seconds that a connection may be without a request.
    package var idleSeconds: Int64 = 75
    /// Seconds that a client may take no byte of its answer, or send none of its body.
    package var stallSeconds: Int64 = 30
    /// Milliseconds for a connection to an origin.
    package var connectMilliseconds: Int64 = 2_000
    /// Seconds until an origin begins its answer.
    package var answerSeconds: Int64 = 30
    /// Seconds between two pieces of an origin's answer, but of a stream of events.
    package var pieceSeconds: Int64 = 60
    /// Bytes of a request's body that are kept, so that it can be sent again.
    package var replayBytes = 64 << 10
    /// Seconds that a request which can be sent again waits for an origin to come back.
    package var holdSeconds: Int64 = 10
    /// Requests that wait so at most.
    package var heldRequests = 10_000
    /// Seconds that a request waits for another one that fetches the same.
    package var collapseSeconds: Int64 = 20
    /// Failures in a row after which an origin is left alone.
    package var breakerFailures = 5
    /// Milliseconds that it is left alone.
    package var breakerMilliseconds: Int64 = 1_000
    /// The path that origins are asked for to see whether they are well; empty for none.
    package var healthPath = ""
    /// Seconds between two such looks.
    package var healthSeconds: Int64 = 2
    /// Seconds that stopping waits for requests under way.
    package var drainSeconds: Int64 = 10
    /// The token that center and edges share; nil for an edge before any other web server.
    package var centerToken: String?
    /// The number of this edge; no other edge of the center has the same.
    package var number: UInt16 = 1
    /// What keeps floods away; nil for nothing.
    package var shield: ShieldOptions?
    /// Paths that nobody gets to before the center has said which waiting room stands there.
    package var guardedPaths: [String] = []
    /// Told what needs a person, such as a certificate that cannot be read.
    package var onTrouble: @Sendable (String) -> Void = { _ in }

    /// The defaults.
    package init() {}
}
