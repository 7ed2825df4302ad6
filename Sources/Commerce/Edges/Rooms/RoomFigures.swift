internal import OrderCore
package import Primitives
package import Service
package import WaitingRoom

/// A waiting room as staff see it.
package struct RoomFigures: Sendable {
    /// Its number.
    package var id: RoomID
    /// The sale; nil for a room before a path.
    package var sale: SaleID?
    /// What it stands before.
    package var paths: [String]
    /// Where a pass is used up.
    package var checkouts: [String]
    /// What it is called.
    package var title: RoomTitle
    /// When the first are let in.
    package var startsAt: Timestamp
    /// Where it stands.
    package var phase: RoomPhase
    /// SHA-256 of the seed of the draw.
    package var commitment: String
    /// The seed, from the start on; also when the queue was sent home, as whoever was drawn may
    /// check that.
    package var seed: DrawSeed?
    /// People a second that are let in at most.
    package var perSecond: Int
    /// Who waits at the edges that are heard.
    package var waiting: Int
    /// Credits that were made of the order core's capacity.
    package var released: UInt64
    /// Credits that edges hold or used.
    package var granted: UInt64
    /// Who was let in.
    package var admitted: UInt64
    /// Passes that were used at the checkout; a holder may have had several.
    package var checkedOut: Int
    /// How fast people were let in lately.
    package var outlook: Outlook
    /// What is known of each edge.
    package var edges: [EdgeFigures]
    /// Changes with each edit.
    package var version: Int64

    /// The state as the API names it.
    package var state: String {
        switch phase {
        case .gathering: "gathering"
        case .admitting: "admitting"
        case .dismissed(let reason): reason.code
        }
    }

    /// The room as a document.
    package var document: JSON {
        [
            "id": JSON(id.rawValue), "sale": sale.map { JSON($0.rawValue) } ?? .null,
            "paths": .array(paths.map { .string($0) }),
            "checkouts": .array(checkouts.map { .string($0) }),
            "title": ["en": .string(title.english), "zh": .string(title.chinese)],
            "starts_at": .string(startsAt.rfc3339), "state": .string(state),
            "commitment": .string(commitment), "seed": JSON(seed?.text),
            "per_second": JSON(perSecond), "waiting": JSON(waiting), "released": JSON(released),
            "granted": JSON(granted), "admitted": JSON(admitted),
            "checked_out": JSON(checkedOut),
            "edges": .array(
                edges.map { edge in
                    [
                        "edge": JSON(edge.edge.rawValue), "is_heard": .bool(edge.isHeard),
                        "waiting": JSON(edge.waiting), "credits": JSON(edge.credits),
                    ]
                }),
            "version": JSON(version),
        ]
    }
}
