internal import Boards
internal import Catalogue
internal import Primitives

extension StockBoard {
    /// SKUs of a product that are looked at for its price in a list.
    private static var looked: Int { 24 }

    /// The best offer among a product's SKUs, the SKU it is of, and whether prices differ.
    func best(of view: ProductView, at now: Timestamp) -> (PoolStatus?, SKU?, isRange: Bool) {
        var best: (PoolStatus, SKU)?
        var isRange = false
        for sku in view.skus.lazy.filter(\.isOnSale).prefix(Self.looked) {
            guard let offer = offer(of: sku.id, at: now), offer.merchant == view.product.merchant
            else { continue }
            guard let (known, _) = best else {
                best = (offer, sku)
                continue
            }
            if offer.unitPrice != known.unitPrice { isRange = true }
            let (has, knownHas) = (offer.free > 0, known.free > 0)
            if has != knownHas ? has : offer.unitPrice < known.unitPrice { best = (offer, sku) }
        }
        return (best?.0, best?.1, isRange)
    }
}
