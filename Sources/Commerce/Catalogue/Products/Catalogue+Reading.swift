package import Primitives
internal import Service
internal import Store

extension Catalogue {
    /// A product of the merchant, whatever its status: from memory where it was read before.
    package func product(_ merchant: MerchantID, _ id: ProductID) throws -> ProductView? {
        let view = try products.value(id) { try read { try Self.view(id, $0) } }
        return view?.product.merchant == merchant ? view : nil
    }

    /// The product with this part of the address, whatever its status.
    package func product(_ merchant: MerchantID, slug: String) throws -> ProductView? {
        let key = MerchantSlug(merchant: merchant, slug: slug)
        let id = try slugs.value(key) {
            try read { connection in
                try connection.first(
                    "SELECT id FROM products WHERE merchant = $1 AND slug = $2",
                    [merchant.value, .text(slug)]
                ) { row throws(StoreError) in ProductID(try row.unsigned(0)) }
            }
        }
        guard let id, let view = try product(merchant, id), view.product.slug == slug else {
            return nil
        }
        return view
    }

    /// The products of these numbers, in their order; those that are not there are left out.
    package func products(_ merchant: MerchantID, _ ids: [ProductID]) throws -> [ProductView] {
        if ids.allSatisfy({ products.kept($0) != nil }) {
            return try ids.compactMap { try product(merchant, $0) }
        }
        return try read { connection in
            try ids.compactMap { id in
                let view = try products.value(id) { try Self.view(id, connection) }
                return view?.product.merchant == merchant ? view : nil
            }
        }
    }

    /// Published products, the newest first, of the whole store or of a category and those below
    /// it; `after` is the cursor of the page before.
    package func products(
        _ merchant: MerchantID, in category: CategoryID? = nil, after: String? = nil, limit: Int
    ) throws -> ProductPage {
        let found = try search(
            merchant,
            SearchRequest(category: category, sort: .newest, after: after, limit: limit))
        return found.page
    }

    /// A SKU of the merchant.
    package func sku(_ merchant: MerchantID, _ id: SKUID) throws -> SKU? {
        try read { try Self.sku(merchant, id, $0) }
    }

    /// The SKU with the merchant's own code.
    package func sku(_ merchant: MerchantID, code: String) throws -> SKU? {
        try read { connection in
            try connection.first(
                "SELECT \(SKU.columns) FROM skus WHERE merchant = $1 AND code = $2",
                [merchant.value, .text(code)]
            ) { row throws(StoreError) in try SKU(row) }
        }
    }

    /// All SKUs of the merchant by their numbers, for whoever fills pools.
    package func skus(_ merchant: MerchantID, after: SKUID = SKUID(0), limit: Int) throws -> [SKU] {
        try read { connection in
            try connection.all(
                """
                SELECT \(SKU.columns) FROM skus WHERE merchant = $1 AND id > $2
                ORDER BY id LIMIT $3
                """, [merchant.value, after.value, SQLValue(limit)]
            ) { row throws(StoreError) in try SKU(row) }
        }
    }

    /// How many products the merchant has in each status.
    package func productCounts(_ merchant: MerchantID) throws -> [ProductStatus: Int] {
        try read { connection in
            var counts: [ProductStatus: Int] = [:]
            try connection.query(
                "SELECT status, count(*) FROM products WHERE merchant = $1 GROUP BY status",
                [merchant.value]
            ) { row throws(StoreError) in
                counts[try ProductStatus(row, 0)] = Int(try row.integer(1))
            }
            return counts
        }
    }

    static func view(_ id: ProductID, _ connection: Connection) throws -> ProductView? {
        let product = try connection.first(
            "SELECT \(Product.columns) FROM products WHERE id = $1", [id.value]
        ) { row throws(StoreError) in try Product(row) }
        guard let product else { return nil }
        return ProductView(product: product, skus: try skus(id, connection))
    }

    static func skus(_ product: ProductID, _ connection: Connection) throws -> [SKU] {
        try connection.all(
            "SELECT \(SKU.columns) FROM skus WHERE product = $1 ORDER BY id", [product.value]
        ) { row throws(StoreError) in try SKU(row) }
    }

    static func product(_ merchant: MerchantID, _ id: ProductID, _ connection: Connection) throws
        -> Product?
    {
        try connection.first(
            "SELECT \(Product.columns) FROM products WHERE id = $1 AND merchant = $2",
            [id.value, merchant.value]
        ) { row throws(StoreError) in try Product(row) }
    }

    static func sku(_ merchant: MerchantID, _ id: SKUID, _ connection: Connection) throws -> SKU? {
        try connection.first(
            "SELECT \(SKU.columns) FROM skus WHERE id = $1 AND merchant = $2",
            [id.value, merchant.value]
        ) { row throws(StoreError) in try SKU(row) }
    }
}
