/// A side from which traffic is looked at.
package enum Dimension: String, Sendable, Hashable, CaseIterable {
    /// Classes of paths.
    case path
    /// Agents.
    case agent
    /// Networks by prefix.
    case prefix
    /// The form of requests.
    case fingerprint
    /// Networks by operator.
    case network
    /// How well clients are known.
    case standing

    /// The sides that are counted value by value.
    static let counted: [Dimension] = [.path, .agent, .prefix, .fingerprint, .network]
}
