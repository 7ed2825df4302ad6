internal import Primitives
internal import Store

extension Catalogue {
    /// The drawn picture of a product as SVG, by the last part of its path, such as `12.svg`; nil
    /// when there is none. Of a draft it shows nothing that its name would tell.
    package func picture(inPath part: String) throws -> String? {
        guard let id = ProductPicture.product(inPath: part) else { return nil }
        let known = try products.value(id) { try read { try Self.view(id, $0) } }
        guard let product = known?.product else { return nil }
        guard product.status != .draft else { return ProductPicture.svg(name: part, category: "") }
        let shelf = try product.draft.category.flatMap { try category(product.merchant, $0) }
        return ProductPicture.svg(name: product.name.english, category: shelf?.slug ?? "")
    }
}
