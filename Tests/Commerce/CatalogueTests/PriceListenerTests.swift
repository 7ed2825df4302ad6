import Catalogue
import Primitives
import Synchronization
import Testing

/// Who sells hears of edited prices.
@Suite struct PriceListenerTests {
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
