internal import NIOCore
internal import NIOExtras
internal import NIOHTTP1
internal import NIOPosix
package import Primitives

/// An HTTP/1.1 server: a listener, event loops, and workers on which routes may wait.
package final class Server: Sendable {
    /// The port that it listens on.
    package let port: Int
    private let group: MultiThreadedEventLoopGroup
    private let workers: NIOThreadPool
    private let quiescing: ServerQuiescingHelper
    private let listener: any Channel
    private let options: ServerOptions

    /// Starts to listen and to answer.
    ///
    /// - Parameter failure: makes an answer of what a route threw.
    /// - Throws: `ServerError` when the address cannot be listened on.
    package init(
        _ options: ServerOptions, routes: [Route], hot: [any HotRoute] = [],
        clock: any WallClock, metrics: Metrics,
        failure: @escaping @Sendable (Request, any Error) -> Reply = { Server.plainFailure($0, $1) }
    ) throws(ServerError) {
        self.options = options
        group = MultiThreadedEventLoopGroup(numberOfThreads: options.eventLoops)
        workers = NIOThreadPool(numberOfThreads: options.workers)
        workers.start()
        quiescing = ServerQuiescingHelper(group: group)
        let dispatch = Dispatch(
            options, routes: routes, hot: hot, workers: workers, clock: clock, metrics: metrics,
            failure: failure)
        let quiescing = quiescing
        do {
            listener = try ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 4096)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .serverChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandlers([
                            quiescing.makeServerChannelHandler(channel: channel)
                        ])
                        try channel.pipeline.syncOperations.addHandler(
                            ConnectionLimit(options.connections))
                    }
                }
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.allowRemoteHalfClosure, value: true)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(FrontDoor(dispatch))
                    }
                }
                .bind(host: options.host, port: options.port).wait()
        } catch {
            try? group.syncShutdownGracefully()
            try? workers.syncShutdownGracefully()
            throw Self.explain(error, options)
        }
        port = listener.localAddress?.port ?? options.port
    }

    /// Takes no more requests, finishes those taken in, and lets go of everything.
    package func stop() {
        let done = group.next().makePromise(of: Void.self)
        quiescing.initiateShutdown(promise: done)
        let drained = group.next().makePromise(of: Void.self)
        let limit = group.next().scheduleTask(in: .seconds(Int64(options.drainSeconds))) {
            drained.succeed(())
        }
        done.futureResult.whenComplete { _ in drained.succeed(()) }
        _ = try? drained.futureResult.wait()
        limit.cancel()
        try? workers.syncShutdownGracefully()
        try? group.syncShutdownGracefully()
    }

    /// A problem detail of anything thrown; what is no `Problem` is not told to the client.
    package static func plainFailure(_ request: Request, _ error: any Error) -> Reply {
        .problem(error as? Problem ?? Problem(500, "internal", "Something broke here; we look."))
    }

    private static func explain(_ error: any Error, _ options: ServerOptions) -> ServerError {
        let place = "\(options.host):\(options.port)"
        if let error = error as? IOError, error.errnoCode == 98 {
            return ServerError(.portTaken, "somebody listens on \(place) already")
        }
        return ServerError(.addressRefused, "cannot listen on \(place): \(error)")
    }
}
