package import Identity
package import Service

extension Address {
    /// The address of a body whose form was checked.
    package init(_ body: JSON) {
        func text(_ name: String) -> String { body[name]?.string ?? "" }
        self.init(
            name: text("name"), line1: text("line1"), line2: text("line2"), city: text("city"),
            region: text("region"), postcode: text("postcode"), country: text("country"),
            phone: text("phone"))
    }

    /// Its fields, for a document.
    package var members: [JSON.Member] {
        zip(Address.fields, values).map { JSON.Member($0.name, .string($1)) }
    }

    func json(_ id: AddressID) -> JSON {
        .object([.init("id", .integer(id.rawValue))] + members)
    }
}
