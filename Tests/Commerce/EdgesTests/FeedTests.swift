import Boards
import Catalogue
import OrderCore
import Primitives
import Service
import Testing

/// What edges are told: purges, sold-out, sales, and where they go on after a cut.
@Suite struct FeedTests {
    private func pools(_ list: JSON?) -> [[Int64]] {
        (list?.array ?? []).map { ($0.array ?? []).compactMap { $0.integer } }
    }

    @Test func `a new edge is told all there is, and to purge every merchant`() throws {
        let place = try EdgesPlace()
        try place.openSale()
        try place.openSale(EdgesPlace.othersSale, of: EdgesPlace.other, sku: SKUID(2))
        try place.order(5)
        try #require(place.boards.waitForTail(atMost: 5_000_000_000))
        let state = try place.listen().next("state")
        let purged = (state.data["purge"]?.array ?? []).compactMap { $0.string }
        #expect(Set(purged).isSuperset(of: ["m7", "m8"]))
        // The sold-out pool stands there, or comes as the first change behind it.
        if pools(state.data["sold_out"]) != [[3, 1]] {
            #expect(pools(try place.listen().next("stock").data["out"]) == [[3, 1]])
        }
        #expect(state.data["keys"]?["seals"]?.array?.isEmpty == true)
        #expect(state.data["rooms"]?.array?.isEmpty == true)
    }

    @Test func `what is sold out is told, and what comes back, within a second`() throws {
        let place = try EdgesPlace()
        let line = try place.listen()
        _ = try line.next("state")
        try place.openSale()
        _ = try line.next("sale") { $0.data["sale"]?.integer == 3 }
        let clock = SystemClock()
        for _ in 0..<3 {
            let start = clock.monotonicNanoseconds()
            try place.order(5)
            #expect(pools(try line.next("stock").data["out"]) == [[3, 1]])
            try place.give(5)
            let back = try line.next("stock").data
            #expect(pools(back["back"]) == [[3, 1]] && pools(back["out"]).isEmpty)
            #expect(clock.monotonicNanoseconds() - start < 2_000_000_000)
        }
    }

    @Test func `a change purges the pages of its own merchant alone`() throws {
        let place = try EdgesPlace()
        let others = try place.addProduct("Pot", of: EdgesPlace.other)
        let product = try place.addProduct("Mug")
        let line = try place.listen()
        _ = try line.next("state")
        var draft = ProductDraft(name: LocalizedName("Big mug"), status: .published)
        draft.slug = product.product.slug
        _ = try place.catalogue.updateProduct(
            EdgesPlace.merchant, product.product.id, expectedVersion: nil, draft)
        var tags: Set<String> = []
        while !tags.isSuperset(of: ["p\(product.product.id)", "l7"]) {
            tags.formUnion(try line.next("purge").tags)
        }
        #expect(!tags.contains("p\(others.product.id)"))
        #expect(!tags.contains("l8") && !tags.contains("m8"), "\(tags)")
    }

    @Test func `a tag is purged again after a pause, however often it changes`() throws {
        let place = try EdgesPlace()
        let product = try place.addProduct("Mug")
        let tag = "p\(product.product.id)"
        let line = try place.listen()
        _ = try line.next("state")
        for number in 0..<20 {
            let draft = ProductDraft(
                slug: product.product.slug, name: LocalizedName("Mug \(number)"),
                status: .published)
            _ = try place.catalogue.updateProduct(
                EdgesPlace.merchant, product.product.id, expectedVersion: nil, draft)
        }
        let clock = SystemClock()
        _ = try line.next("purge") { $0.tags.contains(tag) }
        let first = clock.monotonicNanoseconds()
        _ = try line.next("purge") { $0.tags.contains(tag) }
        // Both were on their way for a moment: the pause is 400 ms.
        #expect(clock.monotonicNanoseconds() - first > 250_000_000)
    }

