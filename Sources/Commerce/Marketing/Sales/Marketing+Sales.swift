package import Primitives
internal import Service
internal import Store

extension Marketing {
    /// Makes a draft.
    package func createSale(_ draft: SaleDraft, of merchant: MerchantID) throws -> Sale {
        try draft.check()
        return try write { connection in
            let count = try connection.count(
                "SELECT count(*) FROM sales WHERE merchant = $1 AND ends_at > $2",
                [SQLValue(merchant.rawValue), .integer(clock.now().rawValue)])
            guard count < MarketingLimits.salesOfMerchant else {
                throw Problem(
                    409, "too_many",
                    "A store has at most \(MarketingLimits.salesOfMerchant) sales to come.")
            }
            return try insert(draft, of: merchant, isEveryday: false, isDraft: true, connection)
        }
    }

    /// Changes a sale. Once scheduled its currency stays, once open its start, once closed its
    /// times.
    ///
    /// - Parameter version: the version that was read; nil to overwrite whatever is there.
    @discardableResult
    package func editSale(
        _ id: SaleID, of merchant: MerchantID, version: Int64?, _ draft: SaleDraft
    ) throws -> Sale {
        try draft.check()
        let (sale, entries) = try write { connection in
            var sale = try self.sale(id, of: merchant, connection)
            if let version, version != sale.version { throw Problem.versionMismatch }
            try Self.check(draft, against: sale, at: clock.now())
            let before = sale.terms
            sale.name = draft.name
            sale.text = draft.text
            sale.picture = draft.picture
            sale.startsAt = draft.startsAt
            sale.endsAt = draft.endsAt
            sale.limitPerBuyer = draft.limitPerBuyer
            sale.currency = draft.currency
            let tells = !sale.isDraft && sale.terms != before
            return (
                try update(sale, connection), try note(tells ? [.sale(sale)] : [], connection)
            )
        }
        try tell(entries)
        return sale
    }

    /// Deletes a draft; what the core knows can only be closed.
    package func deleteSale(_ id: SaleID, of merchant: MerchantID, version: Int64? = nil) throws {
        try write { connection in
            let sale = try self.sale(id, of: merchant, connection)
            if let version, version != sale.version { throw Problem.versionMismatch }
            guard sale.isDraft else {
                throw Problem(409, "sale_not_draft", "Only a draft can be deleted: close the sale.")
            }
            try connection.execute("DELETE FROM items WHERE sale = $1", [SQLValue(id.rawValue)])
            try connection.execute("DELETE FROM sales WHERE sale = $1", [SQLValue(id.rawValue)])
        }
    }

    /// Hands a draft to the core: from now on it opens and closes by the clock. Scheduling what is
    /// scheduled changes nothing.
    @discardableResult
    package func schedule(_ id: SaleID, of merchant: MerchantID) throws -> Sale {
        let (sale, entries) = try write { connection -> (Sale, Range<Int64>) in
            var sale = try self.sale(id, of: merchant, connection)
            guard sale.isDraft else { return (sale, 0..<0) }
            guard clock.now() < sale.endsAt else {
                throw Problem(409, "sale_closed", "The end of the sale has passed: move it first.")
            }
            let items = try connection.items(
                "SELECT \(SaleItem.columns) FROM items WHERE sale = $1 ORDER BY sku",
                [SQLValue(id.rawValue)])
            guard !items.isEmpty else {
                throw Problem(409, "sale_empty", "Put an item into the sale first.")
            }
            sale.isDraft = false
            let told = try update(sale, connection)
            var entries: [OutboxEntry] = [.sale(sale)]
            for item in items {
                entries.append(.item(item.sku, of: sale))
                if item.stock > 0 { entries.append(.stock(item.stock, item.sku, of: sale)) }
            }
            return (told, try note(entries, connection))
        }
        try tell(entries)
        return sale
    }

    /// Ends a sale now; its orders go on. Closing what is closed changes nothing.
    @discardableResult
    package func closeSale(_ id: SaleID, of merchant: MerchantID) throws -> Sale {
        let (sale, entries) = try write { connection -> (Sale, Range<Int64>) in
            var sale = try self.sale(id, of: merchant, connection)
            let now = clock.now()
            guard !sale.isEveryday else {
                throw Problem(409, "everyday_sale", "Everyday selling has no end.")
            }
            guard !sale.isDraft else {
                throw Problem(409, "sale_is_draft", "A draft is not open: delete it instead.")
            }
            guard now < sale.endsAt else { return (sale, 0..<0) }
            sale.startsAt = min(sale.startsAt, Timestamp(now.rawValue - 1))
            sale.endsAt = now
            return (try update(sale, connection), try note([.sale(sale)], connection))
        }
        try tell(entries)
        return sale
    }

    func insert(
        _ draft: SaleDraft, of merchant: MerchantID, isEveryday: Bool, isDraft: Bool,
        _ connection: Connection
    ) throws -> Sale {
        guard let number = UInt32(exactly: try Self.take(1, "sale", connection)) else {
            throw Problem(409, "too_many", "There are no numbers left for sales.")
        }
        let sale = Sale(
            id: SaleID(number), merchant: merchant, isEveryday: isEveryday, name: draft.name,
            text: draft.text, picture: draft.picture, startsAt: draft.startsAt,
            endsAt: draft.endsAt, limitPerBuyer: draft.limitPerBuyer, currency: draft.currency,
            isDraft: isDraft, version: 1)
        try connection.execute(
            """
            INSERT INTO sales (\(Sale.columns), changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            """, sale.values + [.integer(clock.now().rawValue)])
        return sale
    }

    private func update(_ sale: Sale, _ connection: Connection) throws -> Sale {
        var sale = sale
        sale.version += 1
        try connection.execute(
            """
            UPDATE sales SET (\(Sale.columns), changed_at) =
            ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            WHERE sale = $1
            """, sale.values + [.integer(clock.now().rawValue)])
        return sale
    }

    private static func check(
        _ draft: SaleDraft, against sale: Sale, at now: Timestamp
    ) throws(Problem) {
        guard !sale.isDraft else { return }
        var errors: [Problem.FieldError] = []
        if draft.currency != sale.currency {
            errors.append(.init("/currency", "it stays once the sale is scheduled"))
        }
        switch sale.state(at: now) {
        case .draft, .scheduled: break
        case .open:
            if draft.startsAt != sale.startsAt {
                errors.append(.init("/starts_at", "it stays once the sale is open"))
            }
        case .closed:
            if draft.startsAt != sale.startsAt || draft.endsAt != sale.endsAt {
                errors.append(.init("/ends_at", "it stays once the sale is closed"))
            }
        }
        if sale.isEveryday, draft.endsAt != sale.endsAt || draft.startsAt != sale.startsAt {
            errors.append(.init("/ends_at", "everyday selling has no end"))
        }
        try FieldErrors.throwIfAny(errors)
    }
}
