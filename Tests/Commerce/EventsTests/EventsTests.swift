import Events
import OrderCore
import Primitives
import Service
import Testing

/// The streams of events over real sockets, from a real cell.
@Suite struct EventsTests {
    private func withPlace(
        _ change: (inout EventsOptions) -> Void = { _ in }, _ body: (EventsPlace) throws -> Void
    ) throws {
        let place = try EventsPlace(change)
        defer {
            place.close()
            place.remove()
        }
        try body(place)
    }

    @Test func `what happens is told in its order, each with its data`() throws {
        try withPlace { place in
            place.openSale()
            place.ask(
                .setCoupon(
                    CouponTerms(
                        merchant: EventsPlace.merchant, coupon: CouponID(5), kind: .fixed,
                        value: 50, currency: .poundSterling)))
            place.ask(place.order(isRehearsal: true))
            let order = place.ask(place.order(lines: 2, coupon: CouponID(5))).order
            place.ask(place.pay(order, 100))
            place.ask(place.pay(order, 260))
            place.ask(place.pay(order, 7))
            place.ask(place.refund(order, 30))
            place.ask(place.restock(order))
            place.ask(.cancel(CancelOrder(merchant: EventsPlace.merchant, order: order)))
            let brief = place.ask(place.order(buyer: 2, heldMilliseconds: 30)).order

            let live = try place.listen(as: "7-owner", "?after=0.0")
            let told = try live.take(15)
            #expect(
                told.map(\.type) == [
                    "sale.changed", "price.changed", "stock.changed", "price.changed",
                    "stock.changed", "coupon.changed", "order.placed", "order.part_paid",
                    "order.paid", "order.payment_returned", "order.refunded", "order.restocked",
                    "order.cancelled", "order.placed", "order.expired",
                ])
            #expect(told.allSatisfy { $0.data["id"]?.string == $0.id })
            #expect(told.allSatisfy { $0.data["type"]?.string == $0.type })
            let placed = told[6].data
            #expect(placed["order"] == JSON(order.rawValue))
            #expect(placed["total"] == ["amount": 350, "currency": "GBP"])
            #expect(placed["discount"] == ["amount": 50, "currency": "GBP"])
            #expect(placed["coupon"] == 5)
            #expect(placed["lines"]?.array?.map { $0["sku"] } == [701, 702])
            #expect(told[8].data["refund_due"] == ["amount": 10, "currency": "GBP"])
            #expect(told[11].data["sku"] == 701)
            #expect(told[12].data["cancelled_by"] == "merchant")
            #expect(told.last?.data["order"] == JSON(brief.rawValue))
        }
    }

    @Test func `whoever comes again hears neither twice nor too little`() throws {
        let seed: UInt64 = 20_261_111
        var random = SeededRandom(seed: seed)
        try withPlace { place in
            place.openSale()
            place.flood(3000)
            let all = try place.all(as: "7-owner")
            #expect(all.count == 3005)
            #expect(Set(all.map(\.id)).count == all.count)
            for _ in 0..<20 {
                let cut = Int.random(in: 0..<all.count, using: &random)
                let rest = try place.all(as: "7-owner", lastID: all[cut].id)
                #expect(rest == Array(all[(cut + 1)...]), "seed \(seed), cut behind \(all[cut].id)")
            }
            #expect(try place.all(as: "7-owner", lastID: all[3004].id).isEmpty)
        }
    }

    @Test func `a listener that is cut off again and again misses nothing`() throws {
        let seed: UInt64 = 77
        var random = SeededRandom(seed: seed)
        try withPlace({ $0.pieceBytes = 2000 }) { place in
            place.openSale()
            let thread = WorkThread(name: "flood") { place.flood(4000) }
            var heard: [EventClient.Event] = []
            var lastID = "0.0"
            while heard.count < 4005 {
                let listener = try place.listen(as: "7-owner", lastID: lastID)
                let some = try listener.take(
                    min(4005 - heard.count, Int.random(in: 0...400, using: &random)))
                heard += some
                lastID = some.last?.id ?? lastID
                listener.close()
            }
            thread.join()
            #expect(try heard == place.all(as: "7-owner"), "seed \(seed)")
        }
    }

    @Test func `the streams go on after a restart`() throws {
        var place = try EventsPlace()
        place.openSale()
        place.flood(100)
        let before = try place.all(as: "7-owner")
        place.close()
        place = try EventsPlace(directory: place.directory)
        defer {
            place.close()
            place.remove()
        }
        let order = place.ask(place.order()).order
        place.ask(place.pay(order, 200))
        let after = try place.all(as: "7-owner", lastID: before.last?.id)
        #expect(after.map(\.type) == ["order.placed", "order.paid"])
        #expect(try place.all(as: "7-owner") == before + after)
    }

    @Test func `each hears what is theirs`() throws {
        try withPlace { place in
            place.openSale()
            place.openSale(SaleID(4), of: EventsPlace.rival)
            for buyer in UInt64(1)...3 { place.ask(place.order(buyer: buyer)) }
            let own = place.ask(place.order(buyer: 2)).order
            place.ask(place.pay(own, 200))
            func count(_ who: String, _ query: String = "") throws -> Int {
                try place.all(as: who, query).count
            }
            #expect(try count("7-owner") == 10)
            #expect(try count("8-owner") == 5)
            #expect(try count("9-owner") == 0)
            #expect(try count("7-2") == 3)
            #expect(try count("7-4") == 0)
            #expect(try count("8-2") == 0)
            #expect(try count("7-viewer") == 5)
            #expect(try count("7-warehouse", "&types=order.placed") == 4)
            let buyers = try place.all(as: "7-2").map(\.data)
            #expect(buyers.allSatisfy { $0["buyer"] == 2 })
        }
    }

    @Test(arguments: [
        ("7-viewer", "?types=order.placed", 403), ("7-1", "?types=stock.changed", 403),
        ("7-owner", "?after=9999.0", 409), ("7-owner", "?after=0.0&types=order.paid", 200),
    ])
    func `what cannot be is refused`(who: String, query: String, status: Int) throws {
        try withPlace { place in
            let client = try place.listen(as: who, query)
            try client.begin()
            #expect(client.status == status)
            let foreign = try place.listen(as: who, query, lastID: "another server's")
            try foreign.begin()
            #expect(foreign.status == (status == 403 ? 403 : 409))
        }
    }

    @Test func `nothing is told before it is asked for, and a mark shows where one is`() throws {
        try withPlace({ $0.heartbeatMilliseconds = 20 }) { place in
            place.openSale()
            let listener = try place.listen(as: "7-owner", "?types=order.paid")
            try listener.begin()
            for _ in 0..<3 { try listener.waitForMark() }
            let order = place.ask(place.order()).order
            place.ask(place.pay(order, 200))
            #expect(try listener.next()?.data["order"] == JSON(order.rawValue))
            try listener.waitForMark()
            #expect(try place.all(as: "7-owner", lastID: listener.lastID).isEmpty)
        }
    }

    @Test func `a stream ends after its time, and too many listeners are sent away`() throws {
        try withPlace({
            $0.lifetimeMilliseconds = 300
            $0.listenersOfBuyer = 2
        }) { place in
            let first = try place.listen(as: "7-1")
            try first.begin()
            let second = try place.listen(as: "7-1")
            try second.begin()
            let third = try place.listen(as: "7-1")
            try third.begin()
            #expect([first.status, second.status, third.status] == [200, 200, 503])
            #expect(try first.take().isEmpty)
            #expect(try second.take().isEmpty)
            let fourth = try place.listen(as: "7-1")
            try fourth.begin()
            #expect(fourth.status == 200)
        }
    }

    @Test func `a listener that takes nothing is cut off and holds nobody up`() throws {
        try withPlace({ $0.patienceMilliseconds = 500 }) { place in
            place.openSale()
            let slow = try place.listen(as: "7-owner", "?after=0.0", receiveBytes: 4096)
            try slow.begin()
            let quick = try place.listen(as: "7-owner", "?after=0.0")
            let thread = WorkThread(name: "flood") { place.flood(50_000) }
            let heard = try quick.take(50_005)
            #expect(heard.count == 50_005)
            thread.join()
            // The slow one still gets what was under way, and then the end.
            let left = try slow.take()
            #expect(left.count < heard.count)
            #expect(left == Array(heard.prefix(left.count)))
            let rest = try place.all(as: "7-owner", lastID: slow.lastID)
            #expect(left + rest == heard)
        }
    }
}
