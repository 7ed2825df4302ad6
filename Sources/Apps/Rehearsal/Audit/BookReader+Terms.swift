internal import Store

extension BookReader {
    /// Tables of orders on shadow stock: in a run of its own nothing is marked.
    private static let shadowTables = [
        "orders", "order_lines", "payments", "refunds_due", "restocks", "stock", "coupon_use",
        "orders_by_buyer",
    ].map { "rehearsal_" + $0 }

    func compareSales(_ connection: Connection, _ findings: inout Findings) throws(StoreError) {
        var seen: Set<UInt32> = []
        try connection.query(
            "SELECT sale, merchant, starts_at, ends_at, limit_per_buyer, currency FROM sales"
        ) { row throws(StoreError) in
            let number = UInt32(truncatingIfNeeded: try row.integer(0))
            seen.insert(number)
            guard let sale = books.sales[number] else {
                return findings.add(.book, "sale \(number)", "is in the order book alone")
            }
            let expected: [Int64?] = [
                Int64(sale.merchant), sale.startsAt, sale.endsAt, Int64(sale.limit),
                Int64(sale.currency),
            ]
            var found: [Int64?] = []
            for column in 1...expected.count { found.append(try row.optionalInteger(column)) }
            findings.check(
                found == expected, .book, "sale \(number)",
                "the order book has \(Self.text(found)), the journal makes \(Self.text(expected))")
        }
        for number in books.sales.keys where !seen.contains(number) {
            findings.add(.book, "sale \(number)", "is not in the order book")
        }
    }

    /// Every order stands once in the list of its buyer.
    func compareBuyers(_ connection: Connection, _ findings: inout Findings) throws(StoreError) {
        var seen: Set<UInt64> = []
        try connection.query("SELECT order_id, buyer FROM orders_by_buyer") {
            row throws(StoreError) in
            let (id, buyer) = (try row.unsigned(0), UInt64(bitPattern: try row.integer(1)))
            let isNew = seen.insert(id).inserted
            findings.check(
                isNew && books.orders[id]?.buyer == buyer, .book, "order \(id)",
                at: books.orders[id]?.position, "is in the list of buyer \(buyer), or twice in one")
        }
        for (id, order) in books.orders where !seen.contains(id) {
            findings.add(
                .book, "order \(id)", at: order.position,
                "is not in the list of its buyer \(order.buyer)")
        }
    }

    func lookForRehearsals(_ connection: Connection, _ findings: inout Findings)
        throws(StoreError)
    {
        for table in Self.shadowTables {
            let rows = try connection.first("SELECT count(*) FROM \(table)") {
                row throws(StoreError) in try row.integer(0)
            }
            findings.check(
                rows == 0, .book, table, "\(rows ?? 0) rows, and the journal has no such record")
        }
    }
}
