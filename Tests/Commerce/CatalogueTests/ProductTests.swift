import Catalogue
import Primitives
import Service
import Testing

@Suite struct ProductTests {
    private let home: TestCatalogue
    private var catalogue: Catalogue { home.catalogue }
    private let merchant = TestCatalogue.merchant

    init() throws { home = try TestCatalogue() }

    private func shirt() throws -> ProductView {
        try catalogue.createProduct(
            merchant,
            ProductDraft(
                name: LocalizedName("Linen Shirt", chinese: "亚麻衬衫"), status: .published,
                options: [ProductOption("Colour", ["Red", "Blue"]), ProductOption("Size", ["S"])],
                media: [Media(url: "https://example.org/a.jpg", alternative: "A shirt")]),
            skus: [
                SKUDraft(
                    code: "SH-R", values: ["Red", "S"], price: TestCatalogue.pounds(3000),
                    weightGrams: 250, barcode: "4006381333931"),
                SKUDraft(code: "SH-B", values: ["Blue", "S"], price: TestCatalogue.pounds(2500)),
            ])
    }

    @Test func `a product is read as it was written`() throws {
        let made = try shirt()
        #expect(made.product.slug == "linen-shirt")
        #expect(made.product.version == 1)
        #expect(made.product.priceFrom == TestCatalogue.pounds(2500))
        #expect(made.product.priceTo == TestCatalogue.pounds(3000))
        #expect(try catalogue.product(merchant, slug: "linen-shirt") == made)
        #expect(try catalogue.product(merchant, made.id) == made)
        #expect(try catalogue.sku(merchant, code: "SH-R") == made.skus[0])
    }

    @Test func `an edit needs the version that was read`() throws {
        let made = try shirt()
        var draft = made.product.draft
        draft.name.english = "Linen Shirt, washed"
        let changed = try catalogue.updateProduct(merchant, made.id, expectedVersion: 1, draft)
        #expect(changed.product.version == 2)
        let stale = try problem {
            try catalogue.updateProduct(merchant, made.id, expectedVersion: 1, draft)
        }
        #expect(stale?.status == 412)
        #expect(try catalogue.product(merchant, made.id) == changed)
    }

    @Test func `a change of a SKU shows at the product at once`() throws {
        let made = try shirt()
        var draft = made.skus[1].draft
        draft.price = TestCatalogue.pounds(1900)
        let sku = try catalogue.updateSKU(merchant, made.skus[1].id, expectedVersion: 1, draft)
        #expect(sku.version == 2)
        let view = try #require(try catalogue.product(merchant, slug: "linen-shirt"))
        #expect(view.product.priceFrom == TestCatalogue.pounds(1900))
        #expect(view.product.version == 2)
        let stale = try problem {
            try catalogue.updateSKU(merchant, made.skus[1].id, expectedVersion: 1, draft)
        }
        #expect(stale?.status == 412)
    }

    @Test func `an address that changes leaves no product at the old one`() throws {
        let made = try shirt()
        _ = try catalogue.product(merchant, slug: "linen-shirt")
        var draft = made.product.draft
        draft.slug = "shirt"
        try catalogue.updateProduct(merchant, made.id, expectedVersion: nil, draft)
        #expect(try catalogue.product(merchant, slug: "linen-shirt") == nil)
        #expect(try catalogue.product(merchant, slug: "shirt")?.id == made.id)
    }

    @Test func `names that are the same get addresses that are not`() throws {
        let first = try home.add("Mug", code: "A")
        let second = try home.add("Mug", code: "B")
        #expect(first.product.slug == "mug")
        #expect(second.product.slug == "mug-\(second.id)")
        let chinese = try home.add("杯子", code: "C")
        #expect(chinese.product.slug == "product-\(chinese.id)")
    }

    @Test func `wrong fields are all named`() throws {
        let wrong = try problem {
            try catalogue.createProduct(
                merchant,
                ProductDraft(
                    slug: "Not A Slug", name: LocalizedName(" "), category: CategoryID(99),
                    options: [ProductOption("Colour", ["Red", "Red", "a|b"])],
                    media: [
                        Media(url: "javascript:alert(1)"), Media(url: "//evil.example/x"),
                        Media(url: "http://example.org/a"), Media(url: "/fine.svg"),
                    ]))
        }
        let pointers = Set(wrong?.fields.map(\.pointer) ?? [])
        #expect(
            pointers == [
                "/slug", "/name", "/category", "/options/0/values", "/options/0/values/2",
                "/media/0/url", "/media/1/url", "/media/2/url",
            ])
        #expect(wrong?.status == 422)
    }

    @Test func `SKUs fit their product and have codes of their own`() throws {
        let made = try shirt()
        func add(_ code: String, _ values: [String], _ price: Price) throws -> Problem? {
            try problem {
                try catalogue.createSKU(
                    merchant, product: made.id, SKUDraft(code: code, values: values, price: price))
            }
        }
        let pounds = TestCatalogue.pounds(1)
        #expect(try add("X", ["Green", "S"], pounds)?.fields.first?.pointer == "/values")
        #expect(try add("X", ["Red", "S"], pounds)?.fields.first?.pointer == "/values")
        #expect(try add("SH-R", ["Red", "S"], pounds)?.status == 422)
        try home.add("Mug", code: "MUG")
        let yen = Price(MinorUnits(1), .yuan)
        #expect(try add("X", ["Red"], yen)?.fields.count == 2)
        var draft = made.product.draft
        draft.options[0].values.append("Green")
        try catalogue.updateProduct(merchant, made.id, expectedVersion: nil, draft)
        #expect(try add("MUG", ["Green", "S"], pounds)?.code == "code_taken")
        #expect(try add("SH-G", ["Green", "S"], pounds) == nil)
    }

    @Test func `lists go on by their cursor`() throws {
        for index in 1...7 {
            try home.add("Mug \(index)", code: "M\(index)", pence: Int64(index % 3))
        }
        for sort in SearchRequest.Sort.allCases {
            var seen: [ProductID] = []
            var after: String?
            repeat {
                let found = try catalogue.search(
                    merchant, SearchRequest(sort: sort, after: after, limit: 3))
                seen += found.page.products.map(\.id)
                after = found.page.next
            } while after != nil
            let all = try catalogue.search(merchant, SearchRequest(sort: sort)).page.products
            #expect(seen == all.map(\.id))
            #expect(Set(seen).count == 7)
            if sort == .priceUp {
                let prices = all.map { $0.product.priceFrom?.amount.rawValue ?? -1 }
                #expect(prices == prices.sorted())
            }
        }
        let wrong = try problem {
            _ = try catalogue.search(merchant, SearchRequest(after: "x", limit: 3))
        }
        #expect(wrong?.status == 422)
    }

    @Test func `drafts and archived products are not listed for buyers`() throws {
        let made = try shirt()
        var draft = made.product.draft
        draft.status = .archived
        try catalogue.updateProduct(merchant, made.id, expectedVersion: nil, draft)
        #expect(try catalogue.products(merchant, limit: 10).products.isEmpty)
        #expect(
            try catalogue.search(merchant, SearchRequest("shirt")).page.products.isEmpty)
        let all = try catalogue.search(merchant, SearchRequest("shirt", status: nil))
        #expect(all.page.products.map(\.id) == [made.id])
    }
}
