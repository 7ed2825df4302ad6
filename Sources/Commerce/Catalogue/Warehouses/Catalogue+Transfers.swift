package import Primitives
internal import Service
internal import Store

extension Catalogue {
    /// Moves units of a SKU from one warehouse to another: both counts change, or none.
    ///
    /// - Throws: 409 where there are not so many, or would be too many.
    package func transferStock(
        _ merchant: MerchantID, sku: SKUID, from: WarehouseID, to: WarehouseID, units: Int64
    ) throws {
        guard from != to else {
            throw Problem.field("/to", "must be another warehouse")
        }
        guard (1...CatalogueLimits.quantity).contains(units) else {
            throw Problem.field("/units", "must be 1 to \(CatalogueLimits.quantity)")
        }
        let now = clock.now()
        try write { connection in
            let known = try connection.first(
                "SELECT count(*) FROM warehouses WHERE merchant = $1 AND id IN ($2, $3)",
                [merchant.value, from.value, to.value]
            ) { row throws(StoreError) in try row.integer(0) }
            guard known == 2 else { throw Problem.notFound("warehouse") }
            guard try Self.sku(merchant, sku, connection) != nil else {
                throw Problem.notFound("SKU")
            }
            let there = try Self.count(sku, from, connection)
            guard there >= units else {
                throw Problem(
                    409, "not_in_warehouse", "There are \(there) in this warehouse.",
                    fields: [.init("/units", "at most \(there)")])
            }
            guard try Self.count(sku, to, connection) <= CatalogueLimits.quantity - units else {
                throw Problem(
                    409, "too_many", "A warehouse counts up to \(CatalogueLimits.quantity).")
            }
            try connection.execute(
                """
                UPDATE warehouse_stock
                SET quantity = quantity - $3, updated_at = $4, version = version + 1
                WHERE sku = $1 AND warehouse = $2
                """, [sku.value, from.value, .integer(units), .integer(now.rawValue)])
            try connection.execute(
                """
                INSERT INTO warehouse_stock
                    (merchant, sku, warehouse, quantity, updated_at, version)
                VALUES ($1, $2, $3, $4, $5, 1)
                ON CONFLICT (sku, warehouse) DO UPDATE
                SET quantity = warehouse_stock.quantity + $4, updated_at = $5,
                    version = warehouse_stock.version + 1
                """,
                [
                    merchant.value, sku.value, to.value, .integer(units),
                    .integer(now.rawValue),
                ])
        }
    }

    private static func count(_ sku: SKUID, _ warehouse: WarehouseID, _ connection: Connection)
        throws -> Int64
    {
        try connection.first(
            "SELECT quantity FROM warehouse_stock WHERE sku = $1 AND warehouse = $2",
            [sku.value, warehouse.value]
        ) { row throws(StoreError) in try row.integer(0) } ?? 0
    }
}
