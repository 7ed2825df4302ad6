/// What a merchant writes about a SKU.
package struct SKUDraft: Hashable, Sendable {
    /// The merchant's own code, one for each of the merchant's SKUs.
    package var code: String
    /// A value for each option of the product, in the options' order.
    package var values: [String]
    /// The everyday price.
    package var price: Price
    /// Grams, for the carrier.
    package var weightGrams: Int64?
    /// GTIN or another code on the package.
    package var barcode: String?
    /// Whether it is on sale.
    package var status: ProductStatus

    /// Describes a SKU.
    package init(
        code: String, values: [String] = [], price: Price, weightGrams: Int64? = nil,
        barcode: String? = nil, status: ProductStatus = .published
    ) {
        self.code = code
        self.values = values
        self.price = price
        self.weightGrams = weightGrams
        self.barcode = barcode
        self.status = status
    }
}
