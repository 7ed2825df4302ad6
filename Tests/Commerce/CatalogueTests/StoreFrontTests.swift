import Catalogue
import Primitives
import Service
import Testing

@Suite struct StoreFrontTests {
    private let home: TestCatalogue
    private var catalogue: Catalogue { home.catalogue }
    private let merchant = TestCatalogue.merchant

    init() throws { home = try TestCatalogue() }

    @Test func `a home page is arranged, previewed and published`() throws {
        try catalogue.createStoreFront(merchant, StoreSettings(handle: "shop", name: "Shop"))
        let mugs = try catalogue.createCategory(
            merchant, CategoryDraft(name: LocalizedName("Mugs", chinese: "杯子")))
        let blocks: [Block] = [
            .hero(title: "Hello", text: "Two\nlines", link: "/sale"),
            .products(title: "Mugs", source: .category(mugs.id), count: 8),
            .products(title: "Blue", source: .query("blue"), count: 4),
            .products(title: "New", source: .newest, count: 4), .sale(SaleID(3)), .text("Plain"),
        ]
        let draft = try catalogue.updateDraftBlocks(merchant, expectedVersion: 1, blocks)
        #expect(draft.blocks.isEmpty && draft.draftBlocks == blocks && draft.version == 2)
        try catalogue.publishBlocks(merchant, expectedVersion: 2)
        let shown = try #require(try catalogue.storeFront(handle: "shop"))
        #expect(shown.blocks == blocks)
        let stale = try problem { try catalogue.publishBlocks(merchant, expectedVersion: 2) }
        #expect(stale?.status == 412)
    }

    @Test func `settings are checked and a handle belongs to one store`() throws {
        try catalogue.createStoreFront(merchant, StoreSettings(handle: "shop", name: "Shop"))
        let taken = try problem {
            try catalogue.createStoreFront(
                TestCatalogue.other, StoreSettings(handle: "shop", name: "Shop"))
        }
        #expect(taken?.status == 409)
        let wrong = try problem {
            try catalogue.updateStoreFront(
                merchant, expectedVersion: nil,
                StoreSettings(handle: "A b", name: "", logo: "http://x/y"))
        }
        #expect(wrong?.fields.map(\.pointer) == ["/handle", "/name", "/logo"])
        let block = try problem {
            try catalogue.updateDraftBlocks(
                merchant, expectedVersion: nil,
                [
                    .hero(title: "", text: "", link: "javascript:x"),
                    .products(title: "A", source: .category(CategoryID(9)), count: 0),
                ])
        }
        #expect(
            block?.fields.map(\.pointer) == [
                "/blocks/0/title", "/blocks/0/link", "/blocks/1/count", "/blocks/1/category",
            ])
    }

    @Test(arguments: ["#12ab9F", "#000000"]) func `colours are read`(text: String) throws {
        #expect(try #require(Colour(text)).description == text.lowercased())
    }

    @Test(arguments: ["", "12ab9f", "#12ab9", "#12ab9g", "#+2ab9f", "#12ab9ff", "red"])
    func `what is no colour is refused`(text: String) { #expect(Colour(text) == nil) }

    @Test func `text on a colour is black or white, whichever reads better`() {
        #expect(Colour(value: 0xFFFF00).readableText == Colour(value: 0))
        #expect(Colour(value: 0x1F4E79).readableText == Colour(value: 0xFFFFFF))
    }

    @Test func `categories stand in two levels`() throws {
        let top = try catalogue.createCategory(
            merchant, CategoryDraft(name: LocalizedName("Home"), place: 2))
        let first = try catalogue.createCategory(
            merchant, CategoryDraft(name: LocalizedName("Bags"), place: 1))
        let below = try catalogue.createCategory(
            merchant, CategoryDraft(name: LocalizedName("Clocks"), parent: top.id))
        #expect(try catalogue.categories(merchant).map(\.id) == [first.id, top.id, below.id])
        let third = try problem {
            try catalogue.createCategory(
                merchant, CategoryDraft(name: LocalizedName("Wall"), parent: below.id))
        }
        #expect(third?.fields.first?.pointer == "/parent")
        let used = try problem {
            try catalogue.deleteCategory(merchant, top.id, expectedVersion: nil)
        }
        #expect(used?.code == "category_in_use")
        try catalogue.deleteCategory(merchant, below.id, expectedVersion: 1)
        try catalogue.deleteCategory(merchant, top.id, expectedVersion: 1)
        #expect(try catalogue.categories(merchant) == [first])
    }
}
