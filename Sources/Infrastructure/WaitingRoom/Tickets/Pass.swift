package import Primitives

/// Leave to shop and to check out once: what a ticket becomes when its turn has come.
package struct Pass: Sendable, Hashable {
    /// The room.
    package var room: RoomID
    /// To whom it is bound.
    package var holder: Holder
    /// When its ticket was joined.
    package var joined: Timestamp
    /// The number of the credit that it used up; no two passes of a room have the same.
    package var serial: UInt64
    /// Until when it lets its holder in, in whole seconds.
    package var expires: Timestamp

    /// Describes a pass.
    package init(
        room: RoomID, holder: Holder, joined: Timestamp, serial: UInt64, expires: Timestamp
    ) {
        self.room = room
        self.holder = holder
        self.joined = joined
        self.serial = serial
        self.expires = Timestamp(max(0, expires.rawValue) / 1000 * 1000)
    }
}
