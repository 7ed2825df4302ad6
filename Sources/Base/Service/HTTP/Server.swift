internal import NIOCore
internal import NIOExtras
internal import NIOHTTP1
internal import NIOPosix
package import Primitives
internal import Synchronization

/// An HTTP/1.1 server: a listener, event loops, and workers on which routes may wait.
package final class Server: Sendable {
    /// The port that it listens on.
    package let port: Int
    private let group: MultiThreadedEventLoopGroup
    private let dispatch: Dispatch
    private let quiescing: Mutex<ServerQuiescingHelper?>
    private let listener: any Channel
    private let options: ServerOptions

    /// Starts to listen and to answer.
    ///
    /// - Parameters:
    ///   - failure: makes an answer of what a route threw.
    ///   - busy: makes an answer for a request for which too much waits already; on the event
    ///     loop, so that it may look nothing up.
    /// - Throws: `ServerError` when the address cannot be listened on.
    package init(
        _ options: ServerOptions, routes: [Route], hot: [any HotRoute] = [],
        clock: any WallClock, metrics: Metrics,
        failure: @escaping @Sendable (Request, any Error) -> Reply = {
            Server.plainFailure($0, $1)
        },
        busy: @escaping @Sendable (Request, Problem) -> Reply = { .problem($1) }
    ) throws(ServerError) {
        self.options = options
        group = MultiThreadedEventLoopGroup(numberOfThreads: options.eventLoops)
        dispatch = Dispatch(
            options, routes: routes, hot: hot, clock: clock, metrics: metrics, failure: failure,
            busy: busy)
        do {
            let (listener, quiescing) = try Self.listen(options, group, dispatch)
            self.listener = listener
            self.quiescing = Mutex(quiescing)
        } catch {
            try? group.syncShutdownGracefully()
            dispatch.stopWorkers()
            throw Self.explain(error, options)
        }
        port = listener.localAddress?.port ?? options.port
    }

    /// Listens. Where that fails, the helper tells a loop that it goes when this returns, while
    /// there still is one.
    private static func listen(
        _ options: ServerOptions, _ group: MultiThreadedEventLoopGroup, _ dispatch: Dispatch
    ) throws -> (any Channel, ServerQuiescingHelper) {
        let quiescing = ServerQuiescingHelper(group: group)
        let listener = try ServerBootstrap(group: group)
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
        return (listener, quiescing)
    }

    /// Tries whether a server could listen there, before anything else is done for it.
    package static func check(_ options: ServerOptions) throws(ServerError) {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        do {
            try ServerBootstrap(group: group)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: options.host, port: options.port).wait().close().wait()
        } catch {
            throw explain(error, options)
        }
    }

    /// Takes no more requests, finishes those taken in, and lets go of everything.
    package func stop() {
        drain()
        release()
    }

    /// Takes no more requests and finishes those taken in; what hands answers to the event loops
    /// may still do so.
    package func drain() {
        let done = group.next().makePromise(of: Void.self)
        quiescing.withLock { $0?.initiateShutdown(promise: done) }
        let drained = group.next().makePromise(of: Void.self)
        let limit = group.next().scheduleTask(in: .seconds(Int64(options.drainSeconds))) {
            drained.succeed(())
        }
        done.futureResult.whenComplete { _ in drained.succeed(()) }
        _ = try? drained.futureResult.wait()
        limit.cancel()
        dispatch.stopWorkers()
    }

    /// Ends the event loops, after `drain`, and when nobody has anything more for them.
    package func release() {
        // It tells a loop when it goes, so it must not go after them.
        quiescing.withLock { $0 = nil }
        try? group.syncShutdownGracefully()
    }

    /// A problem detail of anything thrown; what is no `Problem` is not told to the client.
    package static func plainFailure(_ request: Request, _ error: any Error) -> Reply {
        .problem(error as? Problem ?? Problem(500, "internal", "Something broke here; we look."))
    }

    private static func explain(_ error: any Error, _ options: ServerOptions) -> ServerError {
        let place = "\(options.host):\(options.port)"
        if let error = error as? IOError, error.errnoCode == 98 {
            let holder = PortHolder.name(of: options.port) ?? "somebody"
            return ServerError(.portTaken, "\(holder) listens on \(place) already")
        }
        return ServerError(.addressRefused, "cannot listen on \(place): \(error)")
    }
}
