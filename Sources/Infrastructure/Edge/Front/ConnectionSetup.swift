internal import NIOCore
internal import NIOHTTP2
internal import NIOSSL
internal import NIOTLS

/// Puts the handlers of a new connection of a client together.
enum ConnectionSetup {
    /// Streams at once on one connection over HTTP/2.
    private static let maximumStreams = 128

    /// - Parameter certificates: what it is secured by; nil for plain HTTP.
    static func add(
        to channel: any Channel, _ core: EdgeCore, _ pool: OriginPool,
        certificates: CertificateKeeper?
    ) throws {
        let pipeline = channel.pipeline.syncOperations
        let origin = ConnectionOrigin(
            ClientAddress(host: channel.remoteAddress?.ipAddress ?? "unknown"))
        if core.options.expectsProxyProtocol {
            try pipeline.addHandler(ProxyProtocol(origin))
        }
        guard let certificates else {
            return try pipeline.addHandler(
                FrontConnection(core, pool, origin, isSecure: false))
        }
        try pipeline.addHandler(NIOSSLServerHandler(context: certificates.context))
        let loop = channel.eventLoop
        try pipeline.addHandler(
            ApplicationProtocolNegotiationHandler { result, channel in
                loop.makeCompletedFuture {
                    if case .negotiated("h2") = result {
                        try addHTTP2(to: channel, core, pool, origin)
                    } else {
                        try channel.pipeline.syncOperations.addHandler(
                            FrontConnection(core, pool, origin, isSecure: true))
                    }
                }
            })
    }

    private static func addHTTP2(
        to channel: any Channel, _ core: EdgeCore, _ pool: OriginPool, _ origin: ConnectionOrigin
    ) throws {
        let manager = NIOHTTP2ServerConnectionManagementHandler(
            eventLoop: channel.eventLoop,
            configuration: .init(
                maxIdleTime: .seconds(core.options.idleSeconds), maxAge: nil,
                maxGraceTime: .seconds(core.options.drainSeconds), keepalive: nil))
        var connection = NIOHTTP2Handler.ConnectionConfiguration()
        connection.initialSettings = [
            HTTP2Setting(parameter: .maxConcurrentStreams, value: maximumStreams),
            HTTP2Setting(
                parameter: .maxHeaderListSize, value: core.options.limits.headBytes),
        ]
        var stream = NIOHTTP2Handler.StreamConfiguration()
        stream.outboundBufferSizeHighWatermark = 128 << 10
        stream.outboundBufferSizeLowWatermark = 64 << 10
        let visit = core.gate?.visit(origin.client)
        let own = NIOLoopBound((pool, origin, visit), eventLoop: channel.eventLoop)
        _ = try channel.pipeline.syncOperations.configureHTTP2Pipeline(
            mode: .server, connectionConfiguration: connection, streamConfiguration: stream,
            streamDelegate: manager.http2StreamDelegate
        ) { stream in
            stream.eventLoop.makeCompletedFuture {
                let (pool, origin, visit) = own.value
                try stream.syncOptions?.setOption(.autoRead, value: false)
                try stream.pipeline.syncOperations.addHandler(
                    StreamConnection(core, pool, origin.client, visit))
            }
        }
        try channel.pipeline.syncOperations.addHandler(manager)
    }
}
