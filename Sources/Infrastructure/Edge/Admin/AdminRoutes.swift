internal import HTTPTypes
internal import Service
internal import Synchronization

/// Purges, figures and health, on a port of their own that listens on loopback alone.
enum AdminRoutes {
    static func serve(_ core: EdgeCore, port: Int) throws(ServerError) -> Server {
        var options = ServerOptions(port: port)
        options.eventLoops = 1
        options.workers = 1
        options.connections = 256
        gauges(core)
        return try Server(
            options,
            routes: [
                Route(.post, "/purge", bodyLimit: 1 << 16) { try purge($0, core) },
                Route(.get, "/metrics") { _ in
                    .text(core.metrics.prometheusText, type: "text/plain; version=0.0.4")
                },
                Route(.get, "/health") { _ in health(core) },
            ] + shield(core.gate?.shield), clock: core.clock, metrics: Metrics())
    }

    /// What the shield sees: a page, a document, and a stream of it.
    private static func shield(_ desk: ShieldDesk?) -> [Route] {
        guard let desk else { return [] }
        return [
            Route(.get, "/shield") { desk.page(Language.of($0, fallback: .english)) },
            Route(.get, "/shield.json") { _ in .json(desk.document) },
            Route(.get, "/shield/events") { _ in .events(desk.stream) },
        ]
    }

    /// `url=`, `prefix=`, `tag=`, each as often as wanted, or `everything=yes`; in the query or as
    /// a form. All of it is soft: what was purged is validated before it is served again.
    private static func purge(_ request: Request, _ core: EdgeCore) throws -> Reply {
        let query = Query("")
        var counts = (urls: 0, prefixes: 0, tags: 0)
        let sources = [request.query, request.body.isEmpty ? query : request.form]
        // All of it is read before any of it is done.
        var urls: [(plain: CacheKey, secure: CacheKey)] = []
        var prefixes: [[UInt8]] = []
        for source in sources {
            for url in source.all("url") {
                guard let keys = keys(url) else { throw wrong("url", url) }
                urls.append((CacheKey(keys.plain), CacheKey(keys.secure)))
            }
            for prefix in source.all("prefix") {
                guard let keys = keys(prefix) else { throw wrong("prefix", prefix) }
                prefixes += [keys.plain, keys.secure]
                counts.prefixes += 1
            }
        }
        let tags = sources.flatMap { $0.all("tag") }.filter { !$0.isEmpty }
        let isAll = sources.contains { $0["everything"] == "yes" }
        guard isAll || !(urls.isEmpty && prefixes.isEmpty && tags.isEmpty) else {
            throw Problem(
                422, "nothing_to_purge",
                "Say what to purge: url=, prefix= (with host) or tag=, or everything=yes.")
        }
        for (plain, secure) in urls {
            core.store.purge(plain)
            core.store.purge(secure)
        }
        for prefix in prefixes { core.ledger.purge(prefix: prefix) }
        for tag in tags { core.ledger.purge(tag: Array(tag.utf8)) }
        if isAll { core.ledger.purgeEverything() }
        counts.urls = urls.count
        counts.tags = tags.count
        core.figures.purges.add(counts.urls + counts.prefixes + counts.tags + (isAll ? 1 : 0))
        return .json(
            .object([
                .init("urls", .integer(Int64(counts.urls))),
                .init("prefixes", .integer(Int64(counts.prefixes))),
                .init("tags", .integer(Int64(counts.tags))),
                .init("everything", .bool(isAll)),
            ]))
    }

    /// A URL with a scheme or without is purged for both schemes.
    private static func keys(_ url: String) -> (plain: [UInt8], secure: [UInt8])? {
        var rest = Array(url.utf8)[...]
        for scheme in ["https://", "http://", "//"] where rest.starts(with: scheme.utf8) {
            rest = rest.dropFirst(scheme.utf8.count)
            break
        }
        let authority = rest.prefix { $0 != 0x2F }
        guard Authority.isSound(authority) else { return nil }
        let target = rest.dropFirst(authority.count)
        let path = target.isEmpty ? [0x2F] : Array(target)
        func key(_ isSecure: Bool) -> [UInt8] {
            Array((isSecure ? "https://" : "http://").utf8)
                + Authority.normalized(authority, isSecure: isSecure) + path
        }
        return (key(false), key(true))
    }

    private static func wrong(_ name: String, _ value: String) -> Problem {
        Problem(
            422, "malformed_\(name)", "\"\(value.prefix(200))\" has no sound host and path.",
            fields: [.init("query:\(name)", "such as http://shop.example/products/1")])
    }

    private static func health(_ core: EdgeCore) -> Reply {
        let isUp = core.origins.contains(where: \.isUp)
        return .json(
            .object([
                .init("status", .string(isUp ? "ok" : "no_origin")),
                .init(
                    "origins",
                    .array(
                        core.origins.map { origin in
                            .object([
                                .init("address", .string("\(origin.address)")),
                                .init("up", .bool(origin.isUp)),
                            ])
                        })),
            ]), status: isUp ? 200 : 503)
    }

    private static func gauges(_ core: EdgeCore) {
        let metrics = core.metrics
        metrics.gauge("spillway_edge_stored_responses", "Responses in the cache.") {
            Double(core.store.figures.count)
        }
        metrics.gauge("spillway_edge_stored_bytes", "Bytes of the cache.") {
            Double(core.store.figures.bytes)
        }
        metrics.gauge("spillway_edge_disk_bytes", "Bytes of the cache on disk.") {
            Double(core.disk?.figures.bytes ?? 0)
        }
        metrics.gauge("spillway_edge_evictions", "Responses evicted.") {
            Double(core.store.figures.evictions)
        }
        metrics.gauge("spillway_edge_held", "Requests that wait for an origin now.") {
            Double(core.figures.held.load(ordering: .relaxed))
        }
    }
}
