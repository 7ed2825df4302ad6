internal import NIOCore

/// What of a response a client gets: all, a part, or that it has it already (RFC 9110 §13, §14).
package enum Delivery: Sendable, Equatable {
    /// All of it.
    case whole
    /// The client has it: 304.
    case notModified
    /// These bytes: 206.
    case part(ContentRange)
    /// None of the bytes that it asks for exist: 416.
    case notSatisfiable(length: Int64)

    /// Evaluates the request's preconditions, in their order (RFC 9110 §13.2.2), and its range,
    /// against a stored response. Of several ranges all are served, by sending the whole.
    package static func of(_ stored: StoredResponse, to request: RequestHead) -> Delivery {
        let fields = request.fields
        guard fields.containsAny(relevant), stored.status == 200 || stored.status == 206 else {
            return .whole
        }
        if isUnmodified(
            fields, tag: stored.entityTag, modified: { stored.modified },
            now: stored.freshness.responseTime)
        {
            return .notModified
        }
        guard request.method == .get, let value = fields.first(.range),
            let ranges = ByteRange.read(value), isSame(fields, stored)
        else { return .whole }
        if let part = stored.range {
            guard let bytes = PartialContent.resolve(ranges[0], part) else { return .whole }
            return .part(ContentRange(bytes, of: part.complete))
        }
        let length = Int64(stored.body.readableBytes)
        let parts = ranges.compactMap { $0.resolved(length: length) }
        guard let first = parts.first else { return .notSatisfiable(length: length) }
        return parts.count == 1 ? .part(ContentRange(first, of: length)) : .whole
    }

    private static let relevant = FieldNames([.ifNoneMatch, .ifModifiedSince, .range])

    /// Whether the client has what it asks for (RFC 9110 §13.1.2, §13.1.3).
    static func isUnmodified(
        _ request: Fields, tag: ArraySlice<UInt8>?, modified: () -> Int64?, now: Int64
    ) -> Bool {
        if request.contains(.ifNoneMatch) { return EntityTag.isMatched(request, tag) }
        guard let value = request.first(.ifModifiedSince),
            let date = HTTPDate.parse(value, now: now), let modified = modified()
        else { return false }
        return modified / 1000 <= date / 1000
    }

    /// Whether `If-Range` allows a part (RFC 9110 §13.1.5).
    private static func isSame(_ request: Fields, _ stored: StoredResponse) -> Bool {
        guard let condition = request.first(.ifRange) else { return true }
        if condition.first == 0x22 {
            return stored.entityTag.map { EntityTag.stronglyMatch(condition, $0) } ?? false
        }
        guard let date = stored.strongDate else { return false }
        return condition.elementsEqual(date)
    }

    /// Whether a field is sent in a 304: not what describes a body that is not sent
    /// (RFC 9110 §15.4.5).
    package static func belongsInNotModified(_ name: FieldName) -> Bool {
        switch name {
        case .contentEncoding, .contentLanguage, .contentLength, .contentRange, .contentType: false
        default: true
        }
    }
}