    @Test func `a sale's opening and end are told when the clock says so`() throws {
        let place = try EdgesPlace()
        try place.openSale(inMilliseconds: 3_600_000)
        let line = try place.listen()
        let state = try line.next("state")
        let sales = state.data["sales"]?.array ?? []
        if sales.isEmpty {
            #expect(try line.next("sale").data["state"]?.string == "soon")
        } else {
            #expect(sales.map { $0["state"]?.string } == ["soon"])
        }
        place.clock.advance(milliseconds: 3_600_000)
        #expect(try line.next("sale").data["state"]?.string == "open")
        #expect(try line.next("purge").tags.contains("m7"))
        place.clock.advance(milliseconds: 86_400_000)
        #expect(try line.next("sale").data["state"]?.string == "over")
    }

    @Test func `who comes again goes on where it was, and any other purges all`() throws {
        let place = try EdgesPlace()
        try place.openSale()
        let product = try place.addProduct("Mug")
        let first = try place.listen()
        _ = try first.next("state")
        let draft = ProductDraft(
            slug: product.product.slug, name: LocalizedName("Cup"), status: .published)
        _ = try place.catalogue.updateProduct(
            EdgesPlace.merchant, product.product.id, expectedVersion: nil, draft)
        let last = try first.next("purge") { $0.tags.contains("p\(product.product.id)") }
        // While it is away the stock goes.
        try place.order(5)
        _ = try first.next("stock")
        let again = try place.listen(after: last.id)
        #expect(pools(try again.next("stock").data["out"]) == [[3, 1]])
        let state = try again.next("state")
        #expect(state.data["purge"]?.array?.isEmpty == true)
        #expect(pools(state.data["sold_out"]) == [[3, 1]])
        // Of another start of the center, of the future, or of nothing at all.
        for id in ["2-1", "1-999999", "x", "1-", ""] {
            let state = try place.listen(after: id).next("state")
            #expect(state.data["purge"]?.array?.isEmpty == false, "\(id)")
        }
    }

    @Test func `nobody listens or reports without the token of the edges`() throws {
        let place = try EdgesPlace()
        #expect(try place.listen(token: "another").head.hasPrefix("HTTP/1.1 401"))
        for id in ["reportRoom", "usePass", "countViews"] {
            for token in [nil, "", "another", EdgesPlace.token + "x"] {
                let (status, _) = try place.call(id, [:], ["room": "1"], token: token)
                #expect(status == 401, "\(id) \(token ?? "none")")
            }
        }
    }

    @Test func `views are counted for their merchant, and a report that comes again once`() throws {
        let place = try EdgesPlace()
        func tell(_ number: Int, incarnation: Int = 1, edge: Int = 1) throws -> Int {
            try place.call(
                "countViews",
                [
                    "edge": JSON(edge), "incarnation": .string("\(incarnation)"),
                    "number": .string("\(number)"),
                    "views": [
                        ["merchant": 7, "count": 3], ["merchant": 8, "count": 1],
                    ],
                ]
            ).status
        }
        func seen() -> [Int64?] {
            place.views.withLock { [$0[EdgesPlace.merchant], $0[EdgesPlace.other]] }
        }
        #expect(try tell(1) == 204 && seen() == [3, 1])
        // Its answer was lost: it is thanked for again, and counts no more.
        #expect(try tell(1) == 204 && seen() == [3, 1])
        #expect(try tell(2) == 204 && seen() == [6, 2])
        // An older one that was long under way counted before.
        #expect(try tell(1) == 204 && seen() == [6, 2])
        // Another edge, and the same one after a start, begin anew.
        #expect(try tell(1, edge: 2) == 204 && seen() == [9, 3])
        #expect(try tell(1, incarnation: 2) == 204 && seen() == [12, 4])
        let hostile: JSON = ["edge": 1, "incarnation": "-1", "number": "x", "views": []]
        #expect(try place.call("countViews", hostile).status == 422 && seen() == [12, 4])
    }
}
