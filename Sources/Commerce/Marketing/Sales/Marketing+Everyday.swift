package import Primitives
internal import Service
internal import Store

extension Marketing {
    /// The sale without an end in which a merchant sells every day, made at the first call.
    ///
    /// - Parameter currency: the currency of its prices; it never changes afterwards.
    @discardableResult
    package func everydaySale(of merchant: MerchantID, currency: Currency) throws -> Sale {
        if let known = try everydaySale(of: merchant) { return known }
        let (sale, entries) = try write { connection -> (Sale, Range<Int64>) in
            if let known = try Self.everyday(merchant, connection) { return (known, 0..<0) }
            let draft = SaleDraft(
                name: LocalText("Everyday selling", "日常销售"), startsAt: Timestamp(0),
                endsAt: .never, currency: currency)
            let sale = try insert(
                draft, of: merchant, isEveryday: true, isDraft: false, connection)
            return (sale, try note([.sale(sale)], connection))
        }
        try tell(entries)
        return sale
    }

    /// The sale in which a merchant sells every day; nil before it was made.
    package func everydaySale(of merchant: MerchantID) throws -> Sale? {
        try read { connection in try Self.everyday(merchant, connection) }
    }

    /// Sets price, limit and stock of SKUs in everyday selling, many at a time: `stock` is what
    /// is allocated in all, so that doing it again changes nothing.
    package func sell(_ items: [SaleItem], of merchant: MerchantID) throws {
        for item in items { try item.check() }
        guard let sale = try everydaySale(of: merchant) else {
            throw Problem(409, "no_everyday_sale", "The store has no everyday selling yet.")
        }
        let entries = try write { connection in
            var entries: [OutboxEntry] = []
            for item in items {
                let known = try self.item(item.sku, of: sale.id, connection)
                var changed = item
                changed.version = (known?.version ?? 0) + 1
                if known?.unitPrice != item.unitPrice
                    || known?.limitPerBuyer != item.limitPerBuyer
                {
                    entries.append(.item(item.sku, of: sale))
                }
                let delta = item.stock - (known?.stock ?? 0)
                if delta != 0 { entries.append(.stock(delta, item.sku, of: sale)) }
                if known == nil || delta != 0 || entries.last?.sku == item.sku {
                    try connection.put(changed, sale.id)
                }
            }
            return try note(entries, connection)
        }
        try tell(entries)
    }

    /// Sets price and stock of one SKU in everyday selling.
    package func sell(
        _ sku: SKUID, price: MinorUnits, stock: Int64, of merchant: MerchantID
    ) throws {
        try sell([SaleItem(sku: sku, unitPrice: price, stock: stock)], of: merchant)
    }

    /// Changes the price of SKUs in everyday selling; those that are not sold stay so.
    package func reprice(_ prices: [SKUID: MinorUnits], of merchant: MerchantID) throws {
        guard let sale = try everydaySale(of: merchant) else { return }
        let items = try read { connection in
            var items: [SaleItem] = []
            for (sku, price) in prices {
                guard var item = try item(sku, of: sale.id, connection) else { continue }
                item.unitPrice = price
                items.append(item)
            }
            return items
        }
        try sell(items, of: merchant)
    }

    private static func everyday(_ merchant: MerchantID, _ connection: Connection)
        throws(StoreError) -> Sale?
    {
        try connection.first(
            "SELECT \(Sale.columns) FROM sales WHERE merchant = $1 AND is_everyday = 1",
            [SQLValue(merchant.rawValue)]
        ) { row throws(StoreError) in try Sale(row) }
    }
}
