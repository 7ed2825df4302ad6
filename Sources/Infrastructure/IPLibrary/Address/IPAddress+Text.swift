extension IPAddress: CustomStringConvertible {
    /// Reads an address as people write it: dotted decimal, or IPv6 as in RFC 4291, 2.2.
    ///
    /// Octets have no leading zeros, which some programs take for octal; there are no zones.
    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= 45 else { return nil }
        if text.utf8.contains(UInt8(ascii: ":")) {
            guard let bits = Self.parseV6(text) else { return nil }
            self = .v6(bits)
        } else {
            guard let bits = Self.parseV4(text) else { return nil }
            self = .v4(bits)
        }
    }

    /// Dotted decimal, or the canonical form of RFC 5952.
    package var description: String {
        switch self {
        case .v4(let bits):
            return stride(from: 24, through: 0, by: -8).map { "\(bits >> UInt32($0) & 0xFF)" }
                .joined(separator: ".")
        case .v6(let bits):
            if case .v4 = unmapped { return "::ffff:\(unmapped)" }
            return Self.textV6(bits)
        }
    }

    private static func parseV4(_ text: some StringProtocol) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            guard (1...3).contains(part.utf8.count), part.utf8.allSatisfy(isDigit),
                part.utf8.count == 1 || part.utf8.first != UInt8(ascii: "0"),
                let octet = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(octet)
        }
        return bits
    }

    private static func parseV6(_ text: some StringProtocol) -> UInt128? {
        let text = String(text)
        let gaps = text.ranges(of: "::")
        guard gaps.count <= 1 else { return nil }
        var all: [UInt16]
        if let gap = gaps.first {
            guard let head = groups(text[..<gap.lowerBound], isLast: false),
                let tail = groups(text[gap.upperBound...], isLast: true),
                head.count + tail.count < 8
            else { return nil }
            all = head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
        } else {
            guard let whole = groups(text[...], isLast: true), whole.count == 8 else { return nil }
            all = whole
        }
        return all.reduce(UInt128(0)) { $0 << 16 | UInt128($1) }
    }

    /// Groups of hexadecimal digits between colons; the last may be dotted decimal.
    private static func groups(_ text: Substring, isLast: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if isLast, index == parts.count - 1, part.utf8.contains(UInt8(ascii: ".")) {
                guard let bits = parseV4(part) else { return nil }
                groups += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
            } else {
                guard part.utf8.count <= 4, part.utf8.allSatisfy(isHexadecimal),
                    let group = UInt16(part, radix: 16)
                else { return nil }
                groups.append(group)
            }
        }
        return groups
    }

    private static func textV6(_ bits: UInt128) -> String {
        let groups = stride(from: 112, through: 0, by: -16).map {
            UInt16(truncatingIfNeeded: bits >> UInt128($0))
        }
        // The longest run of zeros, the first of equals, two groups or more (RFC 5952, 4.2).
        var best = 0..<0
        var start = 0
        for index in 0...8 where index == 8 || groups[index] != 0 {
            if index - start > max(1, best.count) { best = start..<index }
            start = index + 1
        }
        let text = { (part: ArraySlice<UInt16>) in
            part.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !best.isEmpty else { return text(groups[...]) }
        return text(groups[..<best.lowerBound]) + "::" + text(groups[best.upperBound...])
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
    }
}
