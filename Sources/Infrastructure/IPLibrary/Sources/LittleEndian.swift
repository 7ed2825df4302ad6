/// Reads integers from bytes whose origin nobody vouches for: nil past the end.
struct LittleEndian {
    let bytes: [UInt8]

    /// `count` bytes from `offset`, the lowest first.
    func integer(at offset: Int, bytes count: Int) -> UInt64? {
        guard offset >= 0, count <= 8, offset <= bytes.count - count else { return nil }
        var value: UInt64 = 0
        for index in (0..<count).reversed() { value = value << 8 | UInt64(bytes[offset + index]) }
        return value
    }

    /// A text of `count` bytes from `offset`; nil past the end or where it is no UTF-8.
    func text(at offset: Int, bytes count: Int) -> String? {
        guard offset >= 0, count >= 0, offset <= bytes.count - count else { return nil }
        return String(validating: bytes[offset..<(offset + count)], as: UTF8.self)
    }
}
