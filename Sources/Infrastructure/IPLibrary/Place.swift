/// Where an address is used and who carries it, in the words of the source; empty where unknown.
package struct Place: Hashable, Sendable, CustomStringConvertible {
    /// The country.
    package var country: String
    /// The province or state.
    package var province: String
    /// The city.
    package var city: String
    /// The operator: who connects the address to the Internet.
    package var networkOperator: String

    /// Nothing is known.
    package static let unknown = Place()

    /// Joins the four words.
    package init(
        country: String = "", province: String = "", city: String = "", networkOperator: String = ""
    ) {
        self.country = country
        self.province = province
        self.city = city
        self.networkOperator = networkOperator
    }

    /// The four words, from the largest.
    package var words: [String] { [country, province, city, networkOperator] }

    /// The four words with `|` between them; `-` for those that are unknown.
    package var description: String {
        words.map { $0.isEmpty ? "-" : $0 }.joined(separator: "|")
    }

    /// This place, with what it leaves open taken from another of less precedence.
    ///
    /// Where an address lies is believed from one source: finer words of the other are taken only
    /// while it agrees on all that this one knows. The operator is a thing of its own.
    package func completed(by other: Place) -> Place {
        var whole = self
        if whole.networkOperator.isEmpty { whole.networkOperator = other.networkOperator }
        if country.isEmpty && province.isEmpty && city.isEmpty {
            whole.country = other.country
            whole.province = other.province
            whole.city = other.city
        } else if country == other.country {
            if province.isEmpty && city.isEmpty {
                whole.province = other.province
                whole.city = other.city
            } else if province == other.province, city.isEmpty {
                whole.city = other.city
            }
        }
        return whole
    }
}
