/// Where a buyer wants things sent.
package struct Address: Sendable, Hashable {
    /// Who receives it.
    package var name: String
    /// Street and number.
    package var line1: String
    /// More of the street, or empty.
    package var line2: String
    /// The town.
    package var city: String
    /// The state or province, or empty.
    package var region: String
    /// The postcode, or empty.
    package var postcode: String
    /// The country by its two letters.
    package var country: String
    /// A telephone number, or empty.
    package var phone: String

    /// Describes an address.
    package init(
        name: String, line1: String, line2: String = "", city: String, region: String = "",
        postcode: String = "", country: String, phone: String = ""
    ) {
        self.name = name
        self.line1 = line1
        self.line2 = line2
        self.city = city
        self.region = region
        self.postcode = postcode
        self.country = country
        self.phone = phone
    }

    /// The fields, each with its JSON name and what it takes.
    package static let fields: [(name: String, rule: FieldRule)] = [
        ("name", .name), ("line1", .name), ("line2", .addressLine), ("city", .name),
        ("region", .addressLine), ("postcode", .addressLine), ("country", .country),
        ("phone", .addressLine),
    ]

    /// The fields' values in the order of `fields`.
    package var values: [String] {
        [name, line1, line2, city, region, postcode, country, phone]
    }
}
