/// Lists in a field's value: members between commas, where commas in quoted strings do not count
/// (RFC 9110 §5.6.1).
enum FieldList {
    /// The members that are not empty, without blanks around them.
    static func members(of value: ArraySlice<UInt8>, separator: UInt8 = 0x2C)
        -> [ArraySlice<UInt8>]
    {
        var members: [ArraySlice<UInt8>] = []
        var start = value.startIndex
        var index = start
        var isQuoted = false
        func close(_ end: Int) {
            let member = value[start..<end].trimmed
            if !member.isEmpty { members.append(member) }
        }
        while index < value.endIndex {
            let byte = value[index]
            if byte == 0x22 {
                isQuoted.toggle()
            } else if byte == 0x5C, isQuoted {
                index += 1
            } else if byte == separator, !isQuoted {
                close(index)
                start = index + 1
            }
            index += 1
        }
        close(value.endIndex)
        return members
    }

    /// A quoted string without its quotes, or a token as it is.
    static func unquoted(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        guard value.count >= 2, value.first == 0x22, value.last == 0x22 else { return value }
        let inner = value.dropFirst().dropLast()
        guard inner.contains(0x5C) else { return inner }
        var plain: [UInt8] = []
        var isEscaped = false
        for byte in inner {
            if byte == 0x5C, !isEscaped {
                isEscaped = true
            } else {
                plain.append(byte)
                isEscaped = false
            }
        }
        return plain[...]
    }

    /// Names of fields in the argument of `no-cache` or `private`, in lower case.
    static func names(_ value: ArraySlice<UInt8>) -> [[UInt8]] {
        members(of: unquoted(value)).map { $0.map(\.lowercased) }
    }
}
