internal import IPLibrary
internal import NIOCore
internal import NIOExtras
internal import NIOPosix
package import Primitives
package import Service
internal import Synchronization

/// An edge node: listens, serves from the cache, and asks its origins.
package final class EdgeServer: Sendable {
    /// The port that clients come to.
    package let port: Int
    /// The port that they come to over TLS.
    package let securePort: Int?
    /// The port for purges, figures and health.
    package let adminPort: Int
    private let core: EdgeCore
    private let group: MultiThreadedEventLoopGroup
    /// Let go of before the event loops: it tells one when it goes.
    private let quiescing: Mutex<ServerQuiescingHelper?>
    private let certificates: CertificateKeeper?
    private let admin: Server
    private let pools: [(loop: any EventLoop, pool: NIOLoopBound<OriginPool>)]
    private let health: HealthWatch
    private let link: NIOLoopBound<CenterLink>?
    private let linkLoop: any EventLoop

    /// Requests that were taken since the start.
    package var requests: Int { core.figures.requests }

    /// Starts to listen and to answer.
    ///
    /// - Parameter seed: what trace identifiers are drawn from.
    /// - Throws: `EdgeError` when an address cannot be listened on.
    package init(
        _ options: EdgeOptions, clock: any WallClock, metrics: Metrics, seed: UInt64
    ) throws(EdgeError) {
        certificates = try Self.certificates(options)
        try Self.checkPorts(options)
        // It opens the cache's folder, which would stay locked where an address cannot be had.
        let core: EdgeCore
        do {
            core = try EdgeCore(options, clock: clock, metrics: metrics, seed: seed)
        } catch let error as IPLibraryError {
            throw EdgeError(.libraryRefused, "the IP library cannot be used: \(error)")
        } catch {
            throw EdgeError(
                .folderRefused,
                "the cache's folder \(options.diskFolder ?? "") cannot be used: \(error)")
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(1, options.eventLoops))
        let quiescing = ServerQuiescingHelper(group: group)
        var pools: [ObjectIdentifier: NIOLoopBound<OriginPool>] = [:]
        for loop in group.makeIterator() {
            let made = try? loop.submit {
                let pool = OriginPool(
                    loop, options, core.origins, core.figures,
                    clock: { clock.monotonicNanoseconds() })
                pool.start()
                return NIOLoopBound(pool, eventLoop: loop)
            }.wait()
            pools[ObjectIdentifier(loop)] = made
        }
        let poolsByLoop = pools
        self.core = core
        self.group = group
        self.quiescing = Mutex(quiescing)
        self.pools = group.makeIterator().compactMap { loop in
            poolsByLoop[ObjectIdentifier(loop)].map { (loop, $0) }
        }
        func listen(_ port: Int, _ certificates: CertificateKeeper?) throws(EdgeError)
            -> any Channel
        {
            do {
                return try ServerBootstrap(group: group)
                    .serverChannelOption(.backlog, value: 4096)
                    .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                    .serverChannelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            try channel.pipeline.syncOperations.addHandlers([
                                quiescing.makeServerChannelHandler(channel: channel)
                            ])
                        }
                    }
                    .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .childChannelOption(.allowRemoteHalfClosure, value: true)
                    .childChannelInitializer { channel in
                        channel.eventLoop.makeCompletedFuture {
                            guard let pool = poolsByLoop[ObjectIdentifier(channel.eventLoop)],
                                core.takeConnection()
                            else { throw ChannelError.ioOnClosedChannel }
                            channel.closeFuture.whenComplete { _ in core.connectionEnded() }
                            try core.admit(channel)
                            try ConnectionSetup.add(
                                to: channel, core, pool.value, certificates: certificates)
                        }
                    }
                    .bind(host: options.host, port: port).wait()
            } catch {
                throw EdgeError(
                    .addressRefused, "cannot listen on \(options.host):\(port): \(error)")
            }
        }
        var listeners: [any Channel] = []
        do throws(EdgeError) {
            let plain = try listen(options.port, nil)
            listeners.append(plain)
            port = plain.localAddress?.port ?? options.port
            if let securePort = options.securePort {
                let secure = try listen(securePort, certificates)
                listeners.append(secure)
                self.securePort = secure.localAddress?.port
            } else {
                securePort = nil
            }
            do throws(ServerError) {
                admin = try AdminRoutes.serve(core, port: options.adminPort)
            } catch {
                throw EdgeError(.addressRefused, error.message)
            }
        } catch {
            for listener in listeners { listener.close(promise: nil) }
            try? group.syncShutdownGracefully()
            throw error
        }
        adminPort = admin.port
        health = HealthWatch(core, group.next())
        health.start()
        let linkLoop = group.next()
        self.linkLoop = linkLoop
        if let gate = core.gate, let token = options.centerToken {
            link = try? linkLoop.submit {
                let link = CenterLink(core, linkLoop, token: token, gate: gate)
                link.start()
                return NIOLoopBound(link, eventLoop: linkLoop)
            }.wait()
        } else {
            link = nil
        }
        if let gate = core.gate {
            linkLoop.scheduleRepeatedTask(initialDelay: .seconds(1), delay: .seconds(1)) { _ in
                gate.tick()
            }
        }
        guard let certificates else { return }
        group.next().scheduleRepeatedTask(initialDelay: .seconds(5), delay: .seconds(5)) { _ in
            if let trouble = certificates.reload() { options.onTrouble(trouble) }
        }
    }

    /// Tries every address before anything listens, and says who holds one that is taken.
    private static func checkPorts(_ options: EdgeOptions) throws(EdgeError) {
        let loopback = ServerOptions(port: options.adminPort).host
        var places = [(options.host, options.port), (loopback, options.adminPort)]
        if let port = options.securePort { places.append((options.host, port)) }
        let ports = places.map(\.1).filter { $0 != 0 }
        guard Set(ports).count == ports.count else {
            throw EdgeError(
                .addressRefused, "port, securePort and adminPort must differ: \(ports)")
        }
        for (host, port) in places where port != 0 {
            var wanted = ServerOptions(port: port)
            wanted.host = host
            do throws(ServerError) { try Server.check(wanted) } catch {
                throw EdgeError(.addressRefused, error.message)
            }
        }
    }

    private static func certificates(
        _ options: EdgeOptions
    ) throws(EdgeError) -> CertificateKeeper? {
        guard options.securePort != nil, let files = options.certificate else { return nil }
        do { return try CertificateKeeper(files) } catch {
            throw EdgeError(
                .certificateRefused,
                "the certificate in \(files.certificate) with the key in \(files.key) cannot be "
                    + "used: \(error)")
        }
    }

    /// Reads the certificate again if its files have changed; open connections go on.
    ///
    /// - Returns: what was wrong with it; nil when all is well.
    package func reloadCertificate() -> String? { certificates?.reload() }

    /// Whether it can reach a center.
    package var isWell: Bool { core.origins.contains(where: \.isUp) }

    /// Purges what carries a tag.
    package func purge(tag: String) { core.ledger.purge(tag: Array(tag.utf8)) }

    /// Takes no more requests, finishes those taken in, and lets go of everything.
    package func stop() {
        health.stop()
        if let link { _ = try? linkLoop.submit { link.value.stop() }.wait() }
        let done = group.next().makePromise(of: Void.self)
        quiescing.withLock { $0?.initiateShutdown(promise: done) }
        let drained = group.next().makePromise(of: Void.self)
        let limit = group.next().scheduleTask(in: .seconds(core.options.drainSeconds)) {
            drained.succeed(())
        }
        done.futureResult.whenComplete { _ in drained.succeed(()) }
        _ = try? drained.futureResult.wait()
        limit.cancel()
        for (loop, pool) in pools {
            _ = try? loop.submit { pool.value.stop() }.wait()
        }
        admin.stop()
        core.disk?.close(keeping: core.store.everything())
        quiescing.withLock { $0 = nil }
        try? group.syncShutdownGracefully()
    }
}
