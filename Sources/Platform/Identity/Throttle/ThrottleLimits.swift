/// How attempts to sign in are slowed.
package struct ThrottleLimits: Sendable {
    /// Failures of one account before the first wait.
    package var freeFailuresOfAccount = 5
    /// Failures from one client address before the first wait; many people may share one.
    package var freeFailuresOfAddress = 30
    /// The first wait in milliseconds; each further failure doubles it.
    package var firstDelay: Int64 = 1000
    /// The longest wait in milliseconds: nobody can lock another out for good.
    package var longestDelay: Int64 = 300_000
    /// After so many milliseconds without an attempt all failures are forgotten.
    package var forgetAfter: Int64 = 3_600_000
    /// Accounts, and addresses, that are remembered; beyond, the quarter that has been quiet for
    /// the longest is forgotten.
    package var maximumEntries = 20_000

    /// The usual values.
    package init() {}
}
