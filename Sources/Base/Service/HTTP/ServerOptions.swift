internal import Foundation

/// Where a server listens, and its limits.
package struct ServerOptions: Sendable {
    /// The address to listen on; loopback unless somebody says otherwise.
    package var host = "127.0.0.1"
    /// The port; 0 for any that is free.
    package var port: Int
    /// Threads that read and write connections: half of the cores, as what they bring wants the
    /// others; two at least, so that one goes on where the other waits for its turn.
    package var eventLoops = max(2, ProcessInfo.processInfo.activeProcessorCount / 2)
    /// Threads that run routes, which may wait for disks: so many for what only reads, and as many
    /// for the others.
    package var workers = 4
    /// Requests that may wait for a worker; further ones are told to come back.
    package var waitingRequests = 4096
    /// Connections at most; further ones wait to be accepted.
    package var connections = 20_000
    /// Bytes of all headers of a request together.
    package var headerBytes = 32 << 10
    /// Seconds within which a request must be here as a whole.
    package var requestSeconds = 30
    /// Seconds that a connection may be without a request.
    package var idleSeconds = 75
    /// Seconds that stopping waits for requests under way.
    package var drainSeconds = 4

    /// Where a client on this machine reaches a server that listens so; who listens everywhere is
    /// reached on loopback too.
    package func url(port: Int) -> String {
        let name = ["0.0.0.0", "::"].contains(host) ? "127.0.0.1" : host
        return name.contains(":") ? "http://[\(name)]:\(port)" : "http://\(name):\(port)"
    }

    /// Listens on loopback at `port`.
    package init(port: Int) { self.port = port }
}
