package import NIOCore
package import Primitives

/// The head of a response that may be stored, once its body is there (RFC 9111 §3).
package struct StorableHead: Sendable {
    /// What a response to this request is stored under.
    package let key: CacheKey
    let status: Int
    var fields: Fields
    let range: ContentRange?
    let vary: VaryKey
    let freshness: Freshness
    let directives: ResponseDirectives
    let tags: [Tag]
    let epoch: UInt64

    /// Tags of one response at most; with more it is not stored, as a purge could miss it.
    package static let maximumTags = 128

    /// The head, if the response may be stored; nil if not.
    ///
    /// - Parameters:
    ///   - epoch: the epoch of `ledger` in which the request was sent.
    ///   - requested: when that was.
    ///   - received: now.
    package init?(
        request: RequestHead, status: Int, fields: Fields, epoch: UInt64, requested: Timestamp,
        received: Timestamp, ledger: PurgeLedger, options: CacheOptions
    ) {
        let directives = ResponseDirectives(fields)
        let freshness = Freshness(
            status: status, fields: fields, directives: directives, requested: requested,
            received: received, options: options)
        guard
            Self.allows(request, status, fields, directives, freshness, options),
            let vary = VaryKey(response: fields, request: request.fields),
            let tags = Self.tags(fields, ledger)
        else { return nil }
        var range: ContentRange?
        if status == 206 {
            // Only one part, and one that can be placed (RFC 9110 §15.3.7).
            range = fields.first(.contentRange).flatMap { ContentRange($0) }
            guard range != nil else { return nil }
        }
        key = request.key
        self.status = status
        self.fields = Self.cleaned(fields, directives, received)
        self.range = range
        self.vary = vary
        self.freshness = freshness
        self.directives = directives
        self.tags = tags
        self.epoch = epoch
    }

    // MARK: May it be stored?

    private static func allows(
        _ request: RequestHead, _ status: Int, _ fields: Fields, _ directives: ResponseDirectives,
        _ freshness: Freshness, _ options: CacheOptions
    ) -> Bool {
        guard status >= 200, status != 304 else { return false }
        let flags = directives.flags
        if flags.contains(.mustUnderstand) {
            // RFC 9111 §5.2.2.3: who understands the status passes over `no-store`.
            guard isUnderstood(status) else { return false }
        } else if flags.contains(.noStore) {
            return false
        }
        guard !flags.contains(.isPrivate) else { return false }
        if options.honorsRequests, RequestDirectives(request.fields).noStore { return false }
        if request.fields.contains(.authorization) {
            // RFC 9111 §3.5.
            guard
                !flags.isDisjoint(with: [.isPublic, .mustRevalidate])
                    || directives.sharedMaxAge != nil
            else { return false }
        }
        let isExplicit = !freshness.isHeuristic && freshness.lifetime > 0
        switch request.method {
        case .get: break
        case .post:
            // RFC 9110 §9.3.3: for a later GET, where it is the representation of the target.
            guard status == 200, isExplicit,
                let location = fields.first(.contentLocation),
                URIReference.resolve(location, against: request) == request.key
            else { return false }
        default: return false
        }
        // What never can be used takes no room; what sets a cookie is not taken by a guess. What is
        // stale at once may still stand in later (RFC 5861).
        let grace = max(directives.staleWhileRevalidate ?? 0, directives.staleIfError ?? 0)
        guard
            freshness.lifetime > 0 || grace > 0 || fields.contains(.etag)
                || fields.contains(.lastModified)
        else { return false }
        if !isExplicit, fields.contains(.setCookie) { return false }
        return isExplicit || Freshness.isHeuristicallyCacheable(status)
            || flags.contains(.isPublic) || flags.contains(.noCache)
            || directives.maxAge != nil || directives.sharedMaxAge != nil
            || fields.contains(.expires)
    }

    /// Statuses whose caching this cache knows (RFC 9110 §15).
    private static func isUnderstood(_ status: Int) -> Bool {
        switch status {
        case 200...206, 300...305, 307, 308, 400...417, 421, 422, 426, 428, 429, 431, 451,
            500...505, 511:
            true
        default: false
        }
    }

    static func tags(_ fields: Fields, _ ledger: PurgeLedger) -> [Tag]? {
        guard fields.contains(.surrogateKey) || fields.contains(.cacheTag) else { return [] }
        var names = fields.values(.surrogateKey).flatMap { $0.split(whereSeparator: \.isBlank) }
        names += fields.members(.cacheTag)
        guard names.count <= maximumTags else { return nil }
        return Set(names.map { Array($0) }).map { ledger.tag($0) }
    }

    // MARK: As what?

    /// Without fields of one hop, without what a directive keeps out, without `Age`; with a `Date`
    /// (RFC 9111 §3.1, RFC 9110 §6.6.1).
    private static func cleaned(
        _ fields: Fields, _ directives: ResponseDirectives, _ received: Timestamp
    ) -> Fields {
        var fields = fields.ofAllHops()
        let omitted = directives.unstoredFields
        fields.filter { name, text in
            name != .age && name != .contentLength
                && (omitted.isEmpty || !omitted.contains(Array(text)))
        }
        if !fields.contains(.date) { fields.append(.date, HTTPDate.format(received.rawValue)) }
        return fields
    }

    /// The stored response, with its body; nil where the body is not what the head says.
    package func finished(_ body: ByteBuffer, isPurged: Bool = false) -> StoredResponse? {
        if let range, range.bytes.count != body.readableBytes { return nil }
        return StoredResponse(
            key: key, head: self, fields: fields, body: body, isMarked: isPurged)
    }
}
