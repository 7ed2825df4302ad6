internal import Catalogue
internal import Identity
internal import Marketing
internal import Primitives
internal import Service

/// The merchant that the first start brings: a shop with real goods.
enum DemoMerchant {
    static let slug = "online-retail"
    static let name = "Online Retail"
    static let currency = Currency.poundSterling
    /// Where its owner signs in.
    static let ownerEmail = "owner@localhost.localdomain"

    /// SKUs put on sale with one write.
    private static let skusInWrite = 500

    /// Fills its store from the sample and puts everything on sale.
    ///
    /// - Parameter refusals: where to write the lines of the sample that were refused.
    static func fill(
        _ merchant: MerchantID, from path: String, refusals: String, _ catalogue: Catalogue,
        _ marketing: Marketing, progress: (RetailImport.Progress) throws -> Void
    ) throws -> RetailReport {
        if try catalogue.storeFront(merchant) == nil {
            _ = try catalogue.createStoreFront(
                merchant, StoreSettings(handle: slug, name: name))
        }
        try marketing.everydaySale(of: merchant, currency: currency)
        let report = try RetailImport.run(
            path: path, into: catalogue, merchant: merchant, refusals: refusals,
            progress: progress)
        try putOnSale(merchant, catalogue, marketing) {
            try progress(.writing(products: report.products, of: report.products))
        }
        return report
    }

    /// Puts every SKU that is not on sale yet into everyday selling, with what the warehouses hold.
    static func putOnSale(
        _ merchant: MerchantID, _ catalogue: Catalogue, _ marketing: Marketing,
        goOn: () throws -> Void
    ) throws {
        var after = SKUID(0)
        while true {
            try goOn()
            let skus = try catalogue.skus(merchant, after: after, limit: skusInWrite)
            guard let last = skus.last else { return }
            let items = try skus.map { sku in
                let held = try catalogue.stock(merchant, sku: sku.id).reduce(0) { $0 + $1.quantity }
                return SaleItem(sku: sku.id, unitPrice: sku.price.amount, stock: held)
            }
            try marketing.sell(items, of: merchant)
            after = last.id
        }
    }
}
