/// Paths in the one way of writing in which everybody who decides by a path reads it alike: no
/// empty parts, no `.` and `..`, nothing escaped that need not be (RFC 3986 §6.2.2).
package enum CanonicalPath {
    /// What a path is.
    package enum Finding: Sendable, Hashable {
        /// It is written so.
        case canonical
        /// It means this one.
        case other([UInt8])
        /// It means different things to different readers: an escape that is none, or one of a
        /// slash, a backslash or a control character; or a backslash as it is.
        case unsound
    }

    /// Looks at a path without query; allocates nothing for most of those that are canonical.
    ///
    /// - Parameter keepsLastSlash: whether a slash at the end belongs to the path, as it does for
    ///   many web servers.
    package static func find(
        _ path: ArraySlice<UInt8>, keepsLastSlash: Bool = false
    ) -> Finding {
        var before: UInt8 = 0
        var isPlain = true
        for byte in path {
            let isDoubtful = byte == percent || byte == backslash
            if isDoubtful || before == slash && (byte == slash || byte == dot) {
                isPlain = false
                break
            }
            before = byte
        }
        if isPlain, keepsLastSlash || path.count < 2 || before != slash { return .canonical }
        return slowly(path, keepsLastSlash)
    }

    private static func slowly(_ path: ArraySlice<UInt8>, _ keepsLastSlash: Bool) -> Finding {
        guard let bytes = unescaped(path) else { return .unsound }
        var parts: [ArraySlice<UInt8>] = []
        var endsWithSlash = false
        for part in bytes.split(separator: slash, omittingEmptySubsequences: false) {
            let isDots = part.elementsEqual([dot, dot])
            endsWithSlash = part.isEmpty || isDots || part.elementsEqual([dot])
            if isDots { _ = parts.popLast() } else if !endsWithSlash { parts.append(part) }
        }
        var made = parts.flatMap { [slash] + $0 }
        if made.isEmpty || keepsLastSlash && endsWithSlash { made.append(slash) }
        return made.elementsEqual(path) ? .canonical : .other(made)
    }

    /// The path without escapes of what needs none; nil for an unsound one.
    private static func unescaped(_ path: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(path.count)
        var rest = path
        while let byte = rest.popFirst() {
            if byte == backslash { return nil }
            guard byte == percent else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst(), let low = rest.popFirst(),
                let first = digit(high), let second = digit(low)
            else { return nil }
            let value = first << 4 | second
            if value < 0x20 || value == 0x7F || value == slash || value == backslash { return nil }
            bytes += isUnreserved(value) ? [value] : [percent, high, low]
        }
        return bytes
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), dot, UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    private static let slash = UInt8(ascii: "/")
    private static let backslash = UInt8(ascii: "\\")
    private static let dot = UInt8(ascii: ".")
    private static let percent = UInt8(ascii: "%")
}
