internal import HTTPTypes

/// A quota and what is left of it, as an answer says it (draft-ietf-httpapi-ratelimit-headers-10).
package struct RateLimit: Sendable, Hashable {
    /// The policy, in small letters and hyphens.
    package var name: String
    /// Requests in a window.
    package var quota: Int
    /// The length of the window in seconds.
    package var windowSeconds: Int
    /// Requests that are left now.
    package var remaining: Int
    /// After how many seconds there are more.
    package var moreAfterSeconds: Int

    /// Describes a quota.
    package init(
        _ name: String, quota: Int, windowSeconds: Int, remaining: Int, moreAfterSeconds: Int
    ) {
        self.name = name
        self.quota = quota
        self.windowSeconds = windowSeconds
        self.remaining = remaining
        self.moreAfterSeconds = moreAfterSeconds
    }
}

extension Reply {
    private static let policy = HTTPField.Name("RateLimit-Policy")
    private static let limit = HTTPField.Name("RateLimit")

    /// Whether it says quotas already.
    var hasLimits: Bool { Self.limit.map(headers.contains) ?? false }

    /// Says quotas in `RateLimit-Policy` and `RateLimit`; without any, nothing.
    package mutating func say(_ limits: [RateLimit]) {
        guard !limits.isEmpty, let policy = Self.policy, let limit = Self.limit else { return }
        headers[policy] = limits.map { "\"\($0.name)\";q=\($0.quota);w=\($0.windowSeconds)" }
            .joined(separator: ", ")
        headers[limit] = limits.map { "\"\($0.name)\";r=\($0.remaining);t=\($0.moreAfterSeconds)" }
            .joined(separator: ", ")
    }
}
