internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Service

/// Asks one request at a time and waits for the answer, for what is set up before a run and looked
/// up after it.
final class WebClient: Sendable {
    private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    private let target: WebTarget
    private let tls: NIOSSLContext?
    private let serverName: String?
    private let fields: [(String, String)]

    /// A document of a shop is smaller than this; what is larger is cut off, and so no document.
    private static let keptBytes = 64 << 20

    /// Asks `target`, over TLS where there is a context, with `fields` on every request.
    init(
        _ target: WebTarget, tls: NIOSSLContext? = nil, serverName: String? = nil,
        fields: [(String, String)] = []
    ) {
        self.target = target
        self.tls = tls
        self.serverName = serverName
        self.fields = fields
    }

    deinit { group.shutdownGracefully { _ in } }

    /// The same client with more fields.
    func with(_ more: [(String, String)]) -> WebClient {
        WebClient(target, tls: tls, serverName: serverName, fields: fields + more)
    }

    /// The answer, whatever its status.
    func ask(
        _ method: String, _ path: String, _ body: [UInt8]? = nil, type: String = "application/json"
    )
        throws(RehearsalError) -> WebAnswer
    {
        let loop = group.next()
        var fields = fields
        if body != nil { fields.append(("content-type", type)) }
        if method != "GET" { fields.append(("idempotency-key", UUID().uuidString)) }
        let request = WebRequest.bytes(
            method, path, host: target.authority,
            fields: fields + [("connection", "close")], body: body)
        let promise = loop.makePromise(of: WebAnswer?.self)
        loop.execute { [target, tls, serverName] in
            target.connect(on: loop, tls: tls, serverName: serverName) { connection in
                guard let connection else { return promise.succeed(nil) }
                connection.keptBytes = Self.keptBytes
                let bound = NIOLoopBound(connection, eventLoop: loop)
                let limit = loop.scheduleTask(in: .seconds(30)) { bound.value.close() }
                connection.write(request) { answer in
                    limit.cancel()
                    promise.succeed(answer)
                }
                connection.flush()
            }
        }
        // The event loop must not go before its answer has come.
        let answer = withExtendedLifetime(self) { try? promise.futureResult.wait() }
        guard let answer else {
            throw RehearsalError(.process, "\(method) \(path): no answer")
        }
        return answer
    }

    /// The document of a successful answer.
    @discardableResult
    func json(_ method: String, _ path: String, _ body: JSON? = nil) throws(RehearsalError) -> JSON
    {
        let answer = try ask(method, path, body?.bytes)
        guard (200..<300).contains(answer.status) else {
            throw RehearsalError(
                .process,
                "\(method) \(path): \(answer.status) "
                    + String(decoding: answer.body.prefix(500), as: UTF8.self))
        }
        return (try? JSONParser.parse(answer.body)) ?? .null
    }
}
