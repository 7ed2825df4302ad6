/// Where a room is in its life.
package enum RoomPhase: Sendable, Hashable {
    /// Before the start: who is there takes part in the draw.
    case gathering
    /// The seed is out, and people are let in.
    case admitting(DrawSeed)
    /// Nobody is let in any more.
    case dismissed(Dismissal)

    /// The seed, once it is out.
    var seed: DrawSeed? { if case .admitting(let seed) = self { seed } else { nil } }
}
