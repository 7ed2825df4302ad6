internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Looks at the health of the origins, at a path that they answer with 200 when they are well.
final class HealthWatch: Sendable {
    private let core: EdgeCore
    private let loop: any EventLoop
    private let task = Mutex<RepeatedTask?>(nil)

    init(_ core: EdgeCore, _ loop: any EventLoop) {
        self.core = core
        self.loop = loop
    }

    func start() {
        guard !core.options.healthPath.isEmpty else { return }
        let delay = TimeAmount.seconds(max(1, core.options.healthSeconds))
        let core = core
        let loop = loop
        let repeated = loop.scheduleRepeatedTask(initialDelay: delay, delay: delay) { _ in
            for origin in core.origins { Self.look(at: origin, core, loop) }
        }
        task.withLock { $0 = repeated }
    }

    func stop() { task.withLock { $0?.cancel() } }

    private static func look(at origin: Origin, _ core: EdgeCore, _ loop: any EventLoop) {
        let path = core.options.healthPath
        let done = loop.makePromise(of: Bool.self)
        done.futureResult.whenSuccess { origin.setWell($0) }
        let address = origin.address
        ClientBootstrap(group: loop)
            .connectTimeout(.milliseconds(core.options.connectMilliseconds))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(HealthLook(done))
                }
            }
            .connect(host: address.host, port: address.port)
            .whenComplete { result in
                switch result {
                case .failure: done.succeed(false)
                case .success(let channel):
                    let text =
                        "GET \(path) HTTP/1.1\r\nhost: \(address)\r\nconnection: close\r\n\r\n"
                    channel.writeAndFlush(ByteBuffer(string: text), promise: nil)
                    channel.eventLoop.scheduleTask(in: .seconds(2)) { channel.close(promise: nil) }
                }
            }
    }
}
