package import Boards
package import Catalogue
package import Primitives

/// Finds what lines of carts cost at a moment.
package struct CartPrices: Sendable {
    /// Finds products.
    package let finder: ProductFinder
    private let board: StockBoard

    /// Joins the catalogue and the prices of the moment.
    package init(_ finder: ProductFinder, _ board: StockBoard) {
        self.finder = finder
        self.board = board
    }

    /// A line with its offer; nil for a SKU that the store's catalogue does not know.
    package func priced(_ line: CartLine, of merchant: MerchantID, at now: Timestamp) throws
        -> PricedLine?
    {
        guard let (sku, product) = try finder.find(line.sku, of: merchant) else { return nil }
        var priced = PricedLine(line: line, sku: sku, product: product)
        guard sku.isOnSale, product.product.status == .published,
            let offer = board.offer(of: sku.id, at: now), offer.merchant == merchant
        else { return priced }
        priced.offer = offer
        return priced
    }

    /// The SKU where buyers of the store may see it.
    package func published(_ sku: SKUID, of merchant: MerchantID) throws -> SKU? {
        guard let (found, view) = try finder.find(sku, of: merchant), found.isOnSale,
            view.product.status == .published
        else { return nil }
        return found
    }
}
