package import Primitives

/// A session that has just begun.
package struct SignedIn: Sendable {
    /// What the cookie holds.
    package var token: String
    /// What mutations must send beside the cookie.
    package var csrf: String
    /// When the session ends at the latest.
    package var expires: Timestamp
    /// Who signed in.
    package var principal: StaffPrincipal
}
