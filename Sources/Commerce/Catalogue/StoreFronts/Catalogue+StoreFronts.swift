package import Primitives
internal import Service
internal import Store

extension Catalogue {
    /// A merchant's store; nil before `createStoreFront`.
    package func storeFront(_ merchant: MerchantID) throws -> StoreFront? {
        try fronts.value(merchant) {
            try read { try Self.storeFront(merchant, $0) }
        }
    }

    /// The store with this part of the address.
    package func storeFront(handle: String) throws -> StoreFront? {
        let merchant = try read { connection in
            try connection.first(
                "SELECT merchant FROM stores WHERE handle = $1", [.text(handle)]
            ) { row throws(StoreError) in try MerchantID(row, 0) }
        }
        return try merchant.flatMap { try storeFront($0) }
    }

    /// All stores, by the merchants' numbers.
    package func storeFronts(after: MerchantID = MerchantID(0), limit: Int) throws -> [StoreFront] {
        try read { connection in
            try connection.all(
                """
                SELECT \(Self.frontColumns) FROM stores WHERE merchant > $1
                ORDER BY merchant LIMIT $2
                """, [after.value, SQLValue(limit)]
            ) { row throws(StoreError) in try StoreFront(row) }
        }
    }

    /// Opens a merchant's store with an empty home page.
    @discardableResult
    package func createStoreFront(_ merchant: MerchantID, _ settings: StoreSettings) throws
        -> StoreFront
    {
        try settings.check()
        let now = clock.now()
        return try write { connection in
            guard try Self.storeFront(merchant, connection) == nil else {
                throw Problem(409, "store_exists", "The merchant has a store already.")
            }
            try Self.checkHandle(settings.handle, merchant, connection)
            let front = StoreFront(
                merchant: merchant, settings: settings, draftBlocks: [], blocks: [], version: 1,
                updatedAt: now)
            try connection.execute(
                """
                INSERT INTO stores (\(Self.frontColumns))
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
                """, front.values)
            return front
        }
    }

    /// Changes name, address, logo, colours and language.
    @discardableResult
    package func updateStoreFront(
        _ merchant: MerchantID, expectedVersion: Int64?, _ settings: StoreSettings
    ) throws -> StoreFront {
        try settings.check()
        return try changeFront(merchant, expectedVersion) { front, connection in
            try Self.checkHandle(settings.handle, merchant, connection)
            front.settings = settings
        }
    }

    /// Writes the draft of the home page; buyers see nothing of it before `publishBlocks`.
    @discardableResult
    package func updateDraftBlocks(
        _ merchant: MerchantID, expectedVersion: Int64?, _ blocks: [Block]
    ) throws -> StoreFront {
        try changeFront(merchant, expectedVersion) { front, connection in
            var checks = FieldChecks()
            checks.require(
                blocks.count <= CatalogueLimits.blocks, "/blocks",
                "must have at most \(CatalogueLimits.blocks) blocks")
            for (index, block) in blocks.enumerated() {
                block.check("/blocks/\(index)", &checks)
                if case .products(_, .category(let id), _) = block,
                    try Self.category(merchant, id, connection) == nil
                {
                    checks.refuse("/blocks/\(index)/category", "there is no such category")
                }
            }
            try checks.finish()
            front.draftBlocks = blocks
        }
    }

    /// Shows the draft of the home page to buyers.
    @discardableResult
    package func publishBlocks(_ merchant: MerchantID, expectedVersion: Int64?) throws
        -> StoreFront
    {
        try changeFront(merchant, expectedVersion) { front, _ in front.blocks = front.draftBlocks }
    }

    private static let frontColumns = """
        merchant, handle, name, logo, primary_colour, accent_colour, background_colour, language, \
        draft_blocks, blocks, version, updated_at
        """

    private func changeFront(
        _ merchant: MerchantID, _ expectedVersion: Int64?,
        _ change: (inout StoreFront, Connection) throws -> Void
    ) throws -> StoreFront {
        let now = clock.now()
        let changed = try write { connection in
            guard var front = try Self.storeFront(merchant, connection) else {
                throw Problem.notFound("store")
            }
            try Self.expect(expectedVersion, front.version)
            try change(&front, connection)
            front.version += 1
            front.updatedAt = now
            try connection.execute(
                """
                UPDATE stores SET handle = $2, name = $3, logo = $4, primary_colour = $5,
                    accent_colour = $6, background_colour = $7, language = $8, draft_blocks = $9,
                    blocks = $10, version = $11, updated_at = $12
                WHERE merchant = $1
                """, front.values)
            return front
        }
        fronts.remove(merchant)
        tell(merchant, .store)
        return changed
    }

    private static func storeFront(_ merchant: MerchantID, _ connection: Connection) throws
        -> StoreFront?
    {
        try connection.first(
            "SELECT \(frontColumns) FROM stores WHERE merchant = $1", [merchant.value]
        ) { row throws(StoreError) in try StoreFront(row) }
    }

    private static func checkHandle(
        _ handle: String, _ merchant: MerchantID, _ connection: Connection
    ) throws {
        let owner = try connection.first(
            "SELECT merchant FROM stores WHERE handle = $1", [.text(handle)]
        ) { row throws(StoreError) in try MerchantID(row, 0) }
        guard owner == nil || owner == merchant else {
            throw Problem(
                409, "handle_taken", "Another store has this handle: choose another one.",
                fields: [.init("/handle", "is taken")])
        }
    }
}
