/// A set of names, to ask for all of them at once.
struct FieldNames: Sendable {
    let bits: UInt64

    init(_ names: [FieldName]) {
        bits = names.reduce(0) { $0 | 1 << UInt64($1.rawValue) }
    }
}
