internal import NIOCore
internal import NIOSSL

/// Kept connections to one server, one request on each at a time; on its event loop alone.
final class ConnectionPool {
    private let target: WebTarget
    private let loop: any EventLoop
    private let tls: NIOSSLContext?
    private let serverName: String?
    private var idle: [WebConnection] = []
    private var open = 0
    private var opening = 0
    private var waiters: [(WebConnection?) -> Void] = []
    private var firstWaiter = 0

    private static let maximum = 400
    /// Hands that are shaken at the same time, but for those ahead of the run: hundreds at once
    /// would keep the generator from everything else.
    private static let atOnce = 16

    init(_ target: WebTarget, on loop: any EventLoop, tls: NIOSSLContext?, serverName: String?) {
        self.target = target
        self.loop = loop
        self.tls = tls
        self.serverName = serverName
    }

    /// Opens connections ahead.
    func warm(_ count: Int) { for _ in 0..<count { connect() } }

    /// Gives a connection when one is free, or nil when the server cannot be reached.
    func take(_ body: @escaping (WebConnection?) -> Void) {
        while let connection = idle.popLast() {
            if connection.isOpen { return body(connection) }
        }
        waiters.append(body)
        grow()
    }

    /// Takes a connection back.
    func give(_ connection: WebConnection) {
        guard connection.isOpen else { return }
        if let waiter = nextWaiter() { waiter(connection) } else { idle.append(connection) }
    }

    private func nextWaiter() -> ((WebConnection?) -> Void)? {
        guard firstWaiter < waiters.count else { return nil }
        let waiter = waiters[firstWaiter]
        firstWaiter += 1
        if firstWaiter > 1024, firstWaiter * 2 > waiters.count {
            waiters.removeFirst(firstWaiter)
            firstWaiter = 0
        }
        return waiter
    }

    /// Opens one more for whoever waits.
    private func grow() {
        guard opening < Self.atOnce, open + opening < Self.maximum else { return }
        connect()
    }

    private func connect() {
        opening += 1
        target.connect(on: loop, tls: tls, serverName: serverName) { [self] connection in
            opening -= 1
            guard let connection else {
                // Whoever waits for this server waits in vain as long as none can be opened.
                if open == 0, opening == 0 {
                    while let waiter = nextWaiter() { waiter(nil) }
                }
                return
            }
            open += 1
            connection.onClose = { [self] in
                open -= 1
                if firstWaiter < waiters.count { grow() }
            }
            give(connection)
            if firstWaiter < waiters.count { grow() }
        }
    }
}
