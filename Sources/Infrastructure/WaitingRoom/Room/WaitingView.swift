package import Primitives

/// What a waiter is told.
package struct WaitingView: Sendable, Hashable {
    /// Where the waiter stands.
    package enum Stage: String, Sendable, Hashable {
        /// Before the start: the order will be drawn.
        case gathering
        /// After the start, while this edge has not heard the seed yet.
        case drawing
        /// In the line.
        case waiting
        /// Next: the moment a credit is there.
        case next
    }

    /// Where the waiter stands.
    package var stage: Stage
    /// The text of the ticket, to be kept.
    package var ticket: String
    /// Whose it is.
    package var holder: Holder
    /// When it was joined.
    package var joined: Timestamp
    /// What was drawn, for one who was there before the start, once the seed is out.
    package var drawn: UInt64?
    /// Place and wait; nil before the draw.
    package var estimate: WaitEstimate?
    /// How many wait, as far as this edge knows.
    package var waiting: Int
    /// Whether this edge can't reach the center: places are kept, but nobody can say how long.
    package var isCutOff: Bool
    /// What was wrong with the ticket that was shown, where a new one had to be given.
    package var note: TicketFault?
    /// When to ask again.
    package var pollSeconds: Int

    /// Describes what a waiter is told.
    package init(
        stage: Stage, ticket: String, holder: Holder, joined: Timestamp, drawn: UInt64? = nil,
        estimate: WaitEstimate? = nil, waiting: Int, isCutOff: Bool, note: TicketFault? = nil,
        pollSeconds: Int
    ) {
        self.stage = stage
        self.ticket = ticket
        self.holder = holder
        self.joined = joined
        self.drawn = drawn
        self.estimate = estimate
        self.waiting = waiting
        self.isCutOff = isCutOff
        self.note = note
        self.pollSeconds = pollSeconds
    }
}
