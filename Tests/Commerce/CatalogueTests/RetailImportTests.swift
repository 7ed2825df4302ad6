import Catalogue
import Foundation
import Primitives
import Testing

@Suite struct RetailImportTests {
    private let home: TestCatalogue
    private let report: RetailReport

    private static let table =
        FileManager.default.temporaryDirectory.path + "/refusals-\(UUID().uuidString).csv"

    // Read once for all tests, which only look at it.
    private static let imported = Result { try importSample() }

    private static func importSample() throws -> (TestCatalogue, RetailReport) {
        let home = try TestCatalogue()
        let report = try RetailImport.run(
            path: TestCatalogue.sample, into: home.catalogue, merchant: TestCatalogue.merchant,
            refusals: table)
        return (home, report)
    }

    init() throws { (home, report) = try Self.imported.get() }

    @Test func `every line of the real file is used or refused`() throws {
        #expect(report.linesRead == 541_909)
        #expect(report.linesUsed + report.linesRefused == report.linesRead)
        #expect(report.linesUsed > 520_000)
        #expect((report.refused[.cancellation]?.count ?? 0) > 8500)
        #expect(report.refused[.absurdQuantity]?.count == 2)
        #expect((report.refused[.noPrice]?.count ?? 0) > 500)
        #expect((report.refused[.noDescription]?.count ?? 0) > 1000)
        #expect((report.refused[.notGoods]?.count ?? 0) > 2800)
        #expect(report.codesInTwoCases.count > 1000)
        #expect(report.refused.values.allSatisfy { !$0.examples.isEmpty })
    }

    @Test func `every refused line is in the table, with its reason`() throws {
        let rows = try String(contentsOfFile: Self.table, encoding: .utf8).split(separator: "\n")
        #expect(rows.count - 1 == report.linesRefused)
        for (reason, tally) in report.refused {
            let named = rows.count { $0.contains(",\(reason.rawValue),") }
            #expect(named == tally.count, "\(reason)")
        }
    }

    @Test func `every code became a SKU or is listed`() throws {
        let refused = report.codesRefused.values.reduce(0) { $0 + $1.count }
        #expect(report.codesUsed + refused == report.codesRead)
        #expect(report.skus == report.codesUsed)
        #expect(report.products < report.skus)
        let counts = try home.catalogue.productCounts(TestCatalogue.merchant)
        #expect(counts[.published] == report.products)
    }

    @Test func `names, prices and stock are sane`() throws {
        let sku = try #require(
            try home.catalogue.sku(TestCatalogue.merchant, code: "85123A"))
        let view = try #require(try home.catalogue.product(TestCatalogue.merchant, sku.product))
        #expect(view.product.name.english == "White Hanging Heart T-Light Holder")
        #expect(sku.price == TestCatalogue.pounds(295))
        let stock = try home.catalogue.stock(TestCatalogue.merchant, sku: sku.id)
        #expect(stock.count == 1)
        #expect((20...5000).contains(stock[0].quantity))
    }

    @Test func `colours of one product are SKUs with an option`() throws {
        let sku = try #require(
            try home.catalogue.sku(TestCatalogue.merchant, code: "84660B"))
        let view = try #require(try home.catalogue.product(TestCatalogue.merchant, sku.product))
        #expect(view.product.name.english == "Stitched Wall Clock")
        #expect(
            view.product.draft.options == [ProductOption("Colour", ["White", "Black", "Pink"])])
        #expect(view.skus.count == 3)
    }

    @Test func `categories hold most products and have Chinese names`() throws {
        let categories = try home.catalogue.categories(TestCatalogue.merchant)
        #expect(categories.allSatisfy { $0.name.chinese != nil })
        let other = try #require(categories.first { $0.slug == "more-gifts" })
        var count = 0
        var after: String?
        repeat {
            let page = try home.catalogue.products(
                TestCatalogue.merchant, in: other.id, after: after, limit: 100)
            count += page.products.count
            after = page.next
        } while after != nil
        #expect(count * 10 < report.products)
    }

    @Test(arguments: [
        ("white hanging heart t-light holder", "White Hanging Heart T-Light Holder"),
        ("85123a", "White Hanging Heart T-Light Holder"),
        ("regency cakestand", "Regency Cakestand 3 Tier"),
        ("regncy cakstand", "Regency Cakestand 3 Tier"),
        ("jumbo bag red retrospot", "Jumbo Bag"),
        ("party buntng", "Party Bunting"),
        ("assorted colour bird ornament", "Assorted Colour Bird Ornament"),
        ("popcorn hol", "Popcorn Holder"),
    ])
    func `a search finds the product that was meant`(words: String, name: String) throws {
        let found = try home.catalogue.search(
            TestCatalogue.merchant, SearchRequest(words, limit: 10))
        #expect(found.page.products.first?.product.name.english == name)
    }

    @Test func `a Chinese category finds its products`() throws {
        for words in ["灯具", "厨房餐饮", "圣诞"] {
            let found = try home.catalogue.search(
                TestCatalogue.merchant, SearchRequest(words, limit: 10))
            #expect(found.page.products.count == 10)
        }
    }

    @Test func `the whole catalogue goes through a spreadsheet unchanged`() throws {
        let bytes = try home.catalogue.exportCSV(TestCatalogue.merchant)
        let again = try home.catalogue.importCSV(TestCatalogue.merchant, bytes)
        #expect(again.refused == [])
        #expect(again.productsUnchanged == report.products)
        #expect(try home.catalogue.exportCSV(TestCatalogue.merchant) == bytes)
    }
}
