/// What an edge does with a request to what a room stands before.
package enum RoomAnswer: Sendable, Hashable {
    /// Let it through: it carries a good pass.
    case inside(Pass)
    /// Let it through, and give it the pass to keep.
    case admitted(Pass, text: String)
    /// Show the waiting page, and give it the ticket to keep.
    case waiting(WaitingView)
    /// The queue was sent home.
    case dismissed(Dismissal)
    /// A copy was shown: say so, and let it join under its own name.
    case refused(TicketFault)
    /// Nobody in particular asks: give it a device token first.
    case unidentified
}
