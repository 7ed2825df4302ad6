package import Primitives
internal import Service
internal import Store

extension Catalogue {
    /// All categories of a merchant: each one at the top followed by those below it.
    package func categories(_ merchant: MerchantID) throws -> [Category] {
        try shelves.value(merchant) {
            try read { try Self.categories(merchant, $0) }
        } ?? []
    }

    /// One category.
    package func category(_ merchant: MerchantID, _ id: CategoryID) throws -> Category? {
        try categories(merchant).first { $0.id == id }
    }

    /// The category with this part of the address.
    package func category(_ merchant: MerchantID, slug: String) throws -> Category? {
        try categories(merchant).first { $0.slug == slug }
    }

    /// Makes a category.
    @discardableResult
    package func createCategory(_ merchant: MerchantID, _ draft: CategoryDraft) throws -> Category {
        let made = try write { try Self.insertCategory(merchant, draft, $0) }
        forgetShelves(of: merchant)
        return made
    }

    /// Changes a category.
    @discardableResult
    package func updateCategory(
        _ merchant: MerchantID, _ id: CategoryID, expectedVersion: Int64?, _ draft: CategoryDraft
    ) throws -> Category {
        let changed = try write { connection in
            guard var category = try Self.category(merchant, id, connection) else {
                throw Problem.notFound("category")
            }
            try Self.expect(expectedVersion, category.version)
            let renamed = draft.name != category.name
            category.draft = try Self.checked(draft, merchant, id, connection)
            category.version += 1
            try connection.execute(
                """
                UPDATE categories SET slug = $2, name = $3, name_zh = $4, parent = $5, place = $6,
                    version = $7
                WHERE id = $1
                """,
                [
                    id.value, .text(category.slug), .text(category.name.english),
                    SQLValue(category.name.chinese), category.parent?.value ?? .null,
                    .integer(category.draft.place), .integer(category.version),
                ])
            // Products are found by their category's name too.
            if renamed { try SearchTables.indexCategory(id, connection) }
            return category
        }
        forgetShelves(of: merchant)
        return changed
    }

    /// Removes a category in which nothing stands: no product, no category below it.
    package func deleteCategory(_ merchant: MerchantID, _ id: CategoryID, expectedVersion: Int64?)
        throws
    {
        try write { connection in
            guard let category = try Self.category(merchant, id, connection) else {
                throw Problem.notFound("category")
            }
            try Self.expect(expectedVersion, category.version)
            let used = try connection.first(
                """
                SELECT (SELECT count(*) FROM products WHERE merchant = $2 AND category = $1)
                    + (SELECT count(*) FROM categories WHERE parent = $1)
                """, [id.value, merchant.value]
            ) { row throws(StoreError) in try row.integer(0) }
            guard used == 0 else {
                throw Problem(
                    409, "category_in_use",
                    "Products or categories stand in it: move them to another one first.")
            }
            try connection.execute("DELETE FROM categories WHERE id = $1", [id.value])
        }
        forgetShelves(of: merchant)
    }

    static func category(_ merchant: MerchantID, _ id: CategoryID, _ connection: Connection) throws
        -> Category?
    {
        try connection.first(
            "SELECT \(categoryColumns) FROM categories WHERE id = $1 AND merchant = $2",
            [id.value, merchant.value]
        ) { row throws(StoreError) in try Category(row) }
    }

    static func insertCategory(
        _ merchant: MerchantID, _ draft: CategoryDraft, _ connection: Connection
    ) throws -> Category {
        let count = try connection.first(
            "SELECT count(*) FROM categories WHERE merchant = $1", [merchant.value]
        ) { row throws(StoreError) in try row.integer(0) }
        guard (count ?? 0) < CatalogueLimits.categories else {
            throw Problem(
                409, "too_many_categories",
                "A merchant has at most \(CatalogueLimits.categories) categories.")
        }
        let id = CategoryID(try connection.newNumbers("category"))
        let category = Category(
            id: id, merchant: merchant, draft: try checked(draft, merchant, id, connection),
            version: 1)
        try connection.execute(
            """
            INSERT INTO categories (\(categoryColumns)) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            """,
            [
                id.value, merchant.value, .text(category.slug), .text(category.name.english),
                SQLValue(category.name.chinese), category.parent?.value ?? .null,
                .integer(category.draft.place), .integer(1),
            ])
        return category
    }

    private static let categoryColumns = "id, merchant, slug, name, name_zh, parent, place, version"

    static func categories(_ merchant: MerchantID, _ connection: Connection) throws -> [Category] {
        let all = try connection.all(
            """
            SELECT \(categoryColumns) FROM categories WHERE merchant = $1 ORDER BY place, id
            """, [merchant.value]
        ) { row throws(StoreError) in try Category(row) }
        let below = Dictionary(grouping: all.filter { $0.parent != nil }, by: \.parent)
        return all.filter { $0.parent == nil }.flatMap { [$0] + (below[$0.id] ?? []) }
    }

    private static func checked(
        _ draft: CategoryDraft, _ merchant: MerchantID, _ id: CategoryID, _ connection: Connection
    ) throws -> CategoryDraft {
        var draft = draft
        var checks = FieldChecks()
        checks.name(draft.name, "")
        if draft.slug.isEmpty {
            draft.slug = Slug.made(from: draft.name.english) ?? "category-\(id)"
        }
        checks.slug(draft.slug, "/slug")
        checks.require(abs(draft.place) < 1_000_000, "/place", "must be below 1,000,000")
        let owner = try connection.first(
            "SELECT id FROM categories WHERE merchant = $1 AND slug = $2",
            [merchant.value, .text(draft.slug)]
        ) { row throws(StoreError) in CategoryID(try row.unsigned(0)) }
        checks.require(owner == nil || owner == id, "/slug", "is taken by another category")
        if let parent = draft.parent {
            let above = try category(merchant, parent, connection)
            checks.require(
                above != nil && above?.parent == nil && parent != id, "/parent",
                "must be another category of the store, at the top")
            let below = try connection.first(
                "SELECT count(*) FROM categories WHERE parent = $1", [id.value]
            ) { row throws(StoreError) in try row.integer(0) }
            checks.require(
                below == 0, "/parent", "must be empty, as categories stand below this one")
        }
        try checks.finish()
        return draft
    }
}

extension Category {
    /// Reads a row of all columns.
    init(_ row: borrowing Row) throws(StoreError) {
        id = CategoryID(try row.unsigned(0))
        merchant = try MerchantID(row, 1)
        draft = CategoryDraft(
            slug: try row.text(2),
            name: LocalizedName(try row.text(3), chinese: try row.optionalText(4)),
            parent: try row.optionalInteger(5).map { CategoryID(UInt64(bitPattern: $0)) },
            place: try row.integer(6))
        version = try row.integer(7)
    }
}
