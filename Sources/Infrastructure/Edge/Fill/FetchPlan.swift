/// What is asked of an origin, and what for.
struct FetchPlan: Sendable {
    /// The client's request.
    var request: RequestHead
    /// The fields to send in place of the client's.
    var fields: Fields
    /// Why the cache did not answer.
    var forward: CacheStatus.Forward
    /// The stored response that may still hold, or that is a part of what is wanted.
    var stored: StoredResponse?
    /// Whether what is missing of `stored` is asked for.
    var completes = false
    /// Whether others may wait for the answer.
    var isShared = false
    /// Whether the answer may be stored at all.
    var mayStore = true
    var client: ClientAddress
    /// The protocol that the client wants to change to.
    var upgrade: [UInt8]?
    /// Bytes of the body; nil for as many as come.
    var bodyLength: Int64? = 0

    /// Whether it can be sent a second time: it changes nothing more then (RFC 9110 §9.2.2), or the
    /// origin knows it again by its key.
    var isRepeatable: Bool {
        upgrade == nil
            && (request.method.isIdempotent || request.fields.contains(.idempotencyKey))
    }
}
