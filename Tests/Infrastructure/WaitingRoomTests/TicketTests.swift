import Primitives
import Seals
import Testing
import WaitingRoom

/// Tickets and passes: bound, renewed, refused when copied, good once.
@Suite struct TicketTests {
    private static let now = Room.start

    private func fault(
        _ text: String, _ presenter: Presenter, _ settings: RoomSettings, _ seals: TicketSeals,
        at now: Timestamp = now
    ) -> TicketFault? {
        do throws(TicketFault) {
            _ = try seals.ticket(text.utf8, of: presenter, in: settings, now: now)
        } catch { return error }
        return nil
    }

    @Test func `a ticket is its holder's alone`() throws {
        let room = try Room()
        let me = Room.buyer(1)
        let holder = try #require(me.preferred)
        let ticket = Ticket(
            room: room.settings.id, holder: holder, joined: Self.now, renewed: Self.now)
        let text = room.seals.text(ticket)
        #expect(text.utf8.count == TicketSeals.ticketLetters)
        #expect(
            try room.seals.ticket(text.utf8, of: me, in: room.settings, now: Self.now) == ticket)
        #expect(fault(text, Room.buyer(2), room.settings, room.seals) == .copied)
        #expect(fault(text, Room.device(1), room.settings, room.seals) == .copied)
        #expect(fault(text, Presenter(), room.settings, room.seals) == .copied)
        let both = Presenter(buyer: me.buyer, device: Room.device(5).device)
        #expect(fault(text, both, room.settings, room.seals) == nil)
    }

    @Test func `it ends, comes from no future, and is of one room`() throws {
        var room = try Room()
        let me = Room.device(1)
        let holder = try #require(me.preferred)
        let text = room.seals.text(
            Ticket(room: room.settings.id, holder: holder, joined: Self.now, renewed: Self.now))
        let end = room.settings.ticketLifetimeMilliseconds + room.settings.skewMilliseconds
        func at(_ milliseconds: Int64) -> Timestamp { Self.now.adding(milliseconds: milliseconds) }
        #expect(fault(text, me, room.settings, room.seals, at: at(end - 1)) == nil)
        #expect(fault(text, me, room.settings, room.seals, at: at(end)) == .expired)
        #expect(fault(text, me, room.settings, room.seals, at: at(-2000)) == nil)
        #expect(fault(text, me, room.settings, room.seals, at: at(-2001)) == .future)
        room.settings.id = RoomID(8)
        #expect(fault(text, me, room.settings, room.seals) == .otherRoom)
    }

    @Test func `hostile bytes are unreadable, and a pass is no ticket`() throws {
        let room = try Room()
        let me = Room.device(1)
        let holder = try #require(me.preferred)
        let pass = Pass(
            room: room.settings.id, holder: holder, joined: Self.now, serial: 1,
            expires: Self.now.adding(milliseconds: 1000))
        #expect(fault(room.seals.text(pass), me, room.settings, room.seals) == .unreadable)
        var random = SeededRandom(seed: 5)
        for _ in 0..<3000 {
            let count = Int.random(in: 0..<120, using: &random)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(fault(text, me, room.settings, room.seals) == .unreadable)
        }
    }

    @Test func `a pass is good once, and so are all tickets from before`() throws {
        let room = try Room()
        let me = try #require(Room.buyer(1).preferred)
        func pass(_ serial: UInt64, joined: Int64) -> Pass {
            Pass(
                room: room.settings.id, holder: me,
                joined: Self.now.adding(milliseconds: joined), serial: serial,
                expires: Self.now.adding(milliseconds: 600_000))
        }
        var spent = SpentPasses()
        let later = Self.now.adding(milliseconds: 50_000)
        #expect(spent.spend(pass(1, joined: 0), at: later) == .accepted)
        #expect(spent.spend(pass(1, joined: 0), at: later) == .repeated)
        #expect(spent.spend(pass(2, joined: 0), at: later) == .refused(.used))
        #expect(spent.spend(pass(3, joined: 50_000), at: later) == .refused(.used))
        #expect(spent.spend(pass(4, joined: 50_001), at: later) == .accepted)
        #expect(spent.spend(pass(1, joined: 0), at: later) == .refused(.used))
    }

    @Test func `the checkout's memory is bounded and forgets to the safe side`() throws {
        let room = try Room()
        func pass(_ number: Int, joined: Int64) throws -> Pass {
            Pass(
                room: room.settings.id, holder: try #require(Room.buyer(number).preferred),
                joined: Self.now.adding(milliseconds: joined), serial: UInt64(number),
                expires: .never)
        }
        func at(_ milliseconds: Int64) -> Timestamp { Self.now.adding(milliseconds: milliseconds) }
        var spent = SpentPasses(maximum: 2, keptMilliseconds: 1000)
        #expect(spent.spend(try pass(1, joined: 0), at: at(10)) == .accepted)
        #expect(spent.spend(try pass(2, joined: 0), at: at(900)) == .accepted)
        #expect(spent.spend(try pass(3, joined: 0), at: at(950)) == .refused(.unknown))
        #expect(spent.spend(try pass(3, joined: 900), at: at(1500)) == .accepted)
        #expect(spent.count == 2)
        // The first was dropped: nobody can say any more that its pass was not used.
        #expect(spent.spend(try pass(1, joined: 0), at: at(1500)) == .refused(.unknown))
        var lost = SpentPasses(knownSince: at(5000))
        #expect(lost.spend(try pass(1, joined: 4999), at: at(6000)) == .refused(.unknown))
        #expect(lost.spend(try pass(1, joined: 5000), at: at(6000)) == .accepted)
    }

    @Test func `a room knows what it stands before`() {
        let path = RoomScope.path("/sale/lantern")
        #expect(path.fit(path: "/sale/lantern") == 13)
        #expect(path.fit(path: "/sale/lantern/1?x") == 13)
        #expect(path.fit(path: "/sale/lanterns") == nil)
        #expect(RoomScope.path("/").fit(path: "/anything") == 0)
        let sale = RoomScope.sale(MerchantID(1), SaleID(2))
        #expect(sale.fit(path: "/x", sale: (MerchantID(1), SaleID(2))) == .max)
        #expect(sale.fit(path: "/x", sale: (MerchantID(1), SaleID(3))) == nil)
        #expect(sale.fit(path: "/x") == nil)
    }
}
