internal import Primitives
internal import Store

extension BookReader {
    func comparePayments(
        _ connection: Connection, _ summary: inout Summary, _ findings: inout Findings
    ) throws(StoreError) {
        var rows = 0
        try connection.query(
            """
            SELECT reference_high, reference_low, order_id, amount, refund_due, outcome, at,
            ordinal FROM payments
            """
        ) { row throws(StoreError) in
            rows += 1
            summary.received += try row.integer(3)
            try compare(row, with: books.payments, "payment", columns: 8, &findings) {
                [Int64($0.target), $0.amount, $0.detail, Int64($0.outcome), $0.time, $0.ordinal]
            }
        }
        findings.check(
            rows == books.payments.count, .book, "payments",
            "\(rows) rows, the journal has \(books.payments.count)")
        let received = books.payments.values.reduce(0) { $0 + $1.amount }
        findings.check(
            summary.received == received, .money, "payments",
            "the order book adds up to \(summary.received), the journal to \(received)")
    }

    func compareRefunds(
        _ connection: Connection, _ summary: inout Summary, _ findings: inout Findings
    ) throws(StoreError) {
        var rows: [AuditRefund] = []
        try connection.query(
            """
            SELECT order_id, cause, amount, reference_high, reference_low, at FROM refunds_due
            ORDER BY number
            """
        ) { row throws(StoreError) in
            let (high, low) = (try row.optionalInteger(3), try row.optionalInteger(4))
            let reference = high.flatMap { high in
                low.map { Token128(high: UInt64(bitPattern: high), low: UInt64(bitPattern: $0)) }
            }
            let refund = AuditRefund(
                order: try row.unsigned(0), cause: try row.integer(1), amount: try row.integer(2),
                reference: reference, at: try row.integer(5))
            summary.back += refund.amount
            rows.append(refund)
        }
        for (index, (found, expected)) in zip(rows, books.refundsDue).enumerated()
        where found != expected {
            findings.add(
                .book, "refund due \(index + 1), order \(expected.order)",
                "the order book has \(found), the journal makes \(expected)")
            break
        }
        let back = books.refundsDue.reduce(0) { $0 + $1.amount }
        findings.check(
            rows.count == books.refundsDue.count && summary.back == back, .money, "refunds due",
            "the order book has \(rows.count) of \(summary.back) in all, "
                + "the journal \(books.refundsDue.count) of \(back)"
        )
    }

    func compareRestocks(_ connection: Connection, _ findings: inout Findings) throws(StoreError) {
        var rows = 0
        try connection.query(
            """
            SELECT reference_high, reference_low, order_id, quantity, line, at, ordinal
            FROM restocks
            """
        ) { row throws(StoreError) in
            rows += 1
            try compare(row, with: books.restocks, "restock", columns: 7, &findings) {
                [Int64($0.target), $0.amount, $0.detail, $0.time, $0.ordinal]
            }
        }
        findings.check(
            rows == books.restocks.count, .book, "restocks",
            "\(rows) rows, the journal has \(books.restocks.count)")
    }

    func compareStock(_ connection: Connection, _ findings: inout Findings) throws(StoreError) {
        var seen: Set<UInt32> = []
        try connection.query(
            """
            SELECT items.pool, items.sale, items.sku, items.unit_price, items.limit_per_buyer,
            coalesce(stock.given, 0), coalesce(stock.held, 0), coalesce(stock.sold, 0)
            FROM items LEFT JOIN stock ON stock.pool = items.pool
            """
        ) { row throws(StoreError) in
            let number = UInt32(truncatingIfNeeded: try row.integer(0))
            seen.insert(number)
            guard let pool = books.pools[number] else {
                return findings.add(.book, "pool \(number)", "is in the order book alone")
            }
            let expected: [Int64?] = [
                Int64(pool.sale), Int64(bitPattern: pool.sku), pool.price, Int64(pool.limit),
                pool.given, pool.held,
                pool.sold,
            ]
            var found: [Int64?] = []
            for column in 1...expected.count { found.append(try row.optionalInteger(column)) }
            findings.check(
                found == expected, .book, "SKU \(pool.sku) in sale \(pool.sale) (pool \(number))",
                "the order book has \(Self.text(found)), the journal makes \(Self.text(expected))")
        }
        for (number, pool) in books.pools where !seen.contains(number) {
            findings.add(.book, "SKU \(pool.sku) in sale \(pool.sale)", "is not in the order book")
        }
    }

    func compareCoupons(_ connection: Connection, _ findings: inout Findings) throws(StoreError) {
        var seen: Set<UInt32> = []
        try connection.query(
            """
            SELECT coupons.coupon, coupons.merchant, coupons.kind, coupons.value,
            coupons.budget_money, coupons.budget_count, coupons.limit_per_buyer,
            coupons.minimum_spend, coupons.starts_at, coupons.ends_at, coupons.currency,
            coalesce(coupon_use.orders, 0), coalesce(coupon_use.money, 0)
            FROM coupons LEFT JOIN coupon_use ON coupon_use.coupon = coupons.coupon
            """
        ) { row throws(StoreError) in
            let number = UInt32(truncatingIfNeeded: try row.integer(0))
            seen.insert(number)
            guard let coupon = books.coupons[number] else {
                return findings.add(.book, "coupon \(number)", "is in the order book alone")
            }
            let expected: [Int64?] = [
                Int64(coupon.merchant), Int64(coupon.kind), coupon.value,
                coupon.budgetMoney == .max ? nil : coupon.budgetMoney,
                coupon.budgetCount == .max ? nil : Int64(coupon.budgetCount), Int64(coupon.limit),
                coupon.minimumSpend, coupon.startsAt, coupon.endsAt, Int64(coupon.currency),
                coupon.orders, coupon.money,
            ]
            var found: [Int64?] = []
            for column in 1...expected.count { found.append(try row.optionalInteger(column)) }
            findings.check(
                found == expected, .book, "coupon \(number)",
                "the order book has \(Self.text(found)), the journal makes \(Self.text(expected))")
        }
        for number in books.coupons.keys where !seen.contains(number) {
            findings.add(.book, "coupon \(number)", "is not in the order book")
        }
    }

    /// Compares a row, whose first two columns are a reference, with the movement of that
    /// reference.
    private func compare(
        _ row: borrowing Row, with table: [Token128: Books.Movement], _ name: String, columns: Int,
        _ findings: inout Findings, _ expected: (Books.Movement) -> [Int64?]
    ) throws(StoreError) {
        let reference = Token128(
            high: UInt64(bitPattern: try row.integer(0)),
            low: UInt64(bitPattern: try row.integer(1)))
        guard let movement = table[reference] else {
            return findings.add(
                .book, "\(name) with reference \(reference)", "is in the order book alone")
        }
        var found: [Int64?] = []
        for column in 2..<columns { found.append(try row.optionalInteger(column)) }
        let wanted = expected(movement)
        findings.check(
            found == wanted, .book, "\(name) of order \(movement.target)", at: movement.position,
            "the order book has \(Self.text(found)), the journal makes \(Self.text(wanted))")
    }
}
