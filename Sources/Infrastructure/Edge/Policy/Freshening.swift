internal import NIOCore
package import Primitives

/// Validation: what is asked, and what an answer does to the stored response (RFC 9111 §4.3).
package enum Freshening {
    /// The fields that ask whether a stored response still holds, in place of those that the client
    /// sent (RFC 9111 §4.3.1).
    package static func conditions(_ stored: StoredResponse, for request: Fields) -> Fields {
        var fields = unconditional(request)
        if let tag = stored.entityTag { fields.append(.ifNoneMatch, tag) }
        if let date = stored.fields.first(.lastModified) {
            fields.append(.ifModifiedSince, date)
        }
        return fields
    }

    /// The fields that ask for what is missing of a stored part.
    package static func completion(
        _ stored: StoredResponse, _ range: ByteRange, for request: Fields
    ) -> Fields {
        var fields = unconditional(request)
        if case .from(let first, _) = range { fields.append(.range, "bytes=\(first)-") }
        if let validator = stored.strongValidator { fields.append(.ifRange, validator) }
        return fields
    }

    /// The fields of a request that wants all of the representation, whatever the client has.
    package static func unconditional(_ request: Fields) -> Fields {
        var fields = request
        if fields.containsAny(conditionals) {
            fields.filter { name, _ in
                ![.ifNoneMatch, .ifModifiedSince, .ifRange, .range].contains(name)
            }
        }
        return fields
    }

    private static let conditionals = FieldNames([
        .ifNoneMatch, .ifModifiedSince, .ifRange, .range,
    ])

    /// The stored response after a 304; nil where the 304 is of another one, as then the origin is
    /// to be asked again without conditions (RFC 9111 §4.3.4).
    package static func freshened(
        _ stored: StoredResponse, by fields: Fields, request: RequestHead, epoch: UInt64,
        requested: Timestamp, received: Timestamp, ledger: PurgeLedger, options: CacheOptions
    ) -> StoredResponse? {
        if let tag = fields.first(.etag), let old = stored.entityTag,
            !EntityTag.weaklyMatch(tag, old)
        {
            return nil
        }
        // Without a tag the date decides whose it is.
        if !fields.contains(.etag), let date = fields.first(.lastModified),
            let old = stored.fields.first(.lastModified), !date.elementsEqual(old)
        {
            return nil
        }
        return update(
            stored, fields, request, epoch, requested, received, ledger, options)
    }

    /// The stored response to GET after a 200 to HEAD; nil where HEAD tells that it has changed
    /// (RFC 9111 §4.3.5).
    package static func updated(
        _ stored: StoredResponse, byHead fields: Fields, request: RequestHead, epoch: UInt64,
        requested: Timestamp, received: Timestamp, ledger: PurgeLedger, options: CacheOptions
    ) -> StoredResponse? {
        func isSame(_ name: FieldName) -> Bool {
            guard let new = fields.first(name) else { return true }
            return stored.fields.first(name).map { $0.elementsEqual(new) } ?? false
        }
        let length = fields.first(.contentLength)?.decimal() ?? Int64(stored.body.readableBytes)
        guard isSame(.etag), isSame(.lastModified), stored.range == nil,
            length == Int64(stored.body.readableBytes)
        else { return nil }
        return update(
            stored, fields, request, epoch, requested, received, ledger, options)
    }

    private static func update(
        _ stored: StoredResponse, _ fields: Fields, _ request: RequestHead, _ epoch: UInt64,
        _ requested: Timestamp, _ received: Timestamp, _ ledger: PurgeLedger,
        _ options: CacheOptions
    ) -> StoredResponse? {
        var news = fields
        if !news.contains(.date) { news.append(.date, HTTPDate.format(received.rawValue)) }
        var merged = merge(stored.fields, news.ofAllHops())
        // The age that counts is the one of the newer answer.
        merged.remove(.age)
        if let age = news.first(.age) { merged.append(.age, age) }
        var asGet = request
        asGet.method = .get
        guard
            let head = StorableHead(
                request: asGet, status: stored.status, fields: merged, epoch: epoch,
                requested: requested, received: received, ledger: ledger, options: options)
        else { return nil }
        return head.with(status: stored.status, fields: head.fields, range: stored.range)
            .finished(stored.body)
    }

    /// The stored fields with newer ones in place of those of the same name. What describes the
    /// stored bytes stays (RFC 9111 §3.2).
    package static func merge(_ stored: Fields, _ newer: Fields) -> Fields {
        let replaced = newer.entries.filter { !describesBody($0.name) }
        var names = Set<[UInt8]>()
        for entry in replaced { names.insert(Array(newer.bytes[entry.nameRange])) }
        var merged = stored
        merged.filter { _, text in !names.contains(Array(text)) }
        for entry in replaced { merged.append(entry, of: newer) }
        return merged
    }

    private static func describesBody(_ name: FieldName) -> Bool {
        [.contentLength, .contentRange, .contentEncoding, .transferEncoding].contains(name)
    }
}
