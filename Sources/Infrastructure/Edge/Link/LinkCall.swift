internal import NIOCore
internal import NIOPosix
internal import Service

/// One request of the edge to the center and its answer, on a connection of its own.
final class LinkCall: OriginConnectionUser {
    /// Bytes of an answer at most.
    private static let maximumBytes = 1 << 20

    private var connection: OriginConnection?
    private var status = 0
    private var bytes: [UInt8] = []
    private var done: ((Int, JSON?) -> Void)?

    /// Sends it; `done` is called once, with status 0 where there was no answer.
    static func send(
        _ path: String, _ body: JSON, token: String, to address: OriginAddress,
        on loop: any EventLoop, limits: WireLimits, done: @escaping (Int, JSON?) -> Void
    ) {
        let call = LinkCall()
        call.done = done
        let origin = Origin(address, failures: 1, restMilliseconds: 1)
        ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(500))
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelOption(.autoRead, value: false)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        OriginConnection(origin, limits))
                }
            }
            .connect(host: address.host, port: address.port)
            .assumeIsolated().whenComplete { result in
                guard case .success(let channel) = result,
                    let connection = try? channel.pipeline.syncOperations.handler(
                        type: OriginConnection.self)
                else { return call.finish(0) }
                call.begin(connection, path, body.bytes, token, "\(address)")
                let patience = loop.assumeIsolated().scheduleTask(in: .seconds(2)) {
                    call.finish(0)
                }
                call.patience = patience
            }
    }

    private var patience: Scheduled<Void>?

    private func begin(
        _ connection: OriginConnection, _ path: String, _ body: [UInt8], _ token: String,
        _ host: String
    ) {
        self.connection = connection
        connection.begin(.post, for: self)
        connection.write(
            ByteBuffer(
                string: "POST \(path) HTTP/1.1\r\nhost: \(host)\r\nauthorization: Bearer \(token)"
                    + "\r\ncontent-type: application/json\r\ncontent-length: \(body.count)"
                    + "\r\nconnection: close\r\n\r\n"))
        connection.write(ByteBuffer(bytes: body))
        connection.flush()
    }

    private func finish(_ status: Int) {
        guard let done else { return }
        self.done = nil
        patience?.cancel()
        connection?.close()
        connection = nil
        done(status, status == 0 ? nil : try? JSONParser.parse(bytes))
    }

    func received(interim status: Int, _ fields: Fields) {}
    func received(_ response: WireResponse) { status = response.status }

    func received(_ bytes: ByteBuffer) {
        self.bytes += bytes.readableBytesView
        if self.bytes.count > Self.maximumBytes { finish(0) }
    }

    func receivedEnd() { finish(status) }
    func switched(_ response: WireResponse) { finish(0) }
    func broke(_ error: FetchError) { finish(0) }
    func writabilityChanged() {}
    var wantsMore: Bool { done != nil }
}
