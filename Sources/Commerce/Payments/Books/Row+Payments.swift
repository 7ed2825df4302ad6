internal import Store

extension Row {
    /// A whole number that fits the type asked for; another is a mismatch.
    func exactly<Number: FixedWidthInteger>(_ column: Int) throws(StoreError) -> Number {
        let value = try integer(column)
        guard let number = Number(exactly: value) else {
            throw StoreError(.mismatch, "column \(column) holds \(value), which is out of range")
        }
        return number
    }

    /// A case of an enumeration, stored by its raw value; an unknown one is a mismatch.
    func known<Value: RawRepresentable>(
        _ column: Int
    ) throws(StoreError) -> Value where Value.RawValue: FixedWidthInteger {
        let raw: Value.RawValue = try exactly(column)
        guard let value = Value(rawValue: raw) else {
            throw StoreError(.mismatch, "column \(column) holds the unknown value \(raw)")
        }
        return value
    }
}
