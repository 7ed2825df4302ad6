import Boards
import Edges
import OrderCore
import Primitives
import Service
import Testing
import WaitingRoom

/// The center's half of waiting rooms: whose they are, what is granted, and who went through.
@Suite struct RoomDeskTests {
    private static let store = "/shop/mugs"

    private func draft(
        _ place: EdgesPlace, sale: SaleID? = EdgesPlace.sale, path: String = ""
    ) -> RoomDraft {
        RoomDraft(
            sale: sale, path: path, title: RoomTitle("Sale", "特卖"),
            startsAt: place.clock.now().adding(milliseconds: -1000), perSecond: 100)
    }

    private func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? Problem)?.code ?? "\(error)"
        }
    }

    @Test func `a room is told to the edges, and what it stands before`() throws {
        let place = try EdgesPlace()
        try place.openSale()
        let line = try place.listen()
        _ = try line.next("state")
        let room = try place.rooms.open(
            draft(place), of: EdgesPlace.merchant, store: Self.store)
        let notices = try line.next("rooms").data.array ?? []
        #expect(notices.map { $0["room"]?.integer } == [Int64(room.id.rawValue)])
        let notice = try #require(notices.first.flatMap { RoomNotice($0) })
        #expect(notice.sale == EdgesPlace.sale)
        #expect(notice.fit("/shop/mugs/sale/3/stock.json") != nil)
        #expect(notice.isCheckout("/shop/mugs/checkout"))
        #expect(notice.fit("/shop/mugs/sale/33") == nil && notice.fit("/shop/mugsy") == nil)
        // Who names no sale gets none that a room stands before.
        let now = place.clock.now()
        #expect(place.boards.stock.offer(of: EdgesPlace.sku, at: now) == nil)
        try place.rooms.close(room.id, merchant: EdgesPlace.merchant)
        #expect(try line.next("rooms").data.array?.isEmpty == true)
        #expect(place.boards.stock.offer(of: EdgesPlace.sku, at: now)?.sale == EdgesPlace.sale)
    }

    @Test func `a merchant cannot touch another's sale, store or room`() throws {
        let place = try EdgesPlace()
        try place.openSale()
        let (rooms, other) = (place.rooms, EdgesPlace.other)
        let wish = draft(place)
        #expect(code { _ = try rooms.open(wish, of: other, store: "/shop/b") } == "not_found")
        for path in ["/shop/mugs", "/shop/mugsy", "/", "/shop/mugs/../b", ""] {
            #expect(
                code {
                    _ = try rooms.open(
                        draft(place, sale: nil, path: path), of: other, store: "/shop/mug")
                } != nil, "\(path)")
        }
        let room = try rooms.open(draft(place), of: EdgesPlace.merchant, store: Self.store)
        #expect(rooms.list(of: other).isEmpty)
        #expect(rooms.list(of: EdgesPlace.merchant).map(\.id) == [room.id])
        #expect(code { _ = try rooms.figures(room.id, of: other) } == "not_found")
        #expect(
            code { _ = try rooms.edit(room.id, of: other, version: nil, perSecond: 1) }
                == "not_found")
        #expect(code { try rooms.close(room.id, merchant: other) } == "not_found")
        #expect(try rooms.figures(room.id, of: EdgesPlace.merchant).perSecond == 100)
        #expect(
            code {
                _ = try rooms.edit(
                    room.id, of: EdgesPlace.merchant, version: room.version + 1, perSecond: 1)
            } == "version_mismatch")
    }

    /// Reports as an edge does, until the answer brings credits.
    private func lease(
        _ place: EdgesPlace, _ room: RoomID, edge: UInt16 = 1, number: inout UInt64
    ) throws -> CenterGrant {
        let clock = SystemClock()
        let start = clock.monotonicNanoseconds()
        var density = LineDensity()
        for _ in 0..<500 { density.add(.drawn(1 << 40)) }
        while true {
            number += 1
            let report = EdgeReport(
                edge: EdgeID(edge), incarnation: 9, number: number, epoch: 0, leases: [],
                door: 400, density: density)
            let (status, document) = try place.call(
                "reportRoom", RoomMessages.document(report), ["room": "\(room)"])
            try #require(status == 200, "\(document)")
            let grant = try #require(RoomMessages.grant(document))
            if grant.lease != nil { return grant }
            try #require(clock.monotonicNanoseconds() - start < 10_000_000_000)
            clock.pause(nanoseconds: 60_000_000)
        }
    }

    @Test func `credits are granted in an epoch of their own, never beyond what was released`()
        throws
    {
        let place = try EdgesPlace()
        try place.openSale(stock: 1000)
        let room = try place.rooms.open(draft(place), of: EdgesPlace.merchant, store: Self.store)
        var number: UInt64 = 0
        let first = try lease(place, room.id, number: &number)
        let serial = try #require(first.lease).firstSerial
        let before = try place.rooms.figures(room.id, of: EdgesPlace.merchant)
        #expect(before.granted > 0 && before.granted <= before.released)
        try place.reopenRooms()
        let after = try place.rooms.figures(room.id, of: EdgesPlace.merchant)
        #expect(after.granted >= before.granted, "a grant that was answered is durable")
        #expect(after.commitment == before.commitment)
        // The operations still ask the desk of before: reports go to the new one here.
        var density = LineDensity()
        density.add(.drawn(1 << 40))
        let report = EdgeReport(
            edge: EdgeID(1), incarnation: 9, number: number + 1, epoch: first.epoch, leases: [],
            door: 1, density: density)
        let grant = try place.rooms.answer(report, for: room.id)
        #expect(grant.epoch == first.epoch + 1)
        let seed = try place.rooms.figures(room.id, of: EdgesPlace.merchant).seed
        #expect(seed?.text == before.seed?.text && before.seed != nil)
        if let lease = grant.lease { #expect(lease.firstSerial > serial) }
        let document = RoomMessages.document(report)
        #expect(try place.call("reportRoom", document, ["room": "99"]).status == 404)
        #expect(try place.call("reportRoom", ["edge": "x"], ["room": "\(room.id)"]).status == 422)
    }

    @Test func `a pass goes through once, and again for the same key alone`() throws {
        let place = try EdgesPlace()
        try place.openSale()
        let room = try place.rooms.open(draft(place), of: EdgesPlace.merchant, store: Self.store)
        func use(
            _ serial: Int, holder: UInt64 = 5, key: String, room id: RoomID? = nil,
            joined: Int64 = 5
        ) throws -> String {
            let (status, document) = try place.call(
                "usePass",
                [
                    "kind": 1, "holder": .string("\(Token128(high: 1, low: holder))"),
                    "joined": JSON(joined), "serial": .string("\(serial)"), "key": .string(key),
                ], ["room": "\(id ?? room.id)"])
            return document["outcome"]?.string ?? "\(status)"
        }
        #expect(try use(1, key: "a") == "accepted")
        #expect(try use(1, key: "a") == "repeated")
        #expect(try use(1, key: "b") == "refused")
        #expect(try use(2, holder: 6, key: "b") == "accepted")
        #expect(try use(1, key: "a", room: RoomID(99)) == "404")
        #expect(try place.rooms.figures(room.id, of: EdgesPlace.merchant).checkedOut == 2)
        // One holder again, in line anew since: a use of its own.
        let later = place.clock.now().adding(milliseconds: 1).rawValue
        #expect(try use(3, key: "c", joined: later) == "accepted")
        #expect(try place.rooms.figures(room.id, of: EdgesPlace.merchant).checkedOut == 3)
        // It is remembered over a crash, with its key.
        try place.reopenRooms()
        #expect(try place.rooms.figures(room.id, of: EdgesPlace.merchant).checkedOut == 3)
        let pass = Pass(
            room: room.id, holder: Holder(.buyer, Token128(high: 1, low: 6)),
            joined: Timestamp(5), serial: 2, expires: .never)
        #expect(try place.rooms.use(pass, key: "b") == .repeated)
        #expect(try place.rooms.use(pass, key: "a") == .refused(.used))
    }

    @Test func `an end of the sale sends the queue home`() throws {
        let place = try EdgesPlace()
        try place.openSale(stock: 1000)
        let room = try place.rooms.open(draft(place), of: EdgesPlace.merchant, store: Self.store)
        place.clock.advance(milliseconds: 2 * 86_400_000)
        let report = EdgeReport(
            edge: EdgeID(1), incarnation: 9, number: 1, epoch: 0, leases: [], door: 1,
            density: LineDensity())
        let grant = try place.rooms.answer(report, for: room.id)
        #expect(grant.phase == .dismissed(.ended))
        #expect(try place.rooms.figures(room.id, of: EdgesPlace.merchant).state == "sale_ended")
    }
}
