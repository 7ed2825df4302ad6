internal import Primitives
internal import Store

/// Binds the columns of one row after the other to a statement's parameters.
struct RowBinder {
    private let statement: Statement
    private var index = 0

    init(_ statement: Statement) { self.statement = statement }

    /// Binds a whole number, the next column.
    mutating func add(_ value: Int64) throws(StoreError) {
        index += 1
        try statement.bind(value, at: index)
    }

    /// Binds a whole number that always fits, the next column.
    mutating func add(_ value: some FixedWidthInteger) throws(StoreError) {
        guard let value = Int64(exactly: value) else {
            throw StoreError(.mismatch, "\(value) exceeds a BIGINT")
        }
        try add(value)
    }

    /// Binds a whole number, or NULL for none.
    mutating func add(_ value: Int64?) throws(StoreError) {
        index += 1
        if let value {
            try statement.bind(value, at: index)
        } else {
            try statement.bindNull(at: index)
        }
    }

    /// Binds all 64 bits of a number by its bit pattern, which as a column's value may be negative.
    mutating func add(bits value: UInt64) throws(StoreError) { try add(Int64(bitPattern: value)) }

    /// Binds a token as two columns.
    mutating func add(_ token: Token128) throws(StoreError) {
        try add(bits: token.high)
        try add(bits: token.low)
    }
}
