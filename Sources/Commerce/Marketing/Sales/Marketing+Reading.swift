package import Primitives
internal import Service
internal import Store

extension Marketing {
    /// A sale of a merchant; 404 for one that is not theirs.
    package func sale(_ id: SaleID, of merchant: MerchantID) throws -> Sale {
        try read { connection in try self.sale(id, of: merchant, connection) }
    }

    /// A sale by its number alone; nil when there is none.
    package func sale(_ id: SaleID) throws -> Sale? {
        try read { connection in try sale(id, connection) }
    }

    /// A merchant's sales, the newest first; `after` is the last one of the page before this.
    package func sales(
        of merchant: MerchantID, state: SaleState? = nil, after: SaleID? = nil, limit: Int = 20
    ) throws -> [Sale] {
        let now = clock.now()
        let limit = min(max(1, limit), MarketingLimits.page)
        return try read { connection in
            var found: [Sale] = []
            try connection.queryWhile(
                throwing: StoreError.self,
                """
                SELECT \(Sale.columns) FROM sales WHERE merchant = $1 AND sale < $2
                ORDER BY sale DESC
                """,
                [SQLValue(merchant.rawValue), .integer(Int64(after?.rawValue ?? .max))]
            ) { row throws(StoreError) in
                let sale = try Sale(row)
                if state == nil || sale.state(at: now) == state { found.append(sale) }
                return found.count < limit
            }
            return found
        }
    }

    /// A merchant's sales, other than everyday selling, that take place between two moments, in
    /// the order of their starts.
    package func calendar(
        of merchant: MerchantID, from: Timestamp, until: Timestamp
    ) throws -> [Sale] {
        try read { connection in
            try connection.sales(
                """
                SELECT \(Sale.columns) FROM sales
                WHERE merchant = $1 AND is_everyday = 0 AND starts_at < $3 AND ends_at > $2
                ORDER BY starts_at, sale LIMIT $4
                """,
                [
                    SQLValue(merchant.rawValue), .integer(from.rawValue),
                    .integer(until.rawValue), SQLValue(MarketingLimits.calendar),
                ])
        }
    }

    /// The sales, other than everyday selling, that a buyer may know of: scheduled ones that open
    /// within `milliseconds`, and open ones; in the order of their ends.
    package func announced(
        of merchant: MerchantID, opensWithin milliseconds: Int64 = 7 * 86_400_000
    ) throws -> [Sale] {
        let now = clock.now()
        return try read { connection in
            try connection.sales(
                """
                SELECT \(Sale.columns) FROM sales
                WHERE merchant = $1 AND is_everyday = 0 AND is_draft = 0 AND starts_at < $3
                AND ends_at > $2 ORDER BY ends_at, sale LIMIT $4
                """,
                [
                    SQLValue(merchant.rawValue), .integer(now.rawValue),
                    .integer(now.adding(milliseconds: milliseconds).rawValue),
                    SQLValue(MarketingLimits.page),
                ])
        }
    }

    /// The items of a sale by SKU, those after `after`.
    package func items(
        of sale: SaleID, merchant: MerchantID, after: SKUID? = nil, limit: Int = 20
    ) throws -> [SaleItem] {
        try read { connection in
            _ = try self.sale(sale, of: merchant, connection)
            return try connection.items(
                """
                SELECT \(SaleItem.columns) FROM items WHERE sale = $1 AND sku > $2
                ORDER BY sku LIMIT $3
                """,
                [
                    SQLValue(sale.rawValue), .integer(Int64(bitPattern: after?.rawValue ?? 0)),
                    SQLValue(min(max(1, limit), MarketingLimits.itemsInSale)),
                ])
        }
    }

    /// An item of a sale; 404 when the SKU is not in it.
    package func item(_ sku: SKUID, of sale: SaleID, merchant: MerchantID) throws -> SaleItem {
        try read { connection in
            _ = try self.sale(sale, of: merchant, connection)
            guard let item = try item(sku, of: sale, connection) else {
                throw Problem.notFound("item")
            }
            return item
        }
    }

    func sale(_ id: SaleID, of merchant: MerchantID, _ connection: Connection) throws -> Sale {
        guard let sale = try sale(id, connection), sale.merchant == merchant else {
            throw Problem.notFound("sale")
        }
        return sale
    }

    func sale(_ id: SaleID, _ connection: Connection) throws(StoreError) -> Sale? {
        try connection.first(
            "SELECT \(Sale.columns) FROM sales WHERE sale = $1", [SQLValue(id.rawValue)]
        ) { row throws(StoreError) in try Sale(row) }
    }

    func item(_ sku: SKUID, of sale: SaleID, _ connection: Connection)
        throws(StoreError) -> SaleItem?
    {
        try connection.first(
            "SELECT \(SaleItem.columns) FROM items WHERE sale = $1 AND sku = $2",
            [SQLValue(sale.rawValue), SQLValue(sku)]
        ) { row throws(StoreError) in try SaleItem(row) }
    }
}

extension Connection {
    /// The sales that a query gives.
    func sales(_ sql: String, _ parameters: [SQLValue]) throws(StoreError) -> [Sale] {
        var found: [Sale] = []
        try query(sql, parameters) { row throws(StoreError) in found.append(try Sale(row)) }
        return found
    }

    /// The items that a query gives.
    func items(_ sql: String, _ parameters: [SQLValue]) throws(StoreError) -> [SaleItem] {
        var found: [SaleItem] = []
        try query(sql, parameters) { row throws(StoreError) in found.append(try SaleItem(row)) }
        return found
    }

    /// What `SELECT count(*)` gives.
    func count(_ sql: String, _ parameters: [SQLValue]) throws(StoreError) -> Int {
        Int(try first(sql, parameters) { row throws(StoreError) in try row.integer(0) } ?? 0)
    }
}
