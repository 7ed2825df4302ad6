internal import NIOCore
internal import NIOPosix
internal import NIOSSL

/// A server that a client connects to.
struct WebTarget: Hashable, Sendable {
    var host: String
    var port: Int

    /// As requests name it in `Host`.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }

    /// Connects over TCP, or over TLS where there is a context; from an address of this machine
    /// where one is named. `done` gets the connection, or nil; everything on the loop.
    func connect(
        on loop: any EventLoop, tls: NIOSSLContext?, serverName: String?,
        from source: String? = nil, done: @escaping (WebConnection?) -> Void
    ) {
        let done = NIOLoopBound(done, eventLoop: loop)
        var bootstrap = ClientBootstrap(group: loop)
            .connectTimeout(.seconds(2))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let tls {
                        try channel.pipeline.syncOperations.addHandler(
                            NIOSSLClientHandler(context: tls, serverHostname: serverName))
                    }
                    try channel.pipeline.syncOperations.addHandler(WebConnection())
                }
            }
        if let source, let address = try? SocketAddress(ipAddress: source, port: 0) {
            bootstrap = bootstrap.bind(to: address)
        }
        bootstrap.connect(host: host, port: port).whenComplete { result in
            guard case .success(let channel) = result else { return done.value(nil) }
            done.value(try? channel.pipeline.syncOperations.handler(type: WebConnection.self))
        }
    }
}
