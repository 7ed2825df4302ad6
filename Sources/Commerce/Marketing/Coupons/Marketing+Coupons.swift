internal import OrderCore
package import Primitives
internal import Service
internal import Store

extension Marketing {
    /// The coupon that a buyer means; nil when the merchant has none with this code. From memory.
    package func coupon(code: String, of merchant: MerchantID) -> Coupon? {
        coupons.coupon(CouponDraft.normalized(code), of: merchant)
    }

    /// A coupon of a merchant; 404 for one that is not theirs.
    package func coupon(_ id: CouponID, of merchant: MerchantID) throws -> Coupon {
        try read { connection in try self.coupon(id, of: merchant, connection) }
    }

    /// A merchant's coupons, the newest first; `after` is the last one of the page before this.
    package func coupons(
        of merchant: MerchantID, after: CouponID? = nil, limit: Int = 20
    ) throws -> [Coupon] {
        try read { connection in
            var found: [Coupon] = []
            try connection.query(
                """
                SELECT \(Coupon.columns) FROM coupons WHERE merchant = $1 AND coupon < $2
                ORDER BY coupon DESC LIMIT $3
                """,
                [
                    SQLValue(merchant.rawValue), .integer(Int64(after?.rawValue ?? .max)),
                    SQLValue(min(max(1, limit), MarketingLimits.page)),
                ]
            ) { row throws(StoreError) in found.append(try Coupon(row)) }
            return found
        }
    }

    /// Makes a coupon; buyers can use it as soon as this returns, from its start on.
    package func createCoupon(_ draft: CouponDraft, of merchant: MerchantID) throws -> Coupon {
        try draft.check()
        let (coupon, entries) = try write { connection in
            let code = CouponDraft.normalized(draft.code)
            let parameters = [SQLValue(merchant.rawValue), .text(code)]
            let known = try connection.count(
                "SELECT count(*) FROM coupons WHERE merchant = $1 AND code = $2", parameters)
            guard known == 0 else {
                throw Problem(409, "code_taken", "Another coupon has the code \(code).")
            }
            let count = try connection.count(
                "SELECT count(*) FROM coupons WHERE merchant = $1", [SQLValue(merchant.rawValue)])
            guard count < MarketingLimits.couponsOfMerchant,
                let number = UInt32(exactly: try Self.take(1, "coupon", connection))
            else {
                throw Problem(
                    409, "too_many",
                    "A store has at most \(MarketingLimits.couponsOfMerchant) coupons.")
            }
            var terms = draft.terms
            terms.coupon = CouponID(number)
            terms.merchant = merchant
            let coupon = Coupon(
                id: terms.coupon, merchant: merchant, code: code, name: draft.name, terms: terms,
                version: 1)
            try connection.execute(
                """
                INSERT INTO coupons (\(Coupon.columns))
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                """, coupon.values)
            return (coupon, try note([.coupon(coupon)], connection))
        }
        try tell(entries)
        coupons.put(coupon)
        return coupon
    }

    /// Changes a coupon; its code and currency stay.
    ///
    /// - Parameter version: the version that was read; nil to overwrite whatever is there.
    @discardableResult
    package func editCoupon(
        _ id: CouponID, of merchant: MerchantID, version: Int64?, _ draft: CouponDraft
    ) throws -> Coupon {
        try draft.check()
        let (coupon, entries) = try write { connection in
            var coupon = try self.coupon(id, of: merchant, connection)
            if let version, version != coupon.version { throw Problem.versionMismatch }
            guard CouponDraft.normalized(draft.code) == coupon.code else {
                throw Problem.field("/code", "the code of a coupon stays")
            }
            guard draft.terms.currency == coupon.terms.currency else {
                throw Problem.field("/currency", "the currency of a coupon stays")
            }
            coupon.name = draft.name
            coupon.terms = draft.terms
            coupon.terms.coupon = id
            coupon.terms.merchant = merchant
            return try update(coupon, connection)
        }
        try tell(entries)
        coupons.put(coupon)
        return coupon
    }

    /// Ends a coupon now; orders that have it keep it. Stopping what has ended changes nothing.
    @discardableResult
    package func stopCoupon(_ id: CouponID, of merchant: MerchantID) throws -> Coupon {
        let (coupon, entries) = try write { connection -> (Coupon, Range<Int64>) in
            var coupon = try self.coupon(id, of: merchant, connection)
            let now = clock.now()
            guard now < coupon.terms.endsAt else { return (coupon, 0..<0) }
            coupon.terms.startsAt = min(coupon.terms.startsAt, Timestamp(now.rawValue - 1))
            coupon.terms.endsAt = now
            return try update(coupon, connection)
        }
        try tell(entries)
        coupons.put(coupon)
        return coupon
    }

    func loadCoupons() throws {
        try read { connection in
            try connection.query("SELECT \(Coupon.columns) FROM coupons") {
                row throws(StoreError) in coupons.put(try Coupon(row))
            }
        }
    }

    func coupon(_ id: CouponID, _ connection: Connection) throws(StoreError) -> Coupon? {
        try connection.first(
            "SELECT \(Coupon.columns) FROM coupons WHERE coupon = $1", [SQLValue(id.rawValue)]
        ) { row throws(StoreError) in try Coupon(row) }
    }

    private func coupon(
        _ id: CouponID, of merchant: MerchantID, _ connection: Connection
    ) throws -> Coupon {
        guard let coupon = try coupon(id, connection), coupon.merchant == merchant else {
            throw Problem.notFound("coupon")
        }
        return coupon
    }

    private func update(_ coupon: Coupon, _ connection: Connection) throws
        -> (Coupon, Range<Int64>)
    {
        var coupon = coupon
        coupon.version += 1
        try connection.execute(
            """
            UPDATE coupons SET (\(Coupon.columns)) =
            ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            WHERE coupon = $1
            """, coupon.values)
        return (coupon, try note([.coupon(coupon)], connection))
    }
}
