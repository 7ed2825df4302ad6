internal import NIOCore
internal import NIOPosix
internal import Service
internal import Synchronization

/// Pushes a node's load and health to one steering, four times a second, over one connection that
/// is made anew when it breaks.
package final class NodeReporter: Sendable {
    /// Where reports go, and whose they are.
    package struct Target: Hashable, Sendable {
        /// The address of steering's inner listener.
        package var host: String
        /// Its port.
        package var port: Int
        /// The name of the node.
        package var node: String
        /// The token of reports; empty for none.
        package var token: String

        /// Describes a target.
        package init(host: String, port: Int, node: String, token: String = "") {
            self.host = host
            self.port = port
            self.node = node
            self.token = token
        }
    }

    private static let connectLimit = TimeAmount.milliseconds(500)

    private let target: Target
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let link = Mutex<Link>(.none)
    private let task = Mutex<RepeatedTask?>(nil)
    private let read: @Sendable () -> NodeReport

    private enum Link {
        case none
        case connecting
        case open(any Channel)
    }

    /// Starts to push what `read` gives.
    package init(_ target: Target, read: @escaping @Sendable () -> NodeReport) {
        self.target = target
        self.read = read
        let interval = TimeAmount.nanoseconds(Int64(NodeReport.interval))
        let task = group.next().scheduleRepeatedTask(initialDelay: .zero, delay: interval) {
            [weak self] _ in self?.push()
        }
        self.task.withLock { $0 = task }
    }

    /// Pushes no more.
    package func stop() {
        let isOver = group.next().makePromise(of: Void.self)
        if let task = task.withLock({ $0 }) {
            task.cancel(promise: isOver)
        } else {
            isOver.succeed()
        }
        try? isOver.futureResult.wait()
        if case .open(let channel) = link.withLock({ $0 }) { try? channel.close().wait() }
        try? group.syncShutdownGracefully()
    }

    private func push() {
        let (channel, isBroken): ((any Channel)?, Bool) = link.withLock { link in
            switch link {
            case .open(let channel) where channel.isActive: return (channel, false)
            case .connecting: return (nil, false)
            case .open, .none:
                link = .connecting
                return (nil, true)
            }
        }
        if isBroken { connect() }
        if let channel { send(over: channel) }
    }

    private func connect() {
        ClientBootstrap(group: group)
            .connectTimeout(Self.connectLimit)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .connect(host: target.host, port: target.port)
            .whenComplete { [weak self] result in
                guard let self else { return }
                switch result {
                case .success(let channel):
                    link.withLock { $0 = .open(channel) }
                    send(over: channel)
                case .failure: link.withLock { $0 = .none }
                }
            }
    }

    /// Writes one request. Its answer says nothing that the next report would not bring about.
    private func send(over channel: any Channel) {
        // A steering that takes nothing any more is connected to anew.
        guard channel.isWritable else { return channel.close(promise: nil) }
        let report = read()
        let body = JSON.object([
            .init("load", .number(report.load)), .init("healthy", .bool(report.isHealthy)),
            .init("draining", .bool(report.isDraining)),
        ]).bytes
        var request = channel.allocator.buffer(capacity: 256 + body.count)
        request.writeString("POST /v1/nodes/\(Query.encode(target.node))/report HTTP/1.1\r\n")
        request.writeString("host: steering\r\ncontent-type: application/json\r\n")
        if !target.token.isEmpty {
            request.writeString("authorization: Bearer \(target.token)\r\n")
        }
        request.writeString("content-length: \(body.count)\r\n\r\n")
        request.writeBytes(body)
        channel.writeAndFlush(request, promise: nil)
    }
}
