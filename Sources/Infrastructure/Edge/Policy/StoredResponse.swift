package import NIOCore
package import Primitives
internal import Synchronization

/// A response in the cache. It never changes: a newer one takes its place.
package final class StoredResponse: Sendable {
    /// The URI that it answers.
    package let key: CacheKey
    /// Its status; 206 where only a part is stored.
    package let status: Int
    /// Its fields without those of one hop, without `Age` and without the length of its body.
    package let fields: Fields
    /// The same as clients get them: without tags.
    let sent: Fields
    /// Its body.
    package let body: ByteBuffer
    /// What of the representation the body is, where it is not all of it.
    package let range: ContentRange?
    let vary: VaryKey
    let freshness: Freshness
    let directives: ResponseDirectives
    let tags: [Tag]
    /// The merchant whose page it is to view, where that is counted.
    let viewOf: UInt32?
    let epoch: UInt64
    /// Purged by its URI or by a prefix, or invalidated.
    let isMarked: Atomic<Bool>
    let prefixesSeen = Atomic<UInt64>(0)

    init(
        key: CacheKey, head: StorableHead, fields: Fields, body: ByteBuffer, isMarked: Bool = false
    ) {
        self.key = key
        status = head.status
        self.fields = fields
        var sent = fields
        sent.remove(.surrogateKey)
        sent.remove(.cacheTag)
        self.sent = sent
        self.body = body
        range = head.range
        vary = head.vary
        freshness = head.freshness
        directives = head.directives
        tags = head.tags
        viewOf = ViewCounts.merchant(fields)
        epoch = head.epoch
        self.isMarked = Atomic(isMarked)
    }

    /// Bytes that it takes in memory, with what the tables need for it.
    package var cost: Int { body.readableBytes + fields.bytes.count + key.bytes.count + 512 }

    /// Its entity tag.
    var entityTag: ArraySlice<UInt8>? { fields.first(.etag) }

    /// Whether it can be validated (RFC 9111 §4.3.1).
    var hasValidator: Bool { fields.contains(.etag) || fields.contains(.lastModified) }

    /// When it was last modified as far as a date in a request is compared with it: then, or when
    /// it was made, or when it came (RFC 9111 §4.3.2).
    var modified: Int64 {
        let now = freshness.responseTime
        return fields.first(.lastModified).flatMap { HTTPDate.parse($0, now: now) }
            ?? fields.first(.date).flatMap { HTTPDate.parse($0, now: now) } ?? now
    }

    /// A validator that names the very bytes: a strong tag, or a strong date.
    var strongValidator: ArraySlice<UInt8>? {
        if let entityTag { return EntityTag.isWeak(entityTag) ? nil : entityTag }
        return strongDate
    }

    /// `Last-Modified`, where it names the very bytes: when it is a minute before the response was
    /// made (RFC 9110 §8.8.2.2).
    var strongDate: ArraySlice<UInt8>? {
        let now = freshness.responseTime
        guard let date = fields.first(.lastModified),
            let modified = HTTPDate.parse(date, now: now),
            let made = fields.first(.date).flatMap({ HTTPDate.parse($0, now: now) }),
            made - modified >= 60_000
        else { return nil }
        return date
    }

    /// How old it is.
    package func age(at now: Timestamp) -> Int64 { freshness.age(at: now) }

    /// How long it stays fresh, in milliseconds.
    package func remaining(at now: Timestamp) -> Int64 { freshness.remaining(at: now) }
}
