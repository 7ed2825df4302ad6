package import Primitives

/// A place in the line of one room. It is all that there is of a waiter: nobody keeps a list.
package struct Ticket: Sendable, Hashable {
    /// The room.
    package var room: RoomID
    /// To whom it is bound.
    package var holder: Holder
    /// When its holder joined: the place of one who came after the start.
    package var joined: Timestamp
    /// When it was shown last, in whole seconds.
    package var renewed: Timestamp

    /// Describes a ticket.
    package init(room: RoomID, holder: Holder, joined: Timestamp, renewed: Timestamp) {
        self.room = room
        self.holder = holder
        self.joined = joined
        self.renewed = Timestamp(max(0, renewed.rawValue) / 1000 * 1000)
    }
}
