internal import Boards
internal import Catalogue
internal import Checkout
internal import Edges
internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Payments
internal import Primitives
internal import Service

/// Every path that a center answers.
struct CenterRoutes {
    let all: [Route]
    let hot: [any HotRoute]
    let screens: Screens
    /// Makes an answer of what a route threw: a page for people, a problem detail for programs.
    let failure: @Sendable (Request, any Error) -> Reply
    /// The same for a request for which too much waits already; looks nothing up.
    let busy: @Sendable (Request, Problem) -> Reply
    /// The operations of the API.
    let operations: [Operation]

    init(
        _ parts: CenterParts, _ options: CenterOptions, _ metrics: Metrics, clock: any WallClock
    ) {
        let pages = CenterPages(parts, options, metrics, clock: clock)
        let screens = Screens { pages.frame($0, $1) }
        self.screens = screens
        CenterMetrics.register(parts, metrics)
        let authenticate: OperationRoutes.Authenticate = { request in
            // Edges sign in by a token of their own, which the operation looks at.
            request.path.hasPrefix(EdgeOperations.root)
                ? .nobody : try CenterPages.principal(of: request, parts.identity)
        }
        operations =
            CenterOperations.make(parts)
            + PlatformOperations.make(
                metrics: "/v1/metrics", health: { parts.health() },
                text: { metrics.prometheusText })
        let document = OpenAPIDocument.make(operations, version: options.version).bytes
        let reference = ReferencePage.make(operations, version: options.version)
        var routes = OperationRoutes(replies: parts.replies, authenticate: authenticate)
            .routes(operations)
        routes += pages.routes(screens)
        routes.append(CenterOperations.webhook(parts))
        routes.append(
            Route(.get, "/openapi.json") { _ in
                Reply(200, headers: [.contentType: "application/json"], body: document)
            })
        routes.append(Route(.get, "/docs") { _ in .html(reference) })
        routes.append(
            Route(.get, "/problems/{code}") { request in
                let code = Query.encode(request.parameters["code"] ?? "")
                return .redirect("/docs#" + ReferencePage.anchor(of: code))
            })
        routes.append(Route(.get, "/") { _ in .redirect("/shop/\(DemoMerchant.slug)") })
        let trust = EdgeTrust(parts.edgeSecrets.token)
        all = routes.map { trust.applied(to: $0) }
        hot = [PlaceOrderRoute(parts.desk, tokens: parts.identity.buyerTokens)]
        failure = { request, error in
            let problem = FailureReplies.problem(error)
            return pages.errorPage(request, problem) ?? .problem(problem)
        }
        busy = { request, problem in pages.busyPage(request, problem) ?? .problem(problem) }
    }

    func pages(at base: String, provider: String) -> [(name: String, address: String)] {
        [
            ("storefront", base + "/shop/" + DemoMerchant.slug), ("console", base + "/console"),
            ("big screen", base + "/screen"), ("API documents", base + "/docs"),
            ("payment sandbox", provider),
        ]
    }
}
