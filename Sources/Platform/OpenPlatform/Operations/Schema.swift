internal import Primitives

/// What a JSON value may be: checked on the way in, and written into the OpenAPI document as JSON
/// Schema (draft 2020-12).
package indirect enum Schema: Sendable {
    /// A text of so many Unicode scalars, in a form.
    case text(
        minimum: Int = 0, maximum: Int, form: TextForm = .anything, example: String? = nil)
    /// One of a few texts.
    case choice([String])
    /// An RFC 3339 time.
    case time
    /// A whole number.
    case integer(minimum: Int64, maximum: Int64)
    /// `true` or `false`.
    case boolean
    /// A list.
    case list(Schema, minimum: Int = 0, maximum: Int)
    /// An object; members that are not named are refused.
    case object([Property])
    /// What `components.schemas` has under this name.
    case named(String, Schema)
    /// The value, or `null`.
    case nullable(Schema)
    /// An object whose members all have this form.
    case dictionary(Schema, maximum: Int)
    /// Anything: for documents that come from elsewhere.
    case anything

    /// One member of an object.
    package struct Property: Sendable {
        /// The member's name.
        package var name: String
        /// What it holds.
        package var schema: Schema
        /// Whether it must be there.
        package var isRequired: Bool
        /// What it means; nil where the name says it.
        package var meaning: String?

        /// A member that must be there.
        package static func required(_ name: String, _ schema: Schema, _ meaning: String? = nil)
            -> Property
        {
            Property(name: name, schema: schema, isRequired: true, meaning: meaning)
        }

        /// A member that may be left out.
        package static func optional(_ name: String, _ schema: Schema, _ meaning: String? = nil)
            -> Property
        {
            Property(name: name, schema: schema, isRequired: false, meaning: meaning)
        }
    }

    /// An identifier: positive, and exact in every JSON reader.
    package static let identifier = Schema.integer(minimum: 1, maximum: 9_007_199_254_740_991)
    /// An ISO 4217 code.
    package static let currency = Schema.choice(Currency.codes)
    /// An amount of money in minor units.
    package static let money = Schema.named(
        "Money",
        .object([
            .required(
                "amount", .integer(minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991),
                "Minor units, such as pence."),
            .required("currency", .currency),
        ]))
    /// An amount of money from `minimum` on, in minor units.
    package static func amount(minimum: Int64 = 0, maximum: Int64) -> Schema {
        .object([
            .required("amount", .integer(minimum: minimum, maximum: maximum)),
            .required("currency", .currency),
        ])
    }
}
