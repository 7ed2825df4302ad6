internal import Primitives
internal import Store

/// What all parts of the module work with.
struct IdentityContext: Sendable {
    /// How old the time of last use may get before it is written again, in milliseconds: a request
    /// that reads must not cost a commit.
    static let coarseness: Int64 = 300_000

    let store: Store
    let clock: any WallClock
    let secrets: any SecretSource
    let hasher: PasswordHasher
    let options: IdentityOptions

    var now: Timestamp { clock.now() }
}
