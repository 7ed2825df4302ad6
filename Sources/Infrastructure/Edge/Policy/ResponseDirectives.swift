/// What a response says of its caching: `Cache-Control` (RFC 9111 §5.2.2), or a targeted field in
/// its place (RFC 9213).
package struct ResponseDirectives: Sendable, Equatable {
    /// Seconds at most: more counts as this (RFC 9111 §1.2.2).
    package static let maximumSeconds: Int64 = 2_147_483_648

    struct Flags: OptionSet, Sendable, Equatable {
        let rawValue: UInt16
        init(rawValue: UInt16) { self.rawValue = rawValue }
        static let noStore = Flags(rawValue: 1)
        static let noCache = Flags(rawValue: 2)
        static let isPrivate = Flags(rawValue: 4)
        static let isPublic = Flags(rawValue: 8)
        static let mustRevalidate = Flags(rawValue: 16)
        static let proxyRevalidate = Flags(rawValue: 32)
        static let mustUnderstand = Flags(rawValue: 64)
        static let immutable = Flags(rawValue: 128)
        /// The field was a targeted one: `Cache-Control` and `Expires` say nothing.
        static let isTargeted = Flags(rawValue: 256)
    }

    var flags: Flags = []
    /// Seconds; 0 where the value is not a number, so that the response counts as stale.
    var maxAge: Int64?
    var sharedMaxAge: Int64?
    var staleWhileRevalidate: Int64?
    var staleIfError: Int64?
    /// Fields, in lower case, that are not stored: those that `no-cache` and `private` name.
    var unstoredFields: [[UInt8]] = []

    /// No directives.
    package init() {}

    /// Reads what the fields of a response say; a sound `CDN-Cache-Control` stands for all of it.
    package init(_ fields: Fields) {
        if fields.contains(.cdnCacheControl), let bytes = fields.combined(.cdnCacheControl),
            let targeted = TargetedControl.read(bytes)
        {
            self = targeted
            return
        }
        for member in fields.members(.cacheControl) { take(member) }
    }

    private mutating func take(_ member: ArraySlice<UInt8>) {
        let equals = member.firstIndex(of: 0x3D)
        let name = member[..<(equals ?? member.endIndex)]
        let argument = equals.map { member[($0 + 1)...] }
        if let slot = Self.slot(name.trimmed) {
            // A blank beside the equals sign, or no number: invalid, so stale (RFC 9111 §4.2.1).
            let seconds =
                name.last?.isBlank == true
                ? nil : argument.flatMap { Self.seconds(FieldList.unquoted($0)) }
            // Of several the first one counts.
            if self[keyPath: slot] == nil { self[keyPath: slot] = seconds ?? 0 }
            return
        }
        switch argument {
        case .some(let list) where name.matches("no-cache") || name.matches("private"):
            let names = FieldList.names(list)
            guard names.isEmpty else { return unstoredFields += names }
            // Without a sound list it means all of the response.
            flags.insert(name.matches("private") ? .isPrivate : .noCache)
        default:
            if let flag = Self.flags.first(where: { name.matches($0.name) })?.flag {
                flags.insert(flag)
            }
        }
    }

    private static let flags: [(name: StaticString, flag: Flags)] = [
        ("no-store", .noStore), ("no-cache", .noCache), ("private", .isPrivate),
        ("public", .isPublic), ("must-revalidate", .mustRevalidate),
        ("proxy-revalidate", .proxyRevalidate), ("must-understand", .mustUnderstand),
        ("immutable", .immutable),
    ]

    private static func slot(_ name: ArraySlice<UInt8>)
        -> WritableKeyPath<ResponseDirectives, Int64?>?
    {
        switch name.count {
        case 7: name.matches("max-age") ? \.maxAge : nil
        case 8: name.matches("s-maxage") ? \.sharedMaxAge : nil
        case 14: name.matches("stale-if-error") ? \.staleIfError : nil
        case 22: name.matches("stale-while-revalidate") ? \.staleWhileRevalidate : nil
        default: nil
        }
    }

    /// Seconds in plain digits (RFC 9111 §1.2.2).
    static func seconds(_ value: ArraySlice<UInt8>) -> Int64? {
        value.decimal(limit: maximumSeconds)
    }

    /// Whether a stale response may never be served without being validated (RFC 9111 §4.2.4).
    var forbidsStale: Bool {
        !flags.isDisjoint(with: [.mustRevalidate, .proxyRevalidate, .noCache])
            || sharedMaxAge != nil
    }

    /// The same, where the response itself says how long it may be served stale: `s-maxage` beside
    /// `stale-while-revalidate` means both.
    var forbidsGrace: Bool {
        !flags.isDisjoint(with: [.mustRevalidate, .proxyRevalidate, .noCache])
    }
}
