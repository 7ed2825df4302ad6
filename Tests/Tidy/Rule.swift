import Testing

/// Something that the whole repository keeps to, and the proof that a breach is seen.
struct Rule: Sendable, CustomTestStringConvertible {
    /// Said as a promise.
    var name: String
    var find: @Sendable (Repository) -> [Finding]
    /// Repositories that break the rule, each in one place.
    var canaries: [[String: String]]
    /// A repository that looks bad but is not.
    var innocent: [String: String] = [:]

    var testDescription: String { name }

    static let all =
        textRules + documentationRules + safetyRules + callRules + layoutRules + documentRules
        + scriptRules + importRules
}
