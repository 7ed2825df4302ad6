/// What a request says of the cache: `Cache-Control` (RFC 9111 §5.2.1).
package struct RequestDirectives: Sendable, Equatable {
    var noCache = false
    var noStore = false
    var onlyIfCached = false
    /// Seconds.
    var maxAge: Int64?
    /// Seconds; as many as there can be where no number is given.
    var maxStale: Int64?
    var minFresh: Int64?
    /// RFC 5861 §4.
    var staleIfError: Int64?

    /// Nothing is asked.
    package init() {}

    /// Reads what a request asks; directives with arguments that are no numbers are passed over.
    package init(_ fields: Fields) {
        guard fields.contains(.cacheControl) else { return }
        for member in fields.members(.cacheControl) {
            let equals = member.firstIndex(of: 0x3D)
            let name = member[..<(equals ?? member.endIndex)]
            let seconds = equals.flatMap {
                ResponseDirectives.seconds(FieldList.unquoted(member[($0 + 1)...]))
            }
            if name.matches("no-cache") { noCache = true }
            if name.matches("no-store") { noStore = true }
            if name.matches("only-if-cached") { onlyIfCached = true }
            if name.matches("max-age"), maxAge == nil { maxAge = seconds }
            if name.matches("min-fresh"), minFresh == nil { minFresh = seconds }
            if name.matches("stale-if-error"), staleIfError == nil { staleIfError = seconds }
            if name.matches("max-stale"), maxStale == nil {
                maxStale = equals == nil ? ResponseDirectives.maximumSeconds : seconds
            }
        }
    }
}
