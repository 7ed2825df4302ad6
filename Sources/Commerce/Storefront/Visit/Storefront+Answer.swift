package import Service
internal import Catalogue
internal import Checkout
internal import HTTPTypes
internal import Identity
internal import Primitives

extension Storefront {
    /// The cookie that names a browser.
    static let visitorCookie = "spillway_visitor"
    /// The cookie that holds a buyer's token.
    static let buyerCookie = "spillway_buyer"
    private static let visitorBytes = 32
    private static let referrerPolicy = HTTPField.Name("Referrer-Policy")

    /// The page for a request that no route here answered; nil where that is none of these pages'
    /// business.
    package func failure(_ request: Request, _ error: any Error) -> Reply? {
        guard request.path.hasPrefix("/shop/") || request.path == "/shop" else { return nil }
        var request = request
        let parts = request.path.split(separator: "/")
        request.parameters["merchant"] = parts.count > 1 ? Query.decode(parts[1]) : ""
        return answer(request) { _ in throw error }
    }

    /// Finds out who asks, and makes a page of whatever happens.
    func answer(_ request: Request, _ body: (Visit) throws -> Reply) -> Reply {
        do {
            guard let shop = try shops.shop(request.parameters["merchant"] ?? "") else {
                return bareFailure(request, Problem.notFound("store"))
            }
            let visit = try visit(request, shop)
            var reply: Reply
            do { reply = try body(visit) } catch let detour as Detour {
                reply = visit.go(detour.path)
            } catch {
                reply = failurePage(visit, error)
            }
            finish(&reply, visit)
            return reply
        } catch {
            return bareFailure(request, error)
        }
    }

    private func visit(_ request: Request, _ shop: Shop) throws -> Visit {
        let token = request.cookie(Self.buyerCookie) ?? ""
        let known = services.identity.buyerTokens.verify(token, now: request.receivedAt)
        // The buyers of rehearsals order over the API alone.
        let buyer = known.flatMap {
            $0.0 == shop.merchant && !RehearsalBuyers.contains($0.1) ? $0.1 : nil
        }
        let sent = request.cookie(Self.visitorCookie)
        let isKnown = sent.map(Self.isVisitor) ?? false
        let visitor = isKnown ? sent ?? "" : newSecret(Self.visitorBytes)
        let secret = buyer == nil ? visitor : token
        let isShared = !isKnown && buyer == nil && Self.isShared(request, shop)
        var visit = Visit(
            request: request, shop: shop,
            t: Language.of(request, fallback: shop.front.settings.language), buyer: buyer,
            visitor: visitor, isNew: !isKnown && buyer == nil,
            csrf: isShared ? "" : CSRFToken.of(secret),
            form: request.method == .post ? request.form : Query(""), secret: secret,
            isShared: isShared)
        if isShared { visit.sharing.show(CacheTag.merchant(shop.merchant)) }
        if isKnown || buyer != nil { visit.cartCount = try carts.cart(visit.cart).units }
        return visit
    }

    /// Whether the page is one that edges may keep for visitors whom nobody knows.
    private static func isShared(_ request: Request, _ shop: Shop) -> Bool {
        guard request.isFromEdge, request.method == .get,
            !["lang", "note", "preview"].contains(where: { request.query[$0] != nil })
        else { return false }
        let path = request.path.dropFirst(shop.base.utf8.count)
        return path.isEmpty || path == "/search"
            || ["/c/", "/p/", "/sale/"].contains { path.hasPrefix($0) }
    }

    private func finish(_ reply: inout Reply, _ visit: Visit) {
        let isShared =
            visit.isShared && reply.status == 200 && reply.headers[.cacheControl] == nil
        if isShared {
            visit.sharing.mark(&reply)
        } else if visit.isNew, !reply.headers.contains(.setCookie) {
            setCookie(&reply, visit, Self.visitorCookie, visit.visitor, seconds: 30 * 86_400)
        }
        if visit.request.query["lang"].flatMap(Language.init(rawValue:)) != nil {
            reply.setCookie(
                Language.cookie, visit.t.rawValue, maximumAgeSeconds: 365 * 86_400,
                isSecure: services.identity.options.hasSecureCookies)
        }
        if reply.headers[.cacheControl] == nil {
            reply.headers[.cacheControl] = "private, no-cache"
        }
        reply.headers[.contentSecurityPolicy] = policy
        if let name = Self.referrerPolicy { reply.headers[name] = "same-origin" }
    }

    /// What a page may load, and where its forms may lead.
    static func policy(providerOrigin: String) -> String {
        "default-src 'self'; img-src 'self' https: data:; style-src 'self'; script-src 'self'; "
            + "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
            + "form-action 'self' \(providerOrigin)"
    }

    /// Adds a cookie of this store alone, which scripts cannot read; empty to take it back.
    func setCookie(
        _ reply: inout Reply, _ visit: Visit, _ name: String, _ value: String, seconds: Int64
    ) {
        let secure = services.identity.options.hasSecureCookies ? "; Secure" : ""
        let text = "\(name)=\(value); Path=\(visit.base); Max-Age=\(value.isEmpty ? 0 : seconds)"
        reply.headers.append(
            HTTPField(name: .setCookie, value: text + "; HttpOnly; SameSite=Lax" + secure))
    }

    /// So many random bytes as hexadecimal digits.
    func newSecret(_ count: Int) -> String {
        let digits = Self.hexDigits
        var text: [UInt8] = []
        text.reserveCapacity(count * 2)
        for byte in services.secrets.bytes(count) {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    private static let hexDigits = Array("0123456789abcdef".utf8)

    private static func isVisitor(_ text: String) -> Bool {
        text.utf8.count == visitorBytes * 2
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
            }
    }
}
