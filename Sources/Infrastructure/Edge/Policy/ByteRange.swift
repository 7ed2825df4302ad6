/// A range of bytes that a request asks for (RFC 9110 §14.1.2).
package enum ByteRange: Sendable, Equatable {
    /// From a byte to another, both included, or to the end.
    case from(Int64, to: Int64?)
    /// So many bytes at the end.
    case last(Int64)

    /// Ranges in one request; with more the field is passed over (RFC 9110 §14.2).
    static let maximumCount = 16

    /// What a `Range` field asks for; nil where it is not sound or not in bytes, as then it counts
    /// as absent.
    static func read(_ value: ArraySlice<UInt8>) -> [ByteRange]? {
        guard let equals = value.firstIndex(of: 0x3D), value[..<equals].matches("bytes") else {
            return nil
        }
        let members = FieldList.members(of: value[(equals + 1)...])
        guard !members.isEmpty, members.count <= maximumCount else { return nil }
        var ranges: [ByteRange] = []
        for member in members {
            guard let dash = member.firstIndex(of: 0x2D) else { return nil }
            let first = member[..<dash]
            let last = member[(dash + 1)...]
            if first.isEmpty {
                guard let count = last.decimal() else { return nil }
                ranges.append(.last(count))
            } else {
                guard let start = first.decimal() else { return nil }
                let end = last.decimal()
                guard last.isEmpty || end != nil, end.map({ $0 >= start }) ?? true else {
                    return nil
                }
                ranges.append(.from(start, to: end))
            }
        }
        return ranges
    }

    /// The bytes of a representation of `length` bytes; nil where there are none of them.
    func resolved(length: Int64) -> Range<Int64>? {
        switch self {
        case .from(let first, let last):
            guard first < length else { return nil }
            return first..<min(length, (last ?? length - 1) + 1)
        case .last(let count):
            guard count > 0, length > 0 else { return nil }
            return max(0, length - count)..<length
        }
    }
}
