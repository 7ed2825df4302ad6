internal import Primitives

/// Thousands of listeners of one event stream, each on a socket of its own, all read by the
/// caller's thread.
///
/// Meant for another process than the server's, whose sockets count against its own limit.
package struct ScreenListeners {
    /// What the listeners saw.
    package struct Report: Sendable, Hashable {
        /// How many were to listen.
        package var listeners = 0
        /// How many were let in.
        package var connected = 0
        /// How many of these were cut off again.
        package var lost = 0
        /// For how long was counted.
        package var seconds = 0.0
        /// Updates to one listener in a second, on average.
        package var updatesPerSecond = 0.0
        /// The same of the listener that got the fewest.
        package var worstUpdatesPerSecond = 0.0
        /// Bytes a second to all.
        package var bytesPerSecond = 0.0
    }

    /// How many listen.
    package var count: Int
    /// The server's address, four numbers with dots.
    package var host: String
    /// The server's port.
    package var port: Int
    /// The stream's path.
    package var path = "/screen/events"
    /// What goes behind `Bearer`.
    package var token: String

    private static let connectsAtOnce = 64
    private static let connectSeconds = 60.0
    private static let restNanoseconds: UInt64 = 40_000_000

    /// Describes listeners.
    package init(count: Int, host: String = "127.0.0.1", port: Int, token: String) {
        precondition(count > 0)
        self.count = count
        self.host = host
        self.port = port
        self.token = token
    }

    /// Connects all, then counts what comes for so many seconds.
    ///
    /// - Parameter onConnected: called once all listen and the counting begins.
    /// - Throws: `BenchFailure` when the system allows too few sockets or nobody is let in.
    package func run(seconds: Double, onConnected: () -> Void = {}) throws(BenchFailure) -> Report {
        let allowed = OpenFiles.raiseLimit()
        guard allowed >= count + 64 else {
            throw BenchFailure(
                "\(count) listeners want \(count + 64) open files, the system allows \(allowed): "
                    + "raise the hard limit (ulimit -Hn)")
        }
        let clock = SystemClock()
        let sockets = try ListenerSockets(host: host, port: port)
        let request =
            "GET \(path) HTTP/1.1\r\nHost: \(host):\(port)\r\n"
            + "Authorization: Bearer \(token)\r\n\r\n"
        let limit = clock.monotonicNanoseconds() + UInt64(Self.connectSeconds * 1e9)
        var opened = 0
        while sockets.settled < count, clock.monotonicNanoseconds() < limit {
            while opened < count, opened - sockets.settled < Self.connectsAtOnce {
                try sockets.open(request)
                opened += 1
            }
            sockets.readAll(waitingAtMost: 100)
        }
        guard sockets.listening > 0 else {
            throw BenchFailure("no listener was let in: \(sockets.refusal)")
        }
        onConnected()
        sockets.startCounting()
        let start = clock.monotonicNanoseconds()
        let end = start + UInt64(seconds * 1e9)
        var now = start
        while now < end {
            sockets.readAll(waitingAtMost: Int32(clamping: (end - now) / 1_000_000 + 1))
            // What comes meanwhile is read together: asking after all costs more than reading.
            clock.pause(nanoseconds: Self.restNanoseconds)
            now = clock.monotonicNanoseconds()
        }
        let elapsed = Double(now - start) / 1e9
        let updates = sockets.updates
        return Report(
            listeners: count, connected: sockets.listening, lost: sockets.lost, seconds: elapsed,
            updatesPerSecond: Double(updates.reduce(0, +)) / Double(updates.count) / elapsed,
            worstUpdatesPerSecond: Double(updates.min() ?? 0) / elapsed,
            bytesPerSecond: Double(sockets.bytes) / elapsed)
    }
}
