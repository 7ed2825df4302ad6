internal import Boards
internal import Checkout
internal import Console
internal import HTTPTypes
internal import Identity
internal import Orders
internal import Primitives
internal import Service
internal import Storefront

/// The pages of storefront and console, and the big screen's stream.
struct CenterPages: Sendable {
    private let parts: CenterParts
    private let console: Console

    init(_ parts: CenterParts, _ metrics: Metrics, clock: any WallClock) {
        self.parts = parts
        let (desk, storefront) = (parts.desk, parts.storefront)
        console = Console(
            ConsoleServices(
                identity: parts.identity, catalogue: parts.catalogue, boards: parts.boards,
                cell: parts.cell, book: parts.book, marketing: parts.marketing,
                payments: parts.payments, fulfilment: parts.fulfilment,
                ask: { desk.ask($0) },
                delivery: { try storefront.deliveryAddress(of: $0.id, merchant: $0.merchant) },
                metrics: metrics, clock: clock))
    }

    /// Who asks, by whatever the request brings.
    static func principal(of request: Request, _ identity: Identity) throws -> Principal {
        let isMutation = request.method != .get && request.method != .options
        let csrf = HTTPField.Name("X-CSRF-Token").flatMap { request.headers[$0] }
        return try identity.authenticate(
            bearer: request.bearer, sessionCookie: request.cookie(SessionCookie.name), csrf: csrf,
            isMutation: isMutation, address: request.address, now: request.receivedAt)
    }

    /// One frame of a merchant's big screen.
    func frame(_ merchant: MerchantID, _ now: Timestamp) -> [UInt8] {
        console.feed.frame(for: merchant, now)
    }

    /// A page that says what went wrong; nil where a program asked.
    func errorPage(_ request: Request, _ problem: Problem) -> Reply? {
        parts.storefront.failure(request, problem) ?? console.failure(request, problem)
    }

    /// A page that says that too much waits already; nil where a program asked.
    func busyPage(_ request: Request, _ problem: Problem) -> Reply? {
        parts.storefront.busyPage(request, problem) ?? console.busyPage(request, problem)
    }

    func routes(_ screens: Screens) -> [Route] {
        let identity = parts.identity
        return parts.storefront.routes + console.routes + [
            Route(.get, "/screen/events") { request in
                var principal = try Self.principal(of: request, identity)
                if principal == .nobody, let token = request.query["token"] {
                    principal = try identity.authenticate(
                        bearer: token, sessionCookie: nil, csrf: nil, isMutation: false,
                        address: request.address, now: request.receivedAt)
                }
                let staff = try principal.staff(.statisticsRead)
                return .events(screens.stream(of: staff.merchant))
            }
        ]
    }
}
