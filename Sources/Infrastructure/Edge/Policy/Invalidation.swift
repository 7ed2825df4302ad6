/// What an answer to a request that changes something makes stale (RFC 9111 §4.4).
package enum Invalidation {
    /// The keys of what may have changed: the target, and what `Location` and `Content-Location`
    /// lead to on the same origin. None after an error, or a safe method.
    package static func keys(_ request: RequestHead, status: Int, fields: Fields) -> [CacheKey] {
        guard !request.method.isSafe, (200..<400).contains(status) else { return [] }
        let references = fields.values(.location) + fields.values(.contentLocation)
        let others = references.compactMap { URIReference.resolve($0, against: request) }
        return [request.key] + others.filter { $0 != request.key }
    }
}
