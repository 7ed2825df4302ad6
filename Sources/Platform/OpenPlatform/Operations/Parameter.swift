/// A parameter of an operation in its query or path.
package struct Parameter: Sendable {
    /// Its name.
    package var name: String
    /// What it may be.
    package var schema: Schema
    /// What it means.
    package var meaning: String
    /// Whether it must be there.
    package var isRequired: Bool

    /// A parameter of the query that may be left out.
    package static func optional(_ name: String, _ schema: Schema, _ meaning: String) -> Parameter {
        Parameter(name: name, schema: schema, meaning: meaning, isRequired: false)
    }

    /// A parameter of the query that must be there.
    package static func required(_ name: String, _ schema: Schema, _ meaning: String) -> Parameter {
        Parameter(name: name, schema: schema, meaning: meaning, isRequired: true)
    }

    /// How many elements a page of a list has.
    package static let limit = optional(
        "limit", .integer(minimum: 1, maximum: 100), "Elements of the page, 20 unless told.")
    /// Where a page of a list goes on.
    package static let after = after(.cursor)

    /// Where a page of a list goes on whose cursor has another form than a number.
    package static func after(_ form: TextForm) -> Parameter {
        optional("after", .text(maximum: 200, form: form), "The `next` of the page before.")
    }
}
