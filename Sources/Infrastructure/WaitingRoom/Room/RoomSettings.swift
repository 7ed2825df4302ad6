package import Primitives

/// What a room is like. Every edge and the center hold the same.
package struct RoomSettings: Sendable, Hashable {
    /// The room.
    package var id: RoomID
    /// What it stands before.
    package var scope: RoomScope
    /// Its name on pages, in both languages.
    package var title: RoomTitle
    /// When those who wait are drawn and the first are let in.
    package var startsAt: Timestamp
    /// What the draw's seed hashes to: published before, so that the seed can't be exchanged after.
    package var commitment: String
    /// The secret that makes codes of holders.
    package var salt: [UInt8]
    /// How long a ticket is good without being shown.
    package var ticketLifetimeMilliseconds: Int64 = 600_000
    /// How long a pass lets its holder shop and check out.
    package var passLifetimeMilliseconds: Int64 = 600_000
    /// By how much the civil clocks of two machines may differ.
    package var skewMilliseconds: Int64 = 2000
    /// How long an edge may use credits after it asked for them.
    package var leaseMilliseconds: Int64 = 3000
    /// By how many thousandths two monotonic clocks may run apart.
    package var driftPerMille: Int64 = 20
    /// The longest time until a page or an app asks again.
    package var maximumPollSeconds = 20
    /// Passes that one edge keeps in mind at most, so that a reload gets the same one.
    package var maximumPassesKept = 1 << 17

    /// Describes a room; the rest has defaults.
    package init(
        id: RoomID, scope: RoomScope, title: RoomTitle, startsAt: Timestamp, commitment: String,
        salt: [UInt8]
    ) {
        self.id = id
        self.scope = scope
        self.title = title
        self.startsAt = startsAt
        self.commitment = commitment
        self.salt = salt
    }

    /// By how much a lease ends earlier at the edge and later at the center.
    var leaseMargin: Int64 { leaseMilliseconds * driftPerMille / 1000 + 1 }
}
