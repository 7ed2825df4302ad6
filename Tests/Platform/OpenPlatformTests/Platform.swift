import Foundation
import HTTPTypes
import Identity
import OpenPlatform
import Primitives
import Service
import Store
import Testing

/// Two merchants, and the operations of Identity behind the routes that are made of them.
final class Platform {
    let identity: Identity
    let table: RouteTable
    let operations: [OpenPlatform.Operation]
    let owner: String
    let rival: String
    let shop: Merchant
    /// The file of kept answers.
    let kept: String

    init() throws {
        var options = IdentityOptions()
        options.scrypt = .weak
        // No wait ends while a test runs.
        options.throttle.firstDelay = 60_000
        let identity = try Identity(StoreConfiguration(.memory), options: options)
        self.identity = identity
        operations = IdentityOperations.all(identity)
        kept = FileManager.default.temporaryDirectory.path + "/replies-\(UUID().uuidString)"
        let replies = try IdempotentReplies(.init(.sqlite(path: kept)))
        let routes = OperationRoutes(replies: replies) { request in
            try identity.authenticate(
                bearer: request.bearer, sessionCookie: request.cookie(SessionCookie.name),
                csrf: request.headers[.init("X-CSRF-Token")!],
                isMutation: request.method != .get, address: request.address,
                now: request.receivedAt)
        }
        table = RouteTable(routes.routes(operations))
        shop = try identity.merchants.make(
            slug: "shop", name: "Shop", currency: "GBP", by: .system("test"))
        let rivals = try identity.merchants.make(
            slug: "rival", name: "Rival", currency: "CNY", by: .system("test"))
        func key(_ merchant: Merchant, isOperator: Bool) throws -> String {
            _ = try identity.staff.make(
                NewStaff(
                    merchant: merchant.id, email: "owner@\(merchant.slug).test", name: "O",
                    role: .owner, isOperator: isOperator, password: "a long password"),
                by: .system("test"))
            let principal = try identity.signIn(
                email: "owner@\(merchant.slug).test", password: "a long password",
                address: "a"
            ).principal
            return try identity.apiKeys.make(
                name: "k", role: .owner, isOperator: isOperator, by: principal
            ).secret
        }
        owner = try key(shop, isOperator: true)
        rival = try key(rivals, isOperator: false)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: JSON? = nil,
        bearer: String? = nil, cookie: String? = nil, csrf: String? = nil, key: String? = nil,
        match: String? = "*", address: String = "a"
    ) throws -> Reply {
        let parts = path.split(separator: "?", maxSplits: 1)
        guard case .route(let route, let parameters) = table.match(method, parts[0]) else {
            return Reply(404)
        }
        var headers: HTTPFields = [:]
        if let bearer { headers[.authorization] = "Bearer \(bearer)" }
        if let cookie { headers[.cookie] = "\(SessionCookie.name)=\(cookie)" }
        headers[.init("X-CSRF-Token")!] = csrf
        headers[.init("Idempotency-Key")!] = key ?? "\(SystemClock().monotonicNanoseconds())"
        headers[.ifMatch] = match
        if body != nil { headers[.contentType] = "application/json" }
        let request = Request(
            method: method, path: String(parts[0]), parameters: parameters,
            query: Query(parts.count > 1 ? parts[1] : ""), headers: headers,
            body: body?.bytes ?? [], address: address,
            receivedAt: SystemClock().now())
        do { return try route.handle(request) } catch let problem as Problem {
            return .problem(problem)
        }
    }

    func json(_ reply: Reply) throws -> JSON { try JSONParser.parse(reply.bytes) }

    deinit {
        for suffix in ["", "-wal", "-shm"] {
            try? FileManager.default.removeItem(atPath: kept + suffix)
        }
    }
}
