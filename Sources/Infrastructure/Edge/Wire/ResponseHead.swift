/// The head of an answer to a client, however it is sent.
package struct ResponseHead: Sendable {
    /// The status.
    package var status: Int
    /// All fields but those of one hop, `Content-Length`, `Age` and `Cache-Status`.
    package var fields: Fields
    /// Bytes of the body; nil where they are not known yet.
    package var length: Int64?
    /// Seconds of `Age`, where the answer is from the cache.
    package var age: Int64?
    /// What the cache did.
    package var cacheStatus: CacheStatus
}
