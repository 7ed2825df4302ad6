import Catalogue
import Primitives
import Service
import Synchronization
import Testing

/// Who sells hears of edited prices.
@Suite struct PriceListenerTests {
    @Test func `a listener that failed hears the last price again, one that refused does not`()
        throws
    {
        let test = try TestCatalogue()
        let sku = try #require(try test.add("Mug", code: "MUG").skus.first)
        let heard = Mutex<[Int64]>([])
        let failure = Mutex<Problem?>(Problem(503, "unavailable", "Not now."))
        test.catalogue.onPrices { _, prices in
            if let failure = failure.withLock({ $0 }) { throw failure }
            heard.withLock { $0 += prices.values.map(\.amount.rawValue) }
        }
        func edit(_ pence: Int64) throws {
            var draft = sku.draft
            draft.price = TestCatalogue.pounds(pence)
            try test.catalogue.updateSKU(
                TestCatalogue.merchant, sku.id, expectedVersion: nil, draft)
        }
        try edit(300)
        try edit(400)
        #expect(throws: Problem.self) { try test.catalogue.tellUntoldPrices() }
        #expect(try test.catalogue.hasUntoldPrices)
        failure.withLock { $0 = nil }
        try test.catalogue.tellUntoldPrices()
        #expect(heard.withLock { $0 } == [400])
        #expect(try !test.catalogue.hasUntoldPrices)
        failure.withLock { $0 = Problem(409, "no", "Never.") }
        #expect(throws: Problem.self) { try edit(500) }
        #expect(try !test.catalogue.hasUntoldPrices)
    }

    @Test func `edits and sheets tell prices, other changes do not`() throws {
        let test = try TestCatalogue()
        let view = try test.add("Mug", code: "MUG")
        let sku = try #require(view.skus.first)
        let heard = Mutex<[[SKUID: Price]]>([])
        test.catalogue.onPrices { merchant, prices in
            #expect(merchant == TestCatalogue.merchant)
            heard.withLock { $0.append(prices) }
        }
        var draft = sku.draft
        draft.price = TestCatalogue.pounds(300)
        try test.catalogue.updateSKU(
            TestCatalogue.merchant, sku.id, expectedVersion: nil, draft)
        draft.barcode = "4006381333931"
        try test.catalogue.updateSKU(
            TestCatalogue.merchant, sku.id, expectedVersion: nil, draft)
        #expect(heard.withLock { $0 } == [[sku.id: TestCatalogue.pounds(300)]])
        let sheet = try test.catalogue.exportCSV(TestCatalogue.merchant)
        let edited = String(decoding: sheet, as: UTF8.self).replacing("3.00", with: "4.00")
        try test.catalogue.importCSV(TestCatalogue.merchant, Array(edited.utf8))
        #expect(heard.withLock { $0.last } == [sku.id: TestCatalogue.pounds(400)])
    }
}
