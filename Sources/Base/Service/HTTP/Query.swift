/// Names and values of a query or a form, decoded, in the order in which they were sent.
package struct Query: Sendable, Hashable {
    /// Pairs that are read at most; the rest is left out.
    package static let maximumPairs = 512
    /// The pairs.
    package var pairs: [(name: String, value: String)] {
        names.indices.map { (names[$0], values[$0]) }
    }
    private var names: [String] = []
    private var values: [String] = []

    /// Reads `a=1&b=2`.
    package init(_ text: some StringProtocol) {
        for pair in text.split(separator: "&").prefix(Self.maximumPairs) {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            names.append(Self.decode(parts[0], plusIsSpace: true))
            values.append(parts.count > 1 ? Self.decode(parts[1], plusIsSpace: true) : "")
        }
    }

    /// The first value with this name.
    package subscript(_ name: String) -> String? {
        names.firstIndex(of: name).map { values[$0] }
    }

    /// All values with this name.
    package func all(_ name: String) -> [String] {
        names.indices.filter { names[$0] == name }.map { values[$0] }
    }

    /// The text with its percent escapes resolved; what is no escape stays as it is.
    package static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = hexPair(rest) {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else if byte == UInt8(ascii: "+"), plusIsSpace {
                bytes.append(0x20)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The text with all but letters, digits and `-._~` escaped (RFC 3986, 2.3).
    package static func encode(_ text: some StringProtocol) -> String {
        encode(bytes: Array(text.utf8))
    }

    /// For bytes alone, so that it is compiled for them.
    private static func encode(bytes: [UInt8]) -> String {
        var output: [UInt8] = []
        output.reserveCapacity(bytes.count)
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                output.append(byte)
            default:
                output.append(UInt8(ascii: "%"))
                for digit in [byte >> 4, byte & 15] {
                    output.append(digit < 10 ? 0x30 + digit : 0x37 + digit)
                }
            }
        }
        return String(decoding: output, as: UTF8.self)
    }

    private static func hexPair(_ bytes: some Collection<UInt8>) -> UInt8? {
        let pair = bytes.prefix(2)
        guard pair.count == 2, pair.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else {
            return nil
        }
        return UInt8(String(decoding: pair, as: UTF8.self), radix: 16)
    }
}
