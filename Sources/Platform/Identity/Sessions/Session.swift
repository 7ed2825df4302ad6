package import Primitives

/// A session of a member of staff, as they see it in a list: without its secret.
package struct Session: Sendable, Hashable {
    /// Its number.
    package var id: SessionID
    /// The client address it was last used from.
    package var address: String
    /// When they signed in.
    package var created: Timestamp
    /// When it was last used, to about five minutes.
    package var lastUsed: Timestamp
    /// When it ends at the latest.
    package var expires: Timestamp
}
