internal import Boards
internal import Checkout
internal import Console
internal import Edges
internal import Foundation
internal import HTTPTypes
internal import Identity
internal import Orders
internal import Primitives
internal import Service
internal import Storefront
internal import WaitingRoom

/// The pages of storefront and console, and the big screen's stream.
struct CenterPages: Sendable {
    private let parts: CenterParts
    private let console: Console

    init(
        _ parts: CenterParts, _ options: CenterOptions, _ metrics: Metrics, clock: any WallClock
    ) {
        self.parts = parts
        let (desk, storefront) = (parts.desk, parts.storefront)
        var services = ConsoleServices(
            identity: parts.identity, catalogue: parts.catalogue, boards: parts.boards,
            cell: parts.cell, book: parts.book, marketing: parts.marketing, rooms: parts.rooms,
            payments: parts.payments, fulfilment: parts.fulfilment,
            ask: { desk.ask($0) },
            delivery: { try storefront.deliveryAddress(of: $0.id, merchant: $0.merchant) },
            metrics: metrics, clock: clock)
        let merchants = parts.identity.merchants
        let refusals = FirstStart.refusals(in: options.data)
        services.refusalsFile = { merchant in
            let slug = (try? merchants.find(merchant))?.slug
            return slug == DemoMerchant.slug && FileManager.default.fileExists(atPath: refusals)
                ? refusals : nil
        }
        console = Console(services)
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
            ?? nowhere(request, problem)
    }

    /// A page for a person who asked for what is no page at all; nil for everybody else.
    private func nowhere(_ request: Request, _ problem: Problem) -> Reply? {
        guard problem.status == 404, request.method == .get, !request.path.hasPrefix("/v1/"),
            request.headers[.accept]?.contains("text/html") == true
        else { return nil }
        let t = Language.of(request)
        let other: Language = t == .english ? .chinese : .english
        let page = BarePage.make(
            t, title: t("There is nothing here", "页面不存在"), .narrow,
            """
            <p>\(t("The page may have moved, or it was never here.", "页面可能已移动，或从未存在。"))</p>
            <p><a class="button" href="/">\(t("To the store", "前往店铺"))</a></p>
            <footer><a lang="\(other.tag)" hreflang="\(other.tag)" rel="nofollow" \
            href="?lang=\(other.rawValue)">\(other.name)</a></footer>
            """)
        var reply = Reply.html(page, status: 404)
        reply.headers[.cacheControl] = "no-store"
        return reply
    }

    /// The page on which anybody checks a draw of a waiting room: the edge's, here as well for
    /// whoever comes without one.
    private var drawRoute: Route {
        let rooms = parts.rooms
        return Route(.get, "/_edge/rooms/{room}/draw") { request in
            guard let number: UInt32 = request.number("room"),
                let (page, seed) = rooms.drawPage(RoomID(number))
            else { throw Problem.notFound("waiting room") }
            return page.page(
                code: request.query["code"], seed: seed, Language.of(request), path: request.path)
        }
    }

    /// A page that says that too much waits already; nil where a program asked.
    func busyPage(_ request: Request, _ problem: Problem) -> Reply? {
        parts.storefront.busyPage(request, problem) ?? console.busyPage(request, problem)
    }

    func routes(_ screens: Screens) -> [Route] {
        let console = console
        return parts.storefront.routes + console.routes + [
            drawRoute,
            Route(.get, "/screen/events") { request in
                guard let staff = try console.watcher(request) else {
                    throw Problem.unauthorized
                }
                return .events(screens.stream(of: staff.merchant))
            }
        ]
    }
}
