internal import HTTPTypes
internal import Identity
internal import Primitives
package import Service
internal import Synchronization

/// The staff's pages and the big screen.
package final class Console: Sendable {
    /// What the big screen shows.
    package let feed: ScreenFeed
    let services: ConsoleServices
    let rates: Mutex<RateSample>
    let replays = Atomic<Int>(0)
    let sent = Mutex(SentForms())

    /// Joins the parts.
    package init(_ services: ConsoleServices) {
        self.services = services
        rates = Mutex(RateSample(nanoseconds: services.clock.monotonicNanoseconds()))
        feed = ScreenFeed(services)
    }

    /// All pages and assets.
    package var routes: [Route] {
        let pages =
            entryRoutes + todayRoutes + productRoutes + sheetRoutes + stockRoutes + saleRoutes
            + roomRoutes + couponRoutes + orderRoutes + moneyRoutes
        return pages + buyerRoutes + storeRoutes + staffRoutes + operatorRoutes + screenRoutes
            + Asset.routes(chartFile: services.chartFile)
    }

    /// What went wrong as a page; nil where the request is for no page of the console.
    package func failure(_ request: Request, _ problem: Problem) -> Reply? {
        guard Self.isPage(request) else { return nil }
        // A page without the frame is shown where even the session cannot be read.
        let visit = (try? visit(request, nil, isMutation: false)) ?? nil
        return ProblemPage.make(problem, visit, Language.of(request))
    }

    /// The page for a moment in which too much waits already: it asks no table. Nil where the
    /// request is for no page of the console.
    package func busyPage(_ request: Request, _ problem: Problem) -> Reply? {
        guard Self.isPage(request) else { return nil }
        return ProblemPage.make(problem, nil, Language.of(request))
    }

    private static func isPage(_ request: Request) -> Bool {
        let path = request.path
        return path == "/console" || path.hasPrefix("/console/") || path == "/screen"
    }

    /// A page for those who may do this.
    func get(
        _ pattern: String, _ action: Action, _ handle: @escaping @Sendable (Visit) throws -> Reply
    ) -> Route {
        Route(.get, pattern) { [self] request in
            try guarded(request, action, isMutation: false, handle)
        }
    }

    /// A form for those who may do this; `page` is where it stands, which is shown again with
    /// what was typed where that can be mended.
    func post(
        _ pattern: String, _ action: Action, bodyLimit: Int = Route.defaultBodyLimit,
        page: (@Sendable (Visit) throws -> Reply)? = nil,
        _ handle: @escaping @Sendable (Visit) throws -> Reply
    ) -> Route {
        Route(.post, pattern, bodyLimit: bodyLimit) { [self] request in
            try guarded(request, action, isMutation: true) { visit in
                do {
                    return try handle(visit)
                } catch let problem as Problem where FormFailure.isMendable(problem) {
                    guard let page else { throw problem }
                    return try again(page, visit, problem)
                }
            }
        }
    }

    /// The page of a form that could not be taken.
    private func again(
        _ page: @Sendable (Visit) throws -> Reply, _ visit: Visit, _ problem: Problem
    ) throws -> Reply {
        var failed = visit
        failed.failure = FormFailure(
            path: visit.request.path, form: visit.form, problem: problem)
        do {
            return try page(failed)
        } catch let other as Problem {
            // What the form was about is gone, or cannot be read now.
            throw other.status == 404 ? other : problem
        }
    }

    private func guarded(
        _ request: Request, _ action: Action, isMutation: Bool,
        _ handle: (Visit) throws -> Reply
    ) throws -> Reply {
        let form = isMutation ? Form(request) : nil
        let language = Language.of(request)
        let found: Visit?
        do {
            found = try visit(request, form, isMutation: isMutation)
        } catch let problem as Problem {
            return ProblemPage.make(problem, nil, language)
        }
        guard let visit = found else {
            let query = request.query.pairs.map { ($0.name, Optional($0.value)) }
            let here = isMutation ? "/console" : Parts.address(request.path, query)
            return .redirect(Parts.address("/console/sign-in", [("next", here)]))
        }
        do {
            guard visit.may(action) else { throw Problem.forbidden }
            return try handle(visit)
        } catch let problem as Problem {
            return ProblemPage.make(problem, visit, language)
        }
    }

    /// Who asks; nil for nobody.
    func visit(_ request: Request, _ form: Form?, isMutation: Bool) throws -> Visit? {
        let cookie = request.cookie(SessionCookie.name)
        let principal = try services.identity.authenticate(
            bearer: nil, sessionCookie: cookie, csrf: form?["csrf"], isMutation: isMutation,
            address: request.address, now: request.receivedAt)
        guard case .staff(let staff) = principal, let cookie else { return nil }
        let merchant = try services.identity.merchants.find(staff.merchant)
        return Visit(
            request: request, staff: staff, csrf: CSRFToken.of(cookie), t: Language.of(request),
            form: form ?? Form(request),
            currency: merchant.flatMap { Currency(code: $0.currency) } ?? .poundSterling,
            merchantName: merchant?.name ?? "Spillway")
    }
}
