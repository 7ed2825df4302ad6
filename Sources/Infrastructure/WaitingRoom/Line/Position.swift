package import Primitives

/// A point on the line of a room: who is before whom, as one number.
///
/// The lower half of the numbers is the draw's, the upper half belongs to those who came after the
/// start, by the millisecond. It follows from a ticket and the seed alone, on any edge.
package struct Position: Sendable, Hashable, Comparable {
    /// The number on the line.
    package var rawValue: UInt64

    /// Wraps a number.
    package init(_ rawValue: UInt64) { self.rawValue = rawValue }

    /// Before everybody.
    package static let first = Position(0)
    /// Behind everybody.
    package static let last = Position(.max)
    /// Where those who came after the start begin.
    package static let arrivals = Position(1 << 63)

    private static let tieBits: UInt64 = 20
    private static let maximumMilliseconds: Int64 = (1 << 43) - 1

    /// The place of one who was there before the start.
    package static func drawn(_ number: UInt64) -> Position { Position(number >> 1) }

    /// The place of one who came so many milliseconds after the start. `tie` orders those of the
    /// same millisecond.
    package static func arrived(afterMilliseconds: Int64, tie: UInt64 = 0) -> Position {
        let milliseconds = UInt64(max(0, min(maximumMilliseconds, afterMilliseconds)))
        let low = tie & ((1 << tieBits) - 1)
        return Position(arrivals.rawValue | milliseconds << tieBits | low)
    }

    /// The place of a ticket, which is nil for one of the draw while there is no seed.
    package static func of(_ ticket: Ticket, startsAt: Timestamp, seed: DrawSeed?) -> Position? {
        if ticket.joined < startsAt { return seed.map { .drawn($0.number(of: ticket.holder)) } }
        return .arrived(
            afterMilliseconds: ticket.joined.rawValue - startsAt.rawValue,
            tie: ticket.holder.code.low)
    }

    /// Orders from the head of the line.
    package static func < (left: Position, right: Position) -> Bool {
        left.rawValue < right.rawValue
    }
}
