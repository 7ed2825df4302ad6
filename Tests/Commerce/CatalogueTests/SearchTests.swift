import Catalogue
import Primitives
import Service
import Testing

@Suite struct SearchTests {
    private let home: TestCatalogue
    private var catalogue: Catalogue { home.catalogue }
    private let merchant = TestCatalogue.merchant
    private let lights: CategoryID

    init() throws {
        home = try TestCatalogue()
        lights = try home.catalogue.createCategory(
            merchant, CategoryDraft(name: LocalizedName("Lights", chinese: "灯饰"))
        ).id
        try home.add(
            "Red Paper Lantern", chinese: "红色纸灯笼", code: "LAN-1", pence: 450, category: lights)
        try home.add(
            "Blue Glass Lantern", chinese: "蓝色玻璃灯笼", code: "LAN-2", pence: 950,
            category: lights, description: "Goes well with the red one.")
        try home.add("Wooden Chess Set", chinese: "木制国际象棋", code: "CH 100", pence: 2500)
        try home.add("Chest of Drawers", chinese: "五斗柜", code: "85099B", pence: 12_000)
        try home.add("Café Au Lait Bowl", chinese: "咖啡碗", code: "BOWL", pence: 700)
        try home.add(
            "Ceramic Bowl", code: "LANTERN", pence: 300, description: "A bowl beside a lantern.")
        try home.add("100% Cotton Throw", chinese: "纯棉盖毯", code: "T-1", pence: 3000)
    }

    @Test(arguments: [
        ("lantern", "Ceramic Bowl"),  // its code, exactly
        ("red lantern", "Red Paper Lantern"),
        ("lanterns red", "Red Paper Lantern"),
        ("LAN-2", "Blue Glass Lantern"),
        ("85099b", "Chest of Drawers"),
        ("85099", "Chest of Drawers"),
        ("ch 100", "Wooden Chess Set"),
        ("chess", "Wooden Chess Set"),
        ("lantrn glas", "Blue Glass Lantern"),
        ("wodden", "Wooden Chess Set"),
        ("draweers", "Chest of Drawers"),
        ("cafe", "Café Au Lait Bowl"),
        ("CAFÉ", "Café Au Lait Bowl"),
        ("灯笼", "Red Paper Lantern"),
        ("玻璃灯笼", "Blue Glass Lantern"),
        ("柜", "Chest of Drawers"),
        ("国际象棋", "Wooden Chess Set"),
        ("蓝灯笼", "Blue Glass Lantern"),
        ("红 lantern", "Red Paper Lantern"),
        ("lights glass", "Blue Glass Lantern"),
        ("cotton unobtainium", "100% Cotton Throw"),
        ("100%", "100% Cotton Throw"),
    ])
    func `the best hit comes first`(words: String, name: String) throws {
        let found = try catalogue.search(merchant, SearchRequest(words))
        #expect(found.page.products.first?.product.name.english == name)
    }

    @Test(arguments: ["\"", "a\" OR name:*", "NEAR(", "*", "- - -", "'; DROP TABLE products", "%"])
    func `no text breaks the search`(words: String) throws {
        _ = try catalogue.search(merchant, SearchRequest(words))
        #expect(try catalogue.products(merchant, limit: 10).products.count == 7)
    }

    @Test func `a correction says what was looked for`() throws {
        let found = try catalogue.search(merchant, SearchRequest("lantrn glas"))
        #expect(found.corrected == "lantern glass" || found.corrected == "lantern glas")
        #expect(try catalogue.search(merchant, SearchRequest("red paper")).corrected == nil)
        #expect(try catalogue.search(merchant, SearchRequest("cotton unobtainium")).isLoose)
    }

    @Test func `filters and orders hold in a search by words too`() throws {
        func names(_ request: SearchRequest) throws -> [String] {
            try catalogue.search(merchant, request).page.products.map {
                String($0.product.name.english.prefix(4))
            }
        }
        #expect(try names(SearchRequest("lantern", category: lights)).count == 2)
        #expect(try names(SearchRequest("lantern", priceFrom: 900)) == ["Blue"])
        #expect(
            try names(SearchRequest("lantern", priceTo: 500, sort: .priceUp)) == ["Cera", "Red "])
        #expect(
            try names(SearchRequest("lantern", sort: .priceDown)) == ["Blue", "Red ", "Cera"])
        #expect(try names(SearchRequest("lantern", sort: .newest)) == ["Cera", "Blue", "Red "])
        #expect(try names(SearchRequest(category: lights, sort: .newest)) == ["Blue", "Red "])
        #expect(
            try names(SearchRequest(priceFrom: 2000, sort: .priceUp)) == ["Wood", "100%", "Ches"])
    }

    @Test func `pages of a search follow each other`() throws {
        let first = try catalogue.search(merchant, SearchRequest("lantern", limit: 2))
        let rest = try catalogue.search(
            merchant, SearchRequest("lantern", after: first.page.next, limit: 2))
        #expect(first.page.products.count == 2)
        #expect(rest.page.products.count == 1 && rest.page.next == nil)
    }

    @Test func `a renamed category and a changed product are found by their new words`() throws {
        try catalogue.updateCategory(
            merchant, lights, expectedVersion: nil,
            CategoryDraft(name: LocalizedName("Luminaires", chinese: "照明")))
        #expect(
            try catalogue.search(merchant, SearchRequest("luminaires")).page.products.count == 2)
        #expect(try catalogue.search(merchant, SearchRequest("照明")).page.products.count == 2)
        let chess = try #require(try catalogue.product(merchant, slug: "wooden-chess-set"))
        var draft = chess.product.draft
        draft.name = LocalizedName("Marble Draughts")
        try catalogue.updateProduct(merchant, chess.id, expectedVersion: nil, draft)
        #expect(
            try catalogue.search(merchant, SearchRequest("draughts")).page.products.first?.id
                == chess.id)
        let old = try catalogue.search(merchant, SearchRequest("国际象棋"))
        #expect(old.page.products.isEmpty)
    }
}
