/// What steering knows of a node at a moment.
package struct NodeState: Hashable, Sendable {
    /// Why a node is in answers, or is not.
    package enum Standing: String, Sendable {
        /// It is in answers.
        case serving
        /// It has come back and must stay well for a while first.
        case returning
        /// It said that it wants no more clients.
        case draining
        /// It said that it does not serve well.
        case unhealthy
        /// It has not reported in time.
        case silent
    }

    /// Whether it is in answers.
    package var standing: Standing = .silent
    /// The load that it reported last.
    package var load: Double = 0
    /// What part of its capacity is used: 1, less after it was above it.
    package var share: Double = 1
    /// When it reported last, in monotonic nanoseconds; nil before its first report.
    package var reportedAt: UInt64?
    /// Since when it has been well without a break; nil while it is not.
    package var wellSince: UInt64?

    /// A node of which nothing was heard.
    package init() {}
}
