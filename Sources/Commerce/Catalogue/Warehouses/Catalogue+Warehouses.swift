package import Primitives
internal import Service
internal import Store

// The merchant counts here what lies in each warehouse. What buyers may still order, the sellable
// pools, is decided by the order core alone and shown by its projections: nothing here changes it,
// and nothing there changes a count.
extension Catalogue {
    /// A merchant's warehouses.
    package func warehouses(_ merchant: MerchantID) throws -> [Warehouse] {
        try read { connection in
            try connection.all(
                """
                SELECT id, merchant, name, version FROM warehouses WHERE merchant = $1 ORDER BY id
                """, [merchant.value]
            ) { row throws(StoreError) in try Warehouse(row) }
        }
    }

    /// One warehouse.
    package func warehouse(_ merchant: MerchantID, _ id: WarehouseID) throws -> Warehouse? {
        try read { try Self.warehouse(merchant, id, $0) }
    }

    /// Makes a warehouse.
    @discardableResult
    package func createWarehouse(_ merchant: MerchantID, name: String) throws -> Warehouse {
        try write { try Self.insertWarehouse(merchant, name, $0) }
    }

    /// Renames a warehouse.
    @discardableResult
    package func updateWarehouse(
        _ merchant: MerchantID, _ id: WarehouseID, expectedVersion: Int64?, name: String
    ) throws -> Warehouse {
        try write { connection in
            guard var warehouse = try Self.warehouse(merchant, id, connection) else {
                throw Problem.notFound("warehouse")
            }
            try Self.expect(expectedVersion, warehouse.version)
            try Self.checkName(name, merchant, id, connection)
            warehouse.name = name
            warehouse.version += 1
            try connection.execute(
                "UPDATE warehouses SET name = $2, version = $3 WHERE id = $1",
                [id.value, .text(name), .integer(warehouse.version)])
            return warehouse
        }
    }

    /// The counts of a SKU, one for each warehouse that has one.
    package func stock(_ merchant: MerchantID, sku: SKUID) throws -> [WarehouseStock] {
        try read { connection in
            try connection.all(
                """
                SELECT warehouse, sku, quantity, updated_at, version FROM warehouse_stock
                WHERE sku = $1 AND merchant = $2 ORDER BY warehouse
                """, [sku.value, merchant.value]
            ) { row throws(StoreError) in try WarehouseStock(row) }
        }
    }

    /// The counts of a warehouse, by SKU.
    package func stock(
        _ merchant: MerchantID, warehouse: WarehouseID, after: SKUID = SKUID(0), limit: Int
    ) throws -> [WarehouseStock] {
        try read { connection in
            try connection.all(
                """
                SELECT warehouse, sku, quantity, updated_at, version FROM warehouse_stock
                WHERE warehouse = $1 AND merchant = $2 AND sku > $3 ORDER BY sku LIMIT $4
                """, [warehouse.value, merchant.value, after.value, SQLValue(limit)]
            ) { row throws(StoreError) in try WarehouseStock(row) }
        }
    }

    /// The count of a SKU in a warehouse, 0 where nobody has counted; nil where one of the two is
    /// not the merchant's.
    package func stock(
        _ merchant: MerchantID, warehouse: WarehouseID, sku: SKUID
    ) throws -> WarehouseStock? {
        try read { connection in
            guard try Self.warehouse(merchant, warehouse, connection) != nil,
                try Self.sku(merchant, sku, connection) != nil
            else { return nil }
            return try Self.stock(warehouse, sku, connection)
        }
    }

    /// Writes the count of a SKU in a warehouse.
    ///
    /// - Parameter expectedVersion: the version that was read; nil to overwrite whatever is there.
    @discardableResult
    package func setStock(
        _ merchant: MerchantID, warehouse: WarehouseID, sku: SKUID, quantity: Int64,
        expectedVersion: Int64? = nil
    ) throws -> WarehouseStock {
        try changeStock(merchant, warehouse, sku) { known in
            try Self.expect(expectedVersion, known.version)
            guard (0...CatalogueLimits.quantity).contains(quantity) else {
                throw Problem.field("/quantity", "must be 0 to \(CatalogueLimits.quantity)")
            }
            return quantity
        }
    }

    /// Adds to the count of a SKU in a warehouse, or takes from it.
    ///
    /// - Throws: 409 where there are not so many, or would be too many; nothing is changed then.
    @discardableResult
    package func moveStock(
        _ merchant: MerchantID, warehouse: WarehouseID, sku: SKUID, delta: Int64
    ) throws -> WarehouseStock {
        try changeStock(merchant, warehouse, sku) { known in
            let (quantity, overflow) = known.quantity.addingReportingOverflow(delta)
            guard !overflow, quantity <= CatalogueLimits.quantity else {
                throw Problem(
                    409, "too_many", "A warehouse counts up to \(CatalogueLimits.quantity).")
            }
            guard quantity >= 0 else {
                throw Problem(
                    409, "not_in_warehouse", "There are \(known.quantity) in this warehouse.")
            }
            return quantity
        }
    }

