package import Boards
package import Catalogue
internal import OrderCore
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
            let offer = offer(for: line, at: now), offer.merchant == merchant
        else { return priced }
        priced.offer = offer
        return priced
    }

    /// The best offer; among the sales is the one that the line names, even where nobody else gets
    /// its price, as behind a waiting room.
    private func offer(for line: CartLine, at now: Timestamp) -> PoolStatus? {
        let best = board.offer(of: line.sku, at: now)
        guard let sale = line.sale, let named = board.pool(sale: sale, sku: line.sku),
            let terms = board.terms(of: sale), terms.startsAt <= now, now < terms.endsAt
        else { return best }
        guard let best else { return named }
        let (has, bestHas) = (named.free > 0, best.free > 0)
        return (has != bestHas ? has : named.unitPrice <= best.unitPrice) ? named : best
    }

    /// The SKU where buyers of the store may see it.
    package func published(_ sku: SKUID, of merchant: MerchantID) throws -> SKU? {
        guard let (found, view) = try finder.find(sku, of: merchant), found.isOnSale,
            view.product.status == .published
        else { return nil }
        return found
    }
}
