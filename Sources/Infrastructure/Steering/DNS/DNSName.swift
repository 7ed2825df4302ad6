/// A name on the wire: labels with their lengths, and a closing zero; in lower case.
package struct DNSName: Hashable, Sendable, CustomStringConvertible {
    /// The bytes.
    package let bytes: [UInt8]

    /// Reads `www.example.com`, with or without a dot at its end; nil for what is no name of hosts:
    /// letters, digits, hyphens and underscores in labels of 1 to 63, 253 in all.
    package init?(_ text: some StringProtocol) {
        var bytes: [UInt8] = []
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let labels = parts.last?.isEmpty == true ? parts.dropLast() : parts[...]
        for label in labels {
            guard (1...63).contains(label.utf8.count), label.utf8.allSatisfy(Self.isPlain) else {
                return nil
            }
            bytes.append(UInt8(label.utf8.count))
            bytes += label.utf8.map(NameHash.lower)
        }
        guard !bytes.isEmpty, bytes.count <= 254 else { return nil }
        self.bytes = bytes + [0]
    }

    private init(bytes: [UInt8]) { self.bytes = bytes }

    /// Whether this name is the other or below it.
    package func isWithin(_ other: DNSName) -> Bool {
        var name: DNSName? = self
        while let here = name {
            if here == other { return true }
            name = here.parent
        }
        return false
    }

    /// The name without its first label; nil for the last one.
    package var parent: DNSName? {
        let rest = bytes.dropFirst(1 + Int(bytes[0]))
        return rest.count > 1 ? DNSName(bytes: Array(rest)) : nil
    }

    /// The name with dots between its labels and none at its end.
    package var description: String {
        var labels: [String] = []
        var place = 0
        while bytes[place] > 0 {
            let end = place + 1 + Int(bytes[place])
            labels.append(String(decoding: bytes[(place + 1)..<end], as: UTF8.self))
            place = end
        }
        return labels.joined(separator: ".")
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        let lower = byte | 0x20
        return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
}
