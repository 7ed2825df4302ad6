package import Primitives
internal import Service
internal import Store

extension Marketing {
    /// Puts a SKU into a sale, with the stock that is allocated to it; 409 when it is in it.
    @discardableResult
    package func addItem(
        _ item: SaleItem, to sale: SaleID, of merchant: MerchantID
    ) throws -> SaleItem {
        try item.check()
        let entries = try write { connection in
            let sale = try self.sale(sale, of: merchant, connection)
            try demandOpenEnd(sale)
            guard try self.item(item.sku, of: sale.id, connection) == nil else {
                throw Problem(409, "item_exists", "This SKU is in the sale already: edit it.")
            }
            let count = try connection.count(
                "SELECT count(*) FROM items WHERE sale = $1", [SQLValue(sale.id.rawValue)])
            guard sale.isEveryday || count < MarketingLimits.itemsInSale else {
                throw Problem(
                    409, "too_many", "A sale has at most \(MarketingLimits.itemsInSale) items.")
            }
            try connection.put(item, sale.id)
            guard !sale.isDraft else { return 0..<Int64(0) }
            var entries: [OutboxEntry] = [.item(item.sku, of: sale)]
            if item.stock > 0 { entries.append(.stock(item.stock, item.sku, of: sale)) }
            return try note(entries, connection)
        }
        try tell(entries)
        return try self.item(item.sku, of: sale, merchant: merchant)
    }

    /// Changes price and limit of an item; in a draft also its stock.
    ///
    /// - Parameter version: the version that was read; nil to overwrite whatever is there.
    @discardableResult
    package func editItem(
        _ item: SaleItem, in sale: SaleID, of merchant: MerchantID, version: Int64?
    ) throws -> SaleItem {
        try item.check()
        let entries = try write { connection in
            let sale = try self.sale(sale, of: merchant, connection)
            guard let known = try self.item(item.sku, of: sale.id, connection) else {
                throw Problem.notFound("item")
            }
            if let version, version != known.version { throw Problem.versionMismatch }
            try demandOpenEnd(sale)
            guard sale.isDraft || item.stock == known.stock else {
                throw Problem.field("/stock", "once scheduled, stock is given or withdrawn")
            }
            var changed = item
            changed.version = known.version + 1
            try connection.put(changed, sale.id)
            return sale.isDraft ? 0..<0 : try note([.item(item.sku, of: sale)], connection)
        }
        try tell(entries)
        return try self.item(item.sku, of: sale, merchant: merchant)
    }

    /// Takes an item out of a draft; once scheduled, its stock can be withdrawn instead.
    ///
    /// - Parameter version: the version that was read; nil for whatever is there.
    package func removeItem(
        _ sku: SKUID, from sale: SaleID, of merchant: MerchantID, version: Int64? = nil
    ) throws {
        try write { connection in
            let sale = try self.sale(sale, of: merchant, connection)
            guard let known = try self.item(sku, of: sale.id, connection) else {
                throw Problem.notFound("item")
            }
            if let version, version != known.version { throw Problem.versionMismatch }
            guard sale.isDraft else {
                throw Problem(
                    409, "sale_not_draft", "The sale is scheduled: withdraw the stock instead.")
            }
            try connection.execute(
                "DELETE FROM items WHERE sale = $1 AND sku = $2",
                [SQLValue(sale.id.rawValue), SQLValue(sku)])
        }
    }

    /// Gives stock to a pool (positive) or withdraws it (negative); what the core refuses, such as
    /// to withdraw what is held, is thrown as 409. In a draft it changes the plan.
    package func changeStock(
        _ delta: Int64, of sku: SKUID, in sale: SaleID, merchant: MerchantID,
        isRehearsal: Bool = false
    ) throws {
        let maximum = 1_000_000_000_000_000 as Int64
        guard delta != 0, delta.magnitude <= UInt64(maximum) else {
            throw Problem.field("/delta", "1 to \(maximum) units, or as many withdrawn")
        }
        let entries = try write { connection in
            let sale = try self.sale(sale, of: merchant, connection)
            guard let item = try self.item(sku, of: sale.id, connection) else {
                throw Problem.notFound("item")
            }
            if sale.isDraft, item.stock + delta < 0 || isRehearsal {
                throw Problem(
                    409, "stock_committed", "The draft plans \(item.stock) units of real stock.")
            }
            if !isRehearsal {
                try connection.execute(
                    "UPDATE items SET stock = stock + $3 WHERE sale = $1 AND sku = $2",
                    [SQLValue(sale.id.rawValue), SQLValue(sku), .integer(delta)])
            }
            let entry = OutboxEntry.stock(delta, sku, of: sale, isRehearsal: isRehearsal)
            return sale.isDraft ? 0..<0 : try note([entry], connection)
        }
        try tell(entries)
    }

    /// Gives shadow stock, on which rehearsals draw, or withdraws it, of many SKUs of a sale at
    /// once; what the core refuses is thrown as 409. Real stock stays as it is.
    package func changeShadowStock(
        _ changes: [(sku: SKUID, delta: Int64)], in sale: SaleID, merchant: MerchantID
    ) throws {
        let entries = try write { connection in
            let sale = try self.sale(sale, of: merchant, connection)
            guard !sale.isDraft else {
                throw Problem(409, "sale_is_draft", "The sale has no pools yet: schedule it.")
            }
            let told = try changes.map { change in
                guard try self.item(change.sku, of: sale.id, connection) != nil else {
                    throw Problem.notFound("item")
                }
                return OutboxEntry.stock(change.delta, change.sku, of: sale, isRehearsal: true)
            }
            return try note(told.filter { $0.delta != 0 }, connection)
        }
        try tell(entries)
    }

    private func demandOpenEnd(_ sale: Sale) throws(Problem) {
        guard sale.state(at: clock.now()) != .closed else {
            throw Problem(409, "sale_closed", "The sale is closed.")
        }
    }
}

extension Connection {
    /// Writes a whole item.
    func put(_ item: SaleItem, _ sale: SaleID) throws(StoreError) {
        try execute(
            """
            INSERT INTO items (sale, \(SaleItem.columns)) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (sale, sku) DO UPDATE SET unit_price = excluded.unit_price,
            limit_per_buyer = excluded.limit_per_buyer, stock = excluded.stock,
            version = excluded.version
            """,
            [
                SQLValue(sale.rawValue), SQLValue(item.sku), .integer(item.unitPrice.rawValue),
                SQLValue(item.limitPerBuyer), .integer(item.stock), .integer(item.version),
            ])
    }
}
