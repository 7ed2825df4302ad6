/// What stored responses are found by: the target URI. All of them answer GET (RFC 9111 §2).
package struct CacheKey: Sendable, Hashable {
    /// The URI.
    package let bytes: [UInt8]
    /// A hash of it, by the process's own seed: nobody outside can make keys collide.
    package let hash: Int

    /// The key of a target.
    package init(isSecure: Bool, authority: [UInt8], target: [UInt8]) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(authority.count + target.count + 8)
        bytes.append(contentsOf: isSecure ? Self.secureScheme : Self.plainScheme)
        bytes.append(contentsOf: authority)
        bytes.append(contentsOf: target)
        self.init(bytes)
    }

    /// The key of a whole URI.
    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var hasher = Hasher()
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
        hash = hasher.finalize()
    }

    private static let secureScheme = Array("https://".utf8)
    private static let plainScheme = Array("http://".utf8)

    /// Feeds the hash, which is known.
    package func hash(into hasher: inout Hasher) { hasher.combine(hash) }

    /// Whether both are of one URI.
    package static func == (one: CacheKey, other: CacheKey) -> Bool {
        one.hash == other.hash && one.bytes == other.bytes
    }
}
