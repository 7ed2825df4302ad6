package import Primitives
package import Seals

/// Makes and reads the texts of tickets and passes, and checks that they are the presenter's own.
package struct TicketSeals: Sendable {
    private static let ticketKind: UInt8 = 1
    private static let passKind: UInt8 = 2
    private static let ticketBytes = 33
    private static let passBytes = 41

    private let ring: SealRing

    /// Letters of a ticket's text.
    package static let ticketLetters = SealRing.letters(forPayload: ticketBytes)
    /// Letters of a pass's text.
    package static let passLetters = SealRing.letters(forPayload: passBytes)

    /// Seals with the ring, which all edges share.
    package init(_ ring: SealRing) { self.ring = ring }

    /// The text of a ticket.
    package func text(_ ticket: Ticket) -> String {
        var bytes = Self.head(ticket.room, ticket.holder, ticket.joined)
        BigEndian.append(UInt32(clamping: ticket.renewed.rawValue / 1000), to: &bytes)
        return ring.seal(Self.ticketKind, bytes)
    }

    /// The text of a pass.
    package func text(_ pass: Pass) -> String {
        var bytes = Self.head(pass.room, pass.holder, pass.joined)
        BigEndian.append(pass.serial, to: &bytes)
        BigEndian.append(UInt32(clamping: pass.expires.rawValue / 1000), to: &bytes)
        return ring.seal(Self.passKind, bytes)
    }

    /// The ticket of the text, if it is good for this room and this presenter now.
    package func ticket(
        _ text: some Collection<UInt8>, of presenter: Presenter, in settings: RoomSettings,
        now: Timestamp
    ) throws(TicketFault) -> Ticket {
        guard
            let bytes = ring.open(
                text, kind: Self.ticketKind, payload: Self.ticketBytes, now: now),
            let (room, holder, joined) = Self.head(bytes)
        else { throw .unreadable }
        let renewed = Timestamp(Int64(BigEndian.word(bytes, at: 29, as: UInt32.self)) * 1000)
        guard room == settings.id else { throw .otherRoom }
        guard presenter.isHolder(holder) else { throw .copied }
        let latest = now.adding(milliseconds: settings.skewMilliseconds)
        guard renewed <= latest, joined <= latest else { throw .future }
        let end = renewed.adding(
            milliseconds: settings.ticketLifetimeMilliseconds + settings.skewMilliseconds)
        guard now < end else { throw .expired }
        return Ticket(room: room, holder: holder, joined: joined, renewed: renewed)
    }

    /// The pass of the text, if it is good for this room and this presenter now.
    package func pass(
        _ text: some Collection<UInt8>, of presenter: Presenter, in settings: RoomSettings,
        now: Timestamp
    ) throws(TicketFault) -> Pass {
        guard let bytes = ring.open(text, kind: Self.passKind, payload: Self.passBytes, now: now),
            let (room, holder, joined) = Self.head(bytes)
        else { throw .unreadable }
        let expires = Timestamp(Int64(BigEndian.word(bytes, at: 37, as: UInt32.self)) * 1000)
        guard room == settings.id else { throw .otherRoom }
        guard presenter.isHolder(holder) else { throw .copied }
        guard now < expires.adding(milliseconds: settings.skewMilliseconds) else { throw .expired }
        return Pass(
            room: room, holder: holder, joined: joined,
            serial: BigEndian.word(bytes, at: 29), expires: expires)
    }

    private static func head(_ room: RoomID, _ holder: Holder, _ joined: Timestamp) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(passBytes)
        BigEndian.append(room.rawValue, to: &bytes)
        bytes.append(holder.kind.rawValue)
        BigEndian.append(holder.code.high, to: &bytes)
        BigEndian.append(holder.code.low, to: &bytes)
        BigEndian.append(joined.rawValue, to: &bytes)
        return bytes
    }

    private static func head(_ bytes: [UInt8]) -> (RoomID, Holder, Timestamp)? {
        guard let kind = Holder.Kind(rawValue: bytes[4]) else { return nil }
        let code = Token128(
            high: BigEndian.word(bytes, at: 5), low: BigEndian.word(bytes, at: 13))
        return (
            RoomID(BigEndian.word(bytes, at: 0)), Holder(kind, code),
            Timestamp(BigEndian.word(bytes, at: 21))
        )
    }
}
