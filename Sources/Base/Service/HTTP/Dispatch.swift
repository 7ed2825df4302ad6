internal import HTTPTypes
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Primitives

/// Brings requests to what answers them: hot routes on the event loop, the others on the workers.
final class Dispatch: Sendable {
    let options: ServerOptions
    /// Connections that are open.
    let open = OpenConnections()
    private let routes: RouteTable
    private let hot: [HotPath]
    /// What only reads does not wait behind what waits for a disk.
    private let readers: Workers
    private let writers: Workers
    private let clock: any WallClock
    private let date = DateHeader()
    private let failure: @Sendable (Request, any Error) -> Reply
    private let busy: @Sendable (Request, Problem) -> Reply
    private let answers: [Metrics.Counter]

    init(
        _ options: ServerOptions, routes: [Route], hot: [any HotRoute], clock: any WallClock,
        metrics: Metrics,
        failure: @escaping @Sendable (Request, any Error) -> Reply,
        busy: @escaping @Sendable (Request, Problem) -> Reply
    ) {
        self.options = options
        self.routes = RouteTable(routes)
        self.hot = hot.map { HotPath($0, headerBytes: options.headerBytes) }
        readers = Workers(threads: options.workers, limit: options.waitingRequests)
        writers = Workers(threads: options.workers, limit: options.waitingRequests)
        self.clock = clock
        self.failure = failure
        self.busy = busy
        answers = (0...5).map {
            metrics.counter("http_responses_total", "Answers by class.", [("class", "\($0)xx")])
        }
        let open = open
        metrics.gauge("http_connections", "Open connections.") { Double(open.now) }
    }

    func countAnswer(_ status: HTTPResponseStatus) {
        answers[min(5, max(0, Int(status.code) / 100))].add()
    }

    /// Bytes that the body may have; nil where nothing will read one.
    func bodyLimit(_ head: HTTPRequestHead) -> Int? {
        guard head.headers.contains(name: "content-length")
            || head.headers.contains(name: "transfer-encoding")
        else { return nil }
        let (path, _) = Self.split(head.uri)
        if let route = hotRoute(head, path) { return route.bodyLimit }
        guard let method = Self.method(head) else { return nil }
        if case .route(let route, _) = routes.match(method, path) { return route.bodyLimit }
        return nil
    }

    /// Answers on the event loop or hands the request to a worker.
    func answer(_ head: HTTPRequestHead, _ body: ByteBuffer?, _ exchange: Exchange) {
        let (path, query) = Self.split(head.uri)
        if let route = hotRoute(head, path), answer(route, head, body, exchange) { return }
        let isKnown = Self.method(head) != nil
        let isReading = head.method == .GET || head.method == .HEAD
        onWorker(exchange, isReading: isReading, isKnownMethod: isKnown) { at in
            Request(
                method: Self.method(head) ?? .get, path: String(path), query: Query(query),
                headers: Self.fields(head.headers),
                body: body.map { Array($0.readableBytesView) } ?? [],
                address: exchange.address, receivedAt: at)
        }
    }

    /// Hands a plain request, found in a buffer, to a worker.
    func answer(_ plain: PlainRequest, in buffer: ByteBuffer, _ exchange: Exchange) {
        onWorker(exchange, isReading: true, isKnownMethod: true) { at in
            plain.request(in: buffer, address: exchange.address, at: at)
        }
    }

    private func onWorker(
        _ exchange: Exchange, isReading: Bool, isKnownMethod: Bool,
        _ make: @escaping @Sendable (Timestamp) -> Request
    ) {
        onWorker(
            exchange, isReading: isReading,
            busy: { [self] in busy(make(clock.now()), Self.tooMuchWaits) }
        ) { [self] at in
            let request = make(at)
            // What only reads is never refused for being tried too often.
            if request.method == .get { return reply(to: request, isKnownMethod: isKnownMethod) }
            return Refusal.collect { reply(to: request, isKnownMethod: isKnownMethod) }
        }
    }

    private static let tooMuchWaits = Problem(
        503, "busy", "Too many requests wait: try again.", retryAfterSeconds: 1)

    /// Answers with what `make` gives on a worker, or says that too much waits for one.
    func onWorker(
        _ exchange: Exchange, isReading: Bool = false,
        busy: () -> Reply = { .problem(tooMuchWaits) },
        _ make: @escaping @Sendable (Timestamp) -> Reply
    ) {
        let at = clock.now()
        let workers = isReading ? readers : writers
        if !workers.submit({ exchange.reply(make(at)) }) { exchange.reply(busy()) }
    }

    /// Ends what the workers do.
    func stopWorkers() {
        readers.stop()
        writers.stop()
    }

    /// What the bytes at hand are.
    enum Finding {
        /// A whole plain request for a hot route, of so many bytes.
        case hot(any HotRoute, HotRequest, length: Int)
        /// A whole plain GET.
        case plain(PlainRequest)
        /// The start of one of these, as far as can be told.
        case more
        /// Anything else.
        case other
    }

