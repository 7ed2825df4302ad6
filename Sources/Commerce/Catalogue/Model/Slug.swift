/// The readable part of an address.
package enum Slug {
    /// Bytes of a slug at most.
    package static let maximumLength = 80

    /// Whether a text has `a-z`, `0-9` and single hyphens between them alone.
    package static func isValid(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return text.utf8.count <= maximumLength
            && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy(isSlugByte) }
    }

    /// A slug made of the letters and digits of a name; nil when it has none that fit.
    package static func made(from name: String) -> String? {
        var bytes: [UInt8] = []
        for byte in name.utf8 {
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if isSlugByte(lower) {
                bytes.append(lower)
            } else if lower != UInt8(ascii: "'"), let last = bytes.last, last != UInt8(ascii: "-") {
                bytes.append(UInt8(ascii: "-"))
            }
            if bytes.count == maximumLength - 8 { break }
        }
        while bytes.last == UInt8(ascii: "-") { bytes.removeLast() }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    private static func isSlugByte(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
    }
}
