/// The fingerprint of a request's form: the version and the order of its header names, of which
/// those that come and go with the page (cookies, conditions, ranges) are left out.
package struct FormHash: Sendable {
    private var hash: UInt64
    private var left = 64

    private static let passing = [
        "cookie", "if-none-match", "if-modified-since", "range", "if-range", "referer", "origin",
        "content-length", "content-type", "authorization", "cache-control", "pragma",
    ].map { Array($0.utf8) }

    /// Starts with the version of HTTP.
    package init(version: UInt8) { hash = TraitHash.step(TraitHash.basis, version) }

    /// Adds the next name, in small letters. Those past 64, and letters past 64, do not count.
    package mutating func add(_ name: ArraySlice<UInt8>) {
        guard left > 0 else { return }
        left -= 1
        let isPassing = Self.passing.contains {
            $0.count == name.count && $0[0] == name[name.startIndex] && $0[...] == name
        }
        guard !isPassing else { return }
        for byte in name.prefix(64) { hash = TraitHash.step(hash, byte) }
        hash = TraitHash.step(hash, 0)
    }

    /// The fingerprint.
    package var value: UInt32 { TraitHash.finished(hash) }
}
