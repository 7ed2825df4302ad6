/// Why a ticket or a pass is not taken.
package enum TicketFault: String, Error, Sendable, Hashable, CaseIterable {
    /// Altered, foreign, or of a key that is gone.
    case unreadable = "ticket_unreadable"
    /// Of another room.
    case otherRoom = "ticket_of_another_room"
    /// Shown by somebody to whom it is not bound: a copy.
    case copied = "ticket_copied"
    /// Not renewed in time.
    case expired = "ticket_expired"
    /// From a future beyond the skew of clocks.
    case future = "ticket_from_the_future"
    /// Its holder has been through the checkout with it, or with another ticket of that time.
    case used = "ticket_used"
    /// Nobody can say any more whether it was used.
    case unknown = "ticket_use_unknown"
}
