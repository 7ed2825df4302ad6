/// A value that goes into a SQL statement.
package enum SQLValue: Hashable, Sendable {
    /// SQL's NULL.
    case null
    /// A BIGINT.
    case integer(Int64)
    /// A DOUBLE PRECISION.
    case double(Double)
    /// A TEXT.
    case text(String)
    /// A BYTEA.
    case blob([UInt8])
}

extension SQLValue {
    /// A BIGINT; traps on a number that 64 bits with a sign cannot hold, as no column can.
    package init(_ value: some BinaryInteger) { self = .integer(Int64(value)) }

    /// A BIGINT or NULL.
    package init(_ value: (some BinaryInteger)?) {
        self = value.map { .integer(Int64($0)) } ?? .null
    }

    /// A TEXT or NULL.
    package init(_ value: String?) { self = value.map { .text($0) } ?? .null }

    /// A BYTEA or NULL.
    package init(_ value: [UInt8]?) { self = value.map { .blob($0) } ?? .null }
}

extension SQLValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByNilLiteral,
    ExpressibleByFloatLiteral
{
    /// A BIGINT.
    package init(integerLiteral value: Int64) { self = .integer(value) }
    /// A TEXT.
    package init(stringLiteral value: String) { self = .text(value) }
    /// A DOUBLE PRECISION.
    package init(floatLiteral value: Double) { self = .double(value) }
    /// NULL.
    package init(nilLiteral: ()) { self = .null }
}
