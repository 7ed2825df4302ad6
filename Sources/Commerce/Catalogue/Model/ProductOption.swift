/// What a buyer chooses at a product: a name such as "Colour", and its values in order.
package struct ProductOption: Hashable, Sendable {
    /// The name, one for each option of a product.
    package var name: String
    /// The values, each once.
    package var values: [String]

    /// Joins name and values.
    package init(_ name: String, _ values: [String]) {
        self.name = name
        self.values = values
    }
}
