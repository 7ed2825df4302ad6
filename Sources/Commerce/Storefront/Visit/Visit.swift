internal import Catalogue
internal import Checkout
internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

/// One request to a page: whose store, who asks, in which language.
struct Visit: Sendable {
    /// The request.
    let request: Request
    /// The store.
    let shop: Shop
    /// The language; called with both texts it gives one.
    let t: Language
    /// The buyer, if somebody signed in.
    let buyer: BuyerID?
    /// The random text that names the browser.
    let visitor: String
    /// Whether the browser does not know `visitor` yet.
    let isNew: Bool
    /// What forms carry to show that they came from a page of ours.
    let csrf: String
    /// Units in the cart.
    var cartCount = 0
    /// What a form sent; empty for a page.
    let form: Query
    /// What the cookie is bound to.
    let secret: String
    /// Whether the page goes to an edge that may keep it: made for somebody whom nobody knows,
    /// without a secret in it.
    var isShared = false
    /// What the page shows.
    let sharing = PageSharing()

    var merchant: MerchantID { shop.merchant }
    var base: String { shop.base }

    /// Whether the page is the same for everybody but for the secret in its forms: nobody signed
    /// in, an empty cart, an address without a query.
    var isUnknown: Bool { buyer == nil && cartCount == 0 && request.query.pairs.isEmpty }

    /// Whose cart it is.
    var cart: CartOwner {
        buyer.map { CartOwner(buyer: $0, merchant: merchant) }
            ?? CartOwner(visitor: visitor, merchant: merchant)
    }
    var now: Timestamp { request.receivedAt }

    /// Refuses a form that came from elsewhere, or from a page that is out of date.
    func checkForm() throws(Problem) {
        if takesBareForm { return }
        guard !isNew, CSRFToken.isValid(form["csrf"], for: secret) else {
            throw Problem(403, "form_out_of_date", "Load the page again, then send the form.")
        }
    }

    /// Whether the form is one of a shared page, which carries no secret: the browser itself says
    /// then that it came from a page of ours. What it adds to is a cart.
    private var takesBareForm: Bool {
        guard request.isFromEdge, (form["csrf"] ?? "").isEmpty,
            request.path == base + "/cart/add"
        else { return false }
        if let site = Self.fetchSite.flatMap({ request.headers[$0] }) {
            return site == "same-origin"
        }
        guard let origin = request.headers[.origin],
            let host = Self.host.flatMap({ request.headers[$0] })
        else { return false }
        return origin == "http://" + host || origin == "https://" + host
    }

    private static let fetchSite = HTTPField.Name("Sec-Fetch-Site")
    private static let host = HTTPField.Name("Host")

    /// The field that every form carries.
    var csrfField: HTML {
        HTML(trusted: "<input type=\"hidden\" name=\"csrf\" value=\"\(csrf)\">")
    }

    /// Sends the browser on within the store.
    func go(_ path: String) -> Reply { .redirect(base + path) }

    /// The buyer, or a detour to the sign-in page that comes back here.
    func signedIn() throws(Detour) -> BuyerID {
        guard let buyer else {
            let isPage = form.pairs.isEmpty
            let path = isPage ? request.path.dropFirst(base.utf8.count) : "/account"
            throw Detour(path: "/sign-in?next=" + Query.encode(path))
        }
        return buyer
    }

    /// A page of the store that a form or an address names, if it is one; never another host.
    static func next(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 200, text.hasPrefix("/"), !text.hasPrefix("//"),
            text.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    || $0 == 0x2F || $0 == 0x3F || $0 == 0x3D || $0 == 0x23
            })
        else { return nil }
        return text
    }
}

/// Thrown where the browser must go elsewhere first.
struct Detour: Error {
    /// Where, within the store.
    var path: String
}
