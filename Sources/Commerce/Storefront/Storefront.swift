package import Identity
package import Primitives
package import Service
package import Store
internal import Boards
package import Checkout
internal import HTTPTypes

/// The buyers' pages: markup made on the server, which works without scripts.
///
/// Each merchant's store is at `/shop/{merchant}/…`, by the handle that the merchant chose.
package final class Storefront: Sendable {
    let services: StorefrontServices
    let carts: Carts
    let prices: CartPrices
    /// Where orders go.
    package let deliveries: Deliveries
    let shops: ShopFinder
    let finder: ProductFinder
    let lookUps = LookUps()
    /// The content security policy of every page.
    let policy: String

    /// Joins what the pages stand on.
    package init(_ services: StorefrontServices) {
        self.services = services
        policy = Self.policy(providerOrigin: services.providerOrigin)
        carts = services.carts
        prices = services.prices
        deliveries = Deliveries(services.carts.store, clock: services.clock)
        shops = ShopFinder(services.catalogue)
        finder = services.prices.finder
    }

    /// Where an order is to be sent, as its buyer said when they placed it; nil for an order that
    /// did not come through these pages.
    package func deliveryAddress(of order: OrderID, merchant: MerchantID) throws(StoreError)
        -> Address?
    {
        try deliveries.address(of: order, merchant: merchant)
    }

    var board: StockBoard { services.boards.stock }

    /// All routes.
    package var routes: [Route] {
        assets + [
            open("/theme.css", theme), open("/icon.svg", icon),
            open("/suggest", suggestions), open("/sale/{sale}/stock.json", saleStock),
            page("", home), page("/c/{category}", category), page("/search", search),
            page("/p/{product}", product), page("/sale/{sale}", sale),
            page("/cart", cart), form("/cart/add", addToCart), form("/cart/set", setInCart),
            page("/sign-in", signInPage), form("/sign-in", signIn),
            page("/sign-up", signUpPage), form("/sign-up", signUp),
            form("/sign-out", signOut),
            page("/checkout", checkout), form("/checkout", submitCheckout),
            page("/account", account), form("/account/addresses", addAddress),
            form("/account/addresses/remove", removeAddress),
            page("/orders/{order}", order), form("/orders/{order}/pay", pay),
            form("/orders/{order}/cancel", cancel), form("/orders/{order}/address", setDelivery),
            page("/orders/{order}/return", returned),
        ]
    }

    private static let root = "/shop/{merchant}"
    private typealias Body = @Sendable (Visit) throws -> Reply

    /// A page.
    private func page(_ path: String, _ body: @escaping Body) -> Route {
        Route(.get, Self.root + path) { [self] request in answer(request, body) }
    }

    /// What a form of a page sends; refused unless the form came from a page of ours.
    private func form(_ path: String, _ body: @escaping Body) -> Route {
        Route(.post, Self.root + path, bodyLimit: 1 << 16) { [self] request in
            answer(request) { visit in
                try visit.checkForm()
                return try body(visit)
            }
        }
    }

    /// What is the same for everybody: no cookies.
    private func open(_ path: String, _ body: @escaping @Sendable (Request, Shop) throws -> Reply)
        -> Route
    {
        Route(.get, Self.root + path) { [self] request in
            guard let shop = try shops.shop(request.parameters["merchant"] ?? "") else {
                throw Problem.notFound("store")
            }
            return try body(request, shop)
        }
    }
}
