internal import NIOCore
internal import NIOPosix

/// DNS over UDP and TCP on one port.
package final class DNSServer: Sendable {
    /// The port of both.
    package let port: Int
    private let group: MultiThreadedEventLoopGroup
    private let channels: [any Channel]

    private static let datagramBytes = 2048
    private static let datagramsAtOnce = 32
    private static let connections = 1024
    private static let tries = 16

    /// Starts to answer.
    ///
    /// - Parameter loops: threads that answer; each has its own socket for UDP.
    package init(host: String, port: Int, loops: Int, desk: DNSDesk) throws {
        group = MultiThreadedEventLoopGroup(numberOfThreads: loops)
        var opened: [any Channel] = []
        do {
            var chosen = port
            var tries = 0
            while true {
                // Any free port must be free for both.
                do {
                    opened.append(try Self.openUDP(group, host, port, desk))
                    chosen = opened[0].localAddress?.port ?? port
                    opened.append(try Self.openTCP(group, host, chosen, desk))
                    break
                } catch {
                    tries += 1
                    for channel in opened { try? channel.close().wait() }
                    opened = []
                    guard port == 0, tries < Self.tries else { throw error }
                }
            }
            for _ in 1..<max(1, loops) {
                opened.append(try Self.openUDP(group, host, chosen, desk))
            }
            self.port = chosen
            channels = opened
        } catch {
            for channel in opened { try? channel.close().wait() }
            try? group.syncShutdownGracefully()
            throw error
        }
    }

    /// Answers no more.
    package func stop() {
        for channel in channels { try? channel.close().wait() }
        try? group.syncShutdownGracefully()
    }

    private static func openUDP(
        _ group: MultiThreadedEventLoopGroup, _ host: String, _ port: Int, _ desk: DNSDesk
    ) throws -> any Channel {
        try DatagramBootstrap(group: group)
            .channelOption(.socketOption(.so_reuseaddr), value: 1)
            .channelOption(.socketOption(.init(rawValue: CInt(reusePort))), value: 1)
            .channelOption(.datagramVectorReadMessageCount, value: datagramsAtOnce)
            .channelOption(
                .recvAllocator,
                value: FixedSizeRecvByteBufferAllocator(capacity: datagramBytes * datagramsAtOnce)
            )
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramDesk(desk))
                }
            }
            .bind(host: host, port: port).wait()
    }

    private static func openTCP(
        _ group: MultiThreadedEventLoopGroup, _ host: String, _ port: Int, _ desk: DNSDesk
    ) throws -> any Channel {
        let open = ConnectionCount(limit: connections)
        return try ServerBootstrap(group: group)
            .serverChannelOption(.backlog, value: 256)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
            .childChannelInitializer { channel in
                guard open.enter() else { return channel.close() }
                channel.closeFuture.whenComplete { _ in open.leave() }
                return channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(StreamDesk(desk))
                }
            }
            .bind(host: host, port: port).wait()
    }

    /// SO_REUSEPORT of Linux.
    private static let reusePort = 15
}
