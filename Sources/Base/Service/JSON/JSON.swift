/// A JSON value (RFC 8259). Whole numbers keep all their digits; members keep their order.
package enum JSON: Sendable, Hashable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without fraction or exponent that fits into 64 bits.
    case integer(Int64)
    /// Any other number.
    case number(Double)
    /// A text.
    case string(String)
    /// A list.
    case array([JSON])
    /// An object: its members in the order in which they were written.
    case object([Member])

    /// One member of an object.
    package struct Member: Sendable, Hashable {
        /// The name.
        package var name: String
        /// The value.
        package var value: JSON

        /// Joins a name and a value.
        package init(_ name: String, _ value: JSON) {
            self.name = name
            self.value = value
        }
    }

    /// The member with this name; nil when there is none or this is no object.
    package subscript(_ name: String) -> JSON? {
        guard case .object(let members) = self else { return nil }
        return members.first { $0.name == name }?.value
    }

    /// The text, if it is one.
    package var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The whole number, if it is one.
    package var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The truth value, if it is one.
    package var bool: Bool? {
        if case .bool(let value) = self { value } else { nil }
    }

    /// The list, if it is one.
    package var array: [JSON]? {
        if case .array(let values) = self { values } else { nil }
    }

    /// The members, if it is an object.
    package var members: [Member]? {
        if case .object(let members) = self { members } else { nil }
    }

    /// Whether it is `null`.
    package var isNull: Bool { self == .null }

    /// A text, or `null` for nil.
    package init(_ text: String?) { self = text.map { .string($0) } ?? .null }

    /// A whole number, or `null` for nil.
    package init(_ value: (some BinaryInteger)?) {
        self = value.map { .integer(Int64(clamping: $0)) } ?? .null
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByBooleanLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral,
    ExpressibleByNilLiteral
{
    /// A text.
    package init(stringLiteral value: String) { self = .string(value) }
    /// A whole number.
    package init(integerLiteral value: Int64) { self = .integer(value) }
    /// A truth value.
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A number.
    package init(floatLiteral value: Double) { self = .number(value) }
    /// A list.
    package init(arrayLiteral elements: JSON...) { self = .array(elements) }
    /// An object.
    package init(dictionaryLiteral elements: (String, JSON)...) {
        self = .object(elements.map { Member($0.0, $0.1) })
    }
    /// `null`.
    package init(nilLiteral: ()) { self = .null }
}
