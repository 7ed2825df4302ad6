import Catalogue
import Primitives
import Service
import Testing

@Suite struct SpreadsheetTests {
    private let home: TestCatalogue
    private var catalogue: Catalogue { home.catalogue }
    private let merchant = TestCatalogue.merchant

    init() throws {
        home = try TestCatalogue()
        try home.catalogue.createCategory(merchant, CategoryDraft(name: LocalizedName("Mugs")))
    }

    private func take(_ text: String) throws -> ImportReport {
        try catalogue.importCSV(merchant, Array(text.utf8))
    }

    private func export() throws -> String {
        String(decoding: try catalogue.exportCSV(merchant), as: UTF8.self)
    }

    @Test func `a catalogue of hard cells comes back byte for byte`() throws {
        let mugs = try #require(try catalogue.category(merchant, slug: "mugs"))
        try catalogue.createProduct(
            merchant,
            ProductDraft(
                slug: "hard", name: LocalizedName("=SUM(A1), \"quoted\"", chinese: "+中文"),
                description: "-line one\n'=line, two\n\"three\"", category: mugs.id,
                status: .published,
                options: [ProductOption("@Colour", ["=Red".replacing("=", with: "-"), "'-Red"])],
                media: [
                    Media(url: "/a.svg", alternative: "A, \"mug\" in red"), Media(url: "/b.svg"),
                ]),
            skus: [
                SKUDraft(
                    code: "-1", values: ["-Red"], price: TestCatalogue.pounds(5), weightGrams: 0),
                SKUDraft(
                    code: "''@2", values: ["'-Red"], price: TestCatalogue.pounds(123_456),
                    barcode: "+44", status: .archived),
            ])
        try catalogue.createProduct(
            merchant, ProductDraft(slug: "bare", name: LocalizedName("'Bare"), status: .archived))
        try catalogue.createProduct(
            merchant, ProductDraft(slug: "yen", name: LocalizedName("Yen")),
            skus: [SKUDraft(code: "Y", price: Price(MinorUnits(500), Currency(392)))])

        let first = try export()
        #expect(first.contains("'=SUM") && first.contains("'-1,") && !first.contains("\r\n="))
        #expect(try take(first).productsUnchanged == 3)

        // Into another merchant's empty catalogue, and out again.
        let other = TestCatalogue.other
        try catalogue.createCategory(other, CategoryDraft(name: LocalizedName("Mugs")))
        let report = try catalogue.importCSV(other, Array(first.utf8))
        #expect(report.refused == [] && report.productsCreated == 3 && report.skusCreated == 3)
        #expect(String(decoding: try catalogue.exportCSV(other), as: UTF8.self) == first)
    }

    @Test func `a byte order mark, CRLF and LF, and columns in any order are taken`() throws {
        let report = try take(
            "\u{FEFF}price,currency,code,slug,name,status\r\n2.50,GBP,A,mug,Mug,published\n"
                + "3,GBP,B,cup,\"Cup\nof tea\",draft\r\n\n"
                + "\"4.5\",\"GBP\",\"C\",\"can\",\"Can\",\"draft\""
        )
        #expect(report.rows == 3)
        #expect(report.refused.map(\.line) == [3])
        #expect(report.refused.first?.column == "name")
        let mug = try #require(try catalogue.product(merchant, slug: "mug"))
        #expect(mug.skus.first?.price == TestCatalogue.pounds(250))
        #expect(try catalogue.sku(merchant, code: "C")?.price == TestCatalogue.pounds(450))
    }

    @Test func `a product with one wrong row is left as it was, and each row is named`() throws {
        try home.add("Other", code: "TAKEN")
        let report = try take(
            """
            slug,name,category,options,code,values,price,currency
            good,Good,mugs,,G,,1.00,GBP
            shirt,Shirt,,Size=S|M,S1,S,1.00,GBP
            shirt,,,,S2,M,nine,GBP
            shirt,,,,S3,S,1.00,GBP
            gone,Gone,nowhere,,X,,1.00,GBP
            thief,Thief,,,TAKEN,,1.00,GBP
            short,Short
            ,No slug,,,N,,1,GBP
            twice,Twice,,,T,,1,GBP
            twice,Thrice,,,T,,1,GBP
            broken,"Bro"ken,,,B,,1,GBP
            size,Size,,Size=S,Z,L,1.234,GBP
            """)
        #expect(report.productsCreated == 1)
        let found = report.refused.map { "\($0.line) \($0.column)" }
        #expect(
            found == [
                "3 ", "4 price", "5 ", "6 category", "7 code", "8 ", "9 slug", "10 ", "11 code",
                "11 name", "12 ", "13 price",
            ])
        #expect(try catalogue.product(merchant, slug: "shirt") == nil)
        #expect(try catalogue.product(merchant, slug: "good") != nil)
    }

    @Test func `an import changes what it names and leaves the rest`() throws {
        let made = try home.add("Mug", code: "M", description: "Blue.")
        let report = try take("slug,code,price\nmug,M,9.99\n")
        #expect(report.productsUpdated == 1 && report.refused == [])
        let view = try #require(try catalogue.product(merchant, made.id))
        #expect(view.skus[0].price == TestCatalogue.pounds(999))
        #expect(view.product.draft == made.product.draft)
        #expect(try take("slug,code,price\nmug,M,9.99\n").productsUnchanged == 1)
    }

    @Test(arguments: [
        "", "name\nMug\n", "slug,slug\n", "slug,unknown\n", "slug,\"name\n",
    ])
    func `a file with another header is refused as a whole`(text: String) throws {
        #expect(try problem { _ = try take(text) }?.status == 422)
    }

    @Test func `a file that is too large, or not UTF-8, is refused as a whole`() throws {
        let bytes = Array("slug\n".utf8)
        let tooLarge = try problem {
            try catalogue.importCSV(
                merchant, bytes + [UInt8](repeating: 0x20, count: 32 << 20))
        }
        #expect(tooLarge?.status == 413)
        let tooLong = try problem {
            let rows = [UInt8](String(repeating: "a\n", count: 100_001).utf8)
            try catalogue.importCSV(merchant, bytes + rows)
        }
        #expect(tooLong?.status == 413)
        let notText = try problem { try catalogue.importCSV(merchant, bytes + [0xFF, 0x0A]) }
        #expect(notText?.status == 422)
    }
}
