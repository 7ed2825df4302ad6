import Catalogue
import Primitives
import Service
import Testing

@Suite struct MerchantWallTests {
    private let home: TestCatalogue
    private var catalogue: Catalogue { home.catalogue }
    private let merchant = TestCatalogue.merchant
    private let other = TestCatalogue.other

    init() throws { home = try TestCatalogue() }

    @Test func `nobody reaches another merchant's rows`() throws {
        let category = try catalogue.createCategory(
            merchant, CategoryDraft(name: LocalizedName("Mugs")))
        let product = try home.add("Blue Mug", code: "MUG", category: category.id)
        let sku = product.skus[0]
        let warehouse = try catalogue.createWarehouse(merchant, name: "North")
        try catalogue.setStock(merchant, warehouse: warehouse.id, sku: sku.id, quantity: 5)
        try catalogue.createStoreFront(merchant, StoreSettings(handle: "mine", name: "Mine"))
        // Kept in memory first, as a cache that forgot the merchant would show it.
        _ = try catalogue.product(merchant, product.id)

        #expect(try catalogue.product(other, product.id) == nil)
        #expect(try catalogue.product(other, slug: "blue-mug") == nil)
        #expect(try catalogue.products(other, [product.id]).isEmpty)
        #expect(try catalogue.products(other, limit: 10).products.isEmpty)
        #expect(try catalogue.products(other, in: category.id, limit: 10).products.isEmpty)
        for words in ["mug", "MUG", "blue mug", "bleu mgu", "mugs"] {
            let found = try catalogue.search(other, SearchRequest(words, status: nil))
            #expect(found.page.products.isEmpty && found.corrected == nil)
        }
        #expect(try catalogue.sku(other, sku.id) == nil)
        #expect(try catalogue.sku(other, code: "MUG") == nil)
        #expect(try catalogue.skus(other, limit: 10).isEmpty)
        #expect(try catalogue.categories(other).isEmpty)
        #expect(try catalogue.category(other, category.id) == nil)
        #expect(try catalogue.warehouses(other).isEmpty)
        #expect(try catalogue.warehouse(other, warehouse.id) == nil)
        #expect(try catalogue.stock(other, sku: sku.id).isEmpty)
        #expect(try catalogue.stock(other, warehouse: warehouse.id, limit: 10).isEmpty)
        #expect(try catalogue.storeFront(other) == nil)
        #expect(try catalogue.productCounts(other).isEmpty)
        let header = "slug,name,name_zh,description,category,status,media,options,code,values,"
        let exported = String(decoding: try catalogue.exportCSV(other), as: UTF8.self)
        #expect(exported == header + "price,currency,weight_grams,barcode,sku_status\r\n")
    }

    @Test func `nobody changes another merchant's rows`() throws {
        let category = try catalogue.createCategory(
            merchant, CategoryDraft(name: LocalizedName("Mugs")))
        let product = try home.add("Blue Mug", code: "MUG", category: category.id)
        let sku = product.skus[0]
        let warehouse = try catalogue.createWarehouse(merchant, name: "North")
        let theirs = try catalogue.createWarehouse(other, name: "North")
        let attempts: [() throws -> Void] = [
            {
                try catalogue.updateProduct(
                    other, product.id, expectedVersion: nil, product.product.draft)
            },
            { try catalogue.updateSKU(other, sku.id, expectedVersion: nil, sku.draft) },
            { try catalogue.createSKU(other, product: product.id, sku.draft) },
            {
                try catalogue.updateCategory(
                    other, category.id, expectedVersion: nil, category.draft)
            },
            { try catalogue.deleteCategory(other, category.id, expectedVersion: nil) },
            {
                try catalogue.updateWarehouse(
                    other, warehouse.id, expectedVersion: nil, name: "Mine")
            },
            {
                try catalogue.setStock(
                    other, warehouse: warehouse.id, sku: sku.id, quantity: 1)
            },
            { try catalogue.setStock(other, warehouse: theirs.id, sku: sku.id, quantity: 1) },
        ]
        for attempt in attempts { #expect(try problem(attempt)?.status == 404) }
        let borrowed = try problem {
            try home.add("Cup", code: "CUP", category: category.id, merchant: other)
        }
        #expect(borrowed?.fields.first?.pointer == "/category")
        let imported = try catalogue.importCSV(
            other, Array("slug,name,code,price,currency\nblue-mug,Red Mug,MUG,1,GBP\n".utf8))
        #expect(imported.productsCreated == 1)
        #expect(try catalogue.product(merchant, product.id) == product)
    }
}
