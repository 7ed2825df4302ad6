/// The head of an answer whose body follows.
struct StreamHead: Sendable {
    var status: Int
    /// As clients get them.
    var fields: Fields
    /// Bytes of the body, where they are known.
    var length: Int64?
    /// What it is stored as, where it is.
    var storable: StorableHead?
    /// Whether requests that wait may take it too: those that it matches, or all, where it tells of
    /// an origin's trouble.
    var isShareable: Bool
    var forward: CacheStatus.Forward

    /// Whether this answer also answers another request for the same URI.
    func answers(_ request: RequestHead) -> Bool {
        guard isShareable else { return false }
        guard let storable else { return true }
        return storable.vary.matches(
            request.fields, language: storable.fields.first(.contentLanguage))
    }
}
