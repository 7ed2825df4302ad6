internal import Primitives
internal import Service
internal import Store

// What writes rows of products and SKUs, inside a transaction of its caller.
extension Catalogue {
    static func insertProduct(
        _ merchant: MerchantID, _ draft: ProductDraft, skus: [SKUDraft], _ now: Timestamp,
        _ connection: Connection
    ) throws -> ProductID {
        let id = ProductID(try connection.newNumbers("product"))
        let draft = try checked(draft, merchant, id, connection)
        try SKUDraft.check(skus, options: draft.options)
        try connection.execute(
            """
            INSERT INTO products (
                id, merchant, slug, name, name_zh, description, category, status, options, media,
                created_at, updated_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, 0)
            """, values(id, draft, now) { [merchant.value] + $0 })
        if !skus.isEmpty { _ = try insertSKUs(merchant, id, skus, connection) }
        try settle(id, now, connection)
        return id
    }

    /// Writes what is in `product`, raises its version and makes it found by its new words.
    static func rewrite(_ product: Product, _ now: Timestamp, _ connection: Connection) throws {
        try connection.execute(
            """
            UPDATE products SET slug = $2, name = $3, name_zh = $4, description = $5, category = $6,
                status = $7, options = $8, media = $9, updated_at = $10
            WHERE id = $1
            """, values(product.id, product.draft, now) { $0 })
        try settle(product.id, now, connection)
    }

    /// The first number of the SKUs, which follow each other.
    static func insertSKUs(
        _ merchant: MerchantID, _ product: ProductID, _ skus: [SKUDraft], _ connection: Connection
    ) throws -> SKUID {
        try checkCodes(merchant, skus.map { (nil, $0.code) }, connection)
        let first = try connection.newNumbers("sku", count: skus.count)
        for (index, draft) in skus.enumerated() {
            try connection.execute(
                """
                INSERT INTO skus (
                    id, merchant, product, code, choice, price, currency, weight_grams, barcode,
                    status, version)
                VALUES ($1, $9, $10, $2, $3, $4, $5, $6, $7, $8, 1)
                """,
                draft.values(SKUID(first + UInt64(index))) + [merchant.value, product.value])
        }
        return SKUID(first)
    }

    static func updateSKU(_ sku: SKU, _ connection: Connection) throws {
        try checkCodes(sku.merchant, [(sku.id, sku.code)], connection)
        try connection.execute(
            """
            UPDATE skus SET code = $2, choice = $3, price = $4, currency = $5, weight_grams = $6,
                barcode = $7, status = $8, version = version + 1
            WHERE id = $1
            """, sku.draft.values(sku.id))
    }

    /// Throws unless the codes are free, or belong to the SKUs that carry them already.
    static func checkCodes(
        _ merchant: MerchantID, _ codes: [(sku: SKUID?, code: String)], _ connection: Connection
    ) throws {
        for (sku, code) in codes {
            let owner = try connection.first(
                "SELECT id FROM skus WHERE merchant = $1 AND code = $2",
                [merchant.value, .text(code)]
            ) { row throws(StoreError) in SKUID(try row.unsigned(0)) }
            guard owner == nil || owner == sku else {
                throw Problem(
                    409, "code_taken", "The code \(code) belongs to another SKU of the store.",
                    fields: [.init("/code", "is taken")])
            }
        }
    }

    /// After a change of a product or its SKUs: its prices, its version, its words for the search.
    static func settle(_ product: ProductID, _ now: Timestamp, _ connection: Connection) throws {
        try connection.execute(
            """
            UPDATE products SET version = version + 1, updated_at = $2,
                price_from = (
                    SELECT min(price) FROM skus WHERE product = $1 AND status = 1),
                price_to = (
                    SELECT max(price) FROM skus WHERE product = $1 AND status = 1),
                currency = (
                    SELECT max(currency) FROM skus WHERE product = $1 AND status = 1)
            WHERE id = $1
            """, [product.value, .integer(now.rawValue)])
        try SearchTables.index(product, connection)
    }

    static func checked(
        _ draft: ProductDraft, _ merchant: MerchantID, _ id: ProductID, _ connection: Connection
    ) throws -> ProductDraft {
        var draft = draft
        var checks = FieldChecks()
        draft.check(&checks)
        func owner(_ slug: String) throws -> ProductID? {
            try connection.first(
                "SELECT id FROM products WHERE merchant = $1 AND slug = $2",
                [merchant.value, .text(slug)]
            ) { row throws(StoreError) in ProductID(try row.unsigned(0)) }
        }
        if draft.slug.isEmpty {
            // Two products may have one name: the second one's address ends in its number.
            let made = Slug.made(from: draft.name.english) ?? "product"
            let isFree = try made != "product" && (owner(made) ?? id) == id
            draft.slug = isFree ? made : "\(made)-\(id)"
        } else {
            checks.slug(draft.slug, "/slug")
            let taken = try (owner(draft.slug) ?? id) != id
            checks.require(!taken, "/slug", "is taken by another product")
        }
        if let category = draft.category {
            let known = try Self.category(merchant, category, connection) != nil
            checks.require(known, "/category", "there is no such category")
        }
        try checks.finish()
        return draft
    }

    private static func values(
        _ id: ProductID, _ draft: ProductDraft, _ now: Timestamp,
        _ rest: ([SQLValue]) -> [SQLValue]
    ) -> [SQLValue] {
        [id.value]
            + rest([
                .text(draft.slug), .text(draft.name.english), SQLValue(draft.name.chinese),
                .text(draft.description), draft.category?.value ?? .null,
                .integer(draft.status.number), .text(Columns.text(draft.options)),
                .text(Columns.text(draft.media)), .integer(now.rawValue),
            ])
    }
}

extension SKUDraft {
    func values(_ id: SKUID) -> [SQLValue] {
        [
            id.value, .text(code), .text(Columns.text(values)), .integer(price.amount.rawValue),
            SQLValue(price.currency.rawValue), weightGrams.map { .integer($0) } ?? .null,
            SQLValue(barcode), .integer(status.number),
        ]
    }
}
