internal import Primitives

/// A product of the sample, ready to be written.
struct RetailProduct {
    var draft: ProductDraft
    var skus: [SKUDraft]
    /// Pieces of each SKU.
    var stock: [Int64]
    /// The slug of its category.
    var shelf: String

    init(_ product: RetailVariants.Product, codes: [RetailCode]) {
        let members = product.members.map { (code: codes[$0.place], value: $0.value) }
        let name = RetailWords.title(product.name)
        shelf = RetailShelf.guess(name)
        let values = members.map(\.value)
        let options = product.option.isEmpty ? [] : [ProductOption(product.option, values)]
        draft = ProductDraft(
            name: LocalizedName(String(name.prefix(200))),
            description: Self.description(name, product.option, values), status: .published,
            options: options)
        skus = members.map { member in
            SKUDraft(
                code: member.code.code, values: options.isEmpty ? [] : [member.value],
                price: Price(MinorUnits(member.code.price), .poundSterling))
        }
        stock = members.map(\.code.stock)
    }

    // The source says nothing beyond the name; this says no more than that.
    private static func description(_ name: String, _ option: String, _ values: [String]) -> String
    {
        guard !option.isEmpty else { return name + "." }
        let kind = option == "Colour" ? "colours" : option == "Size" ? "sizes" : "designs"
        return "\(name), in \(values.count) \(kind): \(values.joined(separator: ", "))."
    }
}
