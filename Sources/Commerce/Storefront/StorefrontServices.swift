package import Boards
package import Catalogue
package import Checkout
package import Fulfilment
package import Identity
package import Marketing
package import Payments
package import Primitives

/// What the buyers' pages stand on.
package struct StorefrontServices: Sendable {
    /// Stores, products, categories.
    package var catalogue: Catalogue
    /// Prices and stock.
    package var boards: Boards
    /// The words of sales.
    package var marketing: Marketing
    /// Where payments are started.
    package var payments: Payments
    /// What was shipped, and the timelines of orders.
    package var fulfilment: Fulfilment
    /// Buyers, and the staff who preview.
    package var identity: Identity
    /// Where orders are placed, found and cancelled.
    package var desk: OrderDesk
    /// Finds a merchant's coupon by the text that a buyer typed.
    package var findCoupon: OrderDesk.FindCoupon
    /// What is in carts; delivery addresses are kept beside them.
    package var carts: Carts
    /// What lines of carts cost now.
    package var prices: CartPrices
    /// Scheme, host and port under which buyers reach the pages, for requests that name no host.
    package var origin: String
    /// Scheme, host and port of the payment provider's pages.
    package var providerOrigin: String
    /// The time.
    package var clock: any WallClock
    /// Where the secrets of cookies and forms come from.
    package var secrets: any SecretSource

    /// Is told what went wrong with a page, other than what the visitor got wrong.
    package var report: @Sendable (any Error) -> Void

    /// Joins them.
    package init(
        catalogue: Catalogue, boards: Boards, marketing: Marketing, payments: Payments,
        fulfilment: Fulfilment, identity: Identity, desk: OrderDesk,
        findCoupon: @escaping OrderDesk.FindCoupon, carts: Carts, prices: CartPrices,
        origin: String, providerOrigin: String, clock: any WallClock = SystemClock(),
        secrets: any SecretSource = SystemSecrets(),
        report: @escaping @Sendable (any Error) -> Void = { _ in }
    ) {
        self.catalogue = catalogue
        self.boards = boards
        self.marketing = marketing
        self.payments = payments
        self.fulfilment = fulfilment
        self.identity = identity
        self.desk = desk
        self.findCoupon = findCoupon
        self.carts = carts
        self.prices = prices
        self.origin = origin
        self.providerOrigin = providerOrigin
        self.clock = clock
        self.secrets = secrets
        self.report = report
    }
}
