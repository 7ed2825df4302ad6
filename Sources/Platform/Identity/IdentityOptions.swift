/// How identities are kept and for how long proofs of them hold.
package struct IdentityOptions: Sendable {
    /// How much work a guess at a password costs.
    package var scrypt = ScryptParameters.standard
    /// After so many milliseconds without a request a session ends: 12 hours.
    package var sessionIdle: Int64 = 12 * 3_600_000
    /// A session ends so many milliseconds after the sign-in at the latest: 7 days.
    package var sessionLifetime: Int64 = 7 * 86_400_000
    /// Milliseconds for which a buyer's token holds: 12 hours. Nothing but the revocation of its
    /// key ends one sooner.
    package var buyerTokenLifetime: Int64 = 12 * 3_600_000
    /// Whether cookies go over HTTPS alone.
    package var hasSecureCookies = false
    /// How sign-ins are slowed.
    package var throttle = ThrottleLimits()
    /// How sign-ups are slowed.
    package var signUps = SignUpLimits()

    /// The usual values.
    package init() {}
}