    /// Whether a connection sent a plain request, and which.
    func find(in bytes: Span<UInt8>) -> Finding {
        var isMore = false
        for path in hot {
            switch path.find(in: bytes) {
            case .other: continue
            case .more: isMore = true
            case .whole(let request, let length):
                return .hot(path.route, request, length: length)
            }
        }
        if isMore { return .more }
        switch PlainRequest.find(in: bytes, headerBytes: options.headerBytes) {
        case .whole(let request): return .plain(request)
        case .more: return .more
        case .other: return .other
        }
    }

    private func hotRoute(_ head: HTTPRequestHead, _ path: Substring) -> (any HotRoute)? {
        hot.first { $0.route.path == path && $0.route.method == head.method }?.route
    }

    /// Asks a hot route with the parts that a parser found.
    private func answer(
        _ route: any HotRoute, _ head: HTTPRequestHead, _ body: ByteBuffer?, _ exchange: Exchange
    ) -> Bool {
        var request = HotRequest()
        var bytes = ByteBuffer()
        for (index, name) in route.fields.enumerated() {
            let values = head.headers[name]
            guard values.count <= 1 else { return false }
            let start = bytes.writerIndex
            if let value = values.first { bytes.writeString(value) }
            request.fields[index] = start..<bytes.writerIndex
        }
        let start = bytes.writerIndex
        if let body { bytes.writeImmutableBuffer(body) }
        request.body = start..<bytes.writerIndex
        return route.answer(bytes.readableBytesUInt8Span, request, exchange)
    }

    /// Puts the parser of HTTP and what follows it behind a handler.
    @discardableResult
    func addParser(_ context: ChannelHandlerContext, after handler: any ChannelHandler) throws
        -> HTTPConnection
    {
        var limits = NIOHTTPDecoderLimitConfiguration()
        limits.maxHeaderFieldSize = options.headerBytes
        limits.maxHeaderListSize = options.headerBytes
        limits.maxHeaderFieldCount = 100
        let pipeline = context.pipeline.syncOperations
        try pipeline.configureHTTPServerPipeline(
            position: .after(handler),
            withPipeliningAssistance: false, withErrorHandling: false,
            withOutboundHeaderValidation: true, withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: limits)
        let connection = HTTPConnection(self)
        try pipeline.addHandler(connection)
        return connection
    }

    /// The line of the date as it goes out now.
    var dateLine: [UInt8] { date.line(at: clock.now()) }

    /// Adds what every answer carries.
    func addCommon(_ headers: inout HTTPHeaders) {
        headers.add(name: "date", value: date.text(at: clock.now()))
        headers.add(name: "x-content-type-options", value: "nosniff")
    }

    private func reply(to request: Request, isKnownMethod: Bool) -> Reply {
        var request = request
        do {
            switch routes.match(request.method, request.path) {
            case .route(let route, let parameters) where isKnownMethod:
                request.parameters = parameters
                guard let trace = TraceContext(request.headers) else {
                    return try route.handle(request)
                }
                return try TraceContext.$current.withValue(trace) {
                    try route.handle(request)
                }
            case .route: throw Problem(501, "unknown_method", "There is no such method.")
            case .nothing:
                if let place = place(of: request) { return Reply(308, headers: [.location: place]) }
                throw Problem.notFound("path")
            case .otherMethods(let methods):
                let names = (methods + (methods.contains(.get) ? [.head] : [])).map(\.rawValue)
                let allow = (names + ["OPTIONS"]).joined(separator: ", ")
                if request.method == .options { return Reply(204, headers: [.allow: allow]) }
                var reply = failure(
                    request, Problem(405, "method_not_allowed", "This path takes \(allow)."))
                reply.headers[.allow] = allow
                return reply
            }
        } catch {
            return failure(request, error)
        }
    }

    /// Where a page is that was asked for by another way of writing its path; programs are told
    /// that there is no such path instead.
    private func place(of request: Request) -> String? {
        guard request.method == .get, !request.path.hasPrefix("/v1/"),
            case .other(let bytes) = CanonicalPath.find(Array(request.path.utf8)[...])
        else { return nil }
        let path = String(decoding: bytes, as: UTF8.self)
        guard case .route = routes.match(.get, path) else { return nil }
        let query = request.query.pairs.map {
            "\(Query.encode($0.name))=\(Query.encode($0.value))"
        }
        return query.isEmpty ? path : path + "?" + query.joined(separator: "&")
    }

    private static func split(_ uri: String) -> (path: Substring, query: Substring) {
        guard let mark = uri.firstIndex(of: "?") else { return (uri[...], "") }
        return (uri[..<mark], uri[uri.index(after: mark)...])
    }

    private static func method(_ head: HTTPRequestHead) -> HTTPRequest.Method? {
        head.method == .HEAD ? .get : HTTPRequest.Method(rawValue: head.method.rawValue)
    }

    private static func fields(_ headers: HTTPHeaders) -> HTTPFields {
        var fields = HTTPFields()
        for (name, value) in headers {
            guard let name = HTTPField.Name(name) else { continue }
            fields.append(HTTPField(name: name, value: value))
        }
        return fields
    }
}