    private func changeStock(
        _ merchant: MerchantID, _ warehouse: WarehouseID, _ sku: SKUID,
        _ quantity: (WarehouseStock) throws -> Int64
    ) throws -> WarehouseStock {
        let now = clock.now()
        return try write { connection in
            guard try Self.warehouse(merchant, warehouse, connection) != nil else {
                throw Problem.notFound("warehouse")
            }
            guard try Self.sku(merchant, sku, connection) != nil else {
                throw Problem.notFound("SKU")
            }
            var stock = try Self.stock(warehouse, sku, connection)
            stock.quantity = try quantity(stock)
            stock.updatedAt = now
            stock.version += 1
            try Self.put(stock, merchant, connection)
            return stock
        }
    }

    private static func stock(
        _ warehouse: WarehouseID, _ sku: SKUID, _ connection: Connection
    ) throws -> WarehouseStock {
        try connection.first(
            """
            SELECT warehouse, sku, quantity, updated_at, version FROM warehouse_stock
            WHERE sku = $1 AND warehouse = $2
            """, [sku.value, warehouse.value]
        ) { row throws(StoreError) in try WarehouseStock(row) }
            ?? WarehouseStock(warehouse: warehouse, sku: sku, quantity: 0)
    }

    static func put(_ stock: WarehouseStock, _ merchant: MerchantID, _ connection: Connection)
        throws
    {
        try connection.execute(
            """
            INSERT INTO warehouse_stock (merchant, sku, warehouse, quantity, updated_at, version)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (sku, warehouse)
            DO UPDATE SET quantity = $4, updated_at = $5, version = $6
            """,
            [
                merchant.value, stock.sku.value, stock.warehouse.value, .integer(stock.quantity),
                SQLValue(stock.updatedAt?.rawValue), .integer(stock.version),
            ])
    }

    static func insertWarehouse(
        _ merchant: MerchantID, _ name: String, _ connection: Connection
    ) throws -> Warehouse {
        let count = try connection.first(
            "SELECT count(*) FROM warehouses WHERE merchant = $1", [merchant.value]
        ) { row throws(StoreError) in try row.integer(0) }
        guard (count ?? 0) < CatalogueLimits.warehouses else {
            throw Problem(
                409, "too_many_warehouses",
                "A merchant has at most \(CatalogueLimits.warehouses) warehouses.")
        }
        let id = WarehouseID(try connection.newNumbers("warehouse"))
        try checkName(name, merchant, id, connection)
        try connection.execute(
            "INSERT INTO warehouses (id, merchant, name, version) VALUES ($1, $2, $3, 1)",
            [id.value, merchant.value, .text(name)])
        return Warehouse(id: id, merchant: merchant, name: name, version: 1)
    }

    private static func warehouse(
        _ merchant: MerchantID, _ id: WarehouseID, _ connection: Connection
    ) throws -> Warehouse? {
        try connection.first(
            "SELECT id, merchant, name, version FROM warehouses WHERE id = $1 AND merchant = $2",
            [id.value, merchant.value]
        ) { row throws(StoreError) in try Warehouse(row) }
    }

    private static func checkName(
        _ name: String, _ merchant: MerchantID, _ id: WarehouseID, _ connection: Connection
    ) throws {
        var checks = FieldChecks()
        checks.text(name, "/name", maximum: 100)
        let owner = try connection.first(
            "SELECT id FROM warehouses WHERE merchant = $1 AND name = $2",
            [merchant.value, .text(name)]
        ) { row throws(StoreError) in WarehouseID(try row.unsigned(0)) }
        checks.require(owner == nil || owner == id, "/name", "is taken by another warehouse")
        try checks.finish()
    }
}

extension Warehouse {
    /// Reads a row of all columns.
    init(_ row: borrowing Row) throws(StoreError) {
        id = WarehouseID(try row.unsigned(0))
        merchant = try MerchantID(row, 1)
        name = try row.text(2)
        version = try row.integer(3)
    }
}

extension WarehouseStock {
    /// Reads a row of warehouse, SKU, quantity, time and version.
    init(_ row: borrowing Row) throws(StoreError) {
        warehouse = WarehouseID(try row.unsigned(0))
        sku = SKUID(try row.unsigned(1))
        quantity = try row.integer(2)
        updatedAt = Timestamp(try row.integer(3))
        version = try row.integer(4)
    }
}
