internal import Primitives
internal import Store

/// Compares the order book, row by row, with the audit's own books.
struct BookReader {
    /// The order book's file.
    var path: String
    var books: Books

    /// What was read.
    struct Summary {
        var orders = 0
        var position: UInt64 = 0
        var received: Int64 = 0
        var back: Int64 = 0
    }

    func compare(upTo position: UInt64, _ findings: inout Findings)
        throws(RehearsalError) -> Summary
    {
        try AuditedBook.read(path) { connection throws(StoreError) in
            var summary = Summary()
            summary.position =
                try connection.first("SELECT position FROM position WHERE projection = 1") {
                    row throws(StoreError) in try row.unsigned(0)
                } ?? 0
            findings.check(
                summary.position == position, .book, "order book", at: summary.position,
                "it stands there, the journal ends at \(position)")
            try compareOrders(connection, &summary, &findings)
            try compareLines(connection, &findings)
            try comparePayments(connection, &summary, &findings)
            try compareRefunds(connection, &summary, &findings)
            try compareRestocks(connection, &findings)
            try compareStock(connection, &findings)
            try compareCoupons(connection, &findings)
            try compareSales(connection, &findings)
            try compareBuyers(connection, &findings)
            try lookForRehearsals(connection, &findings)
            return summary
        }
    }

    private func compareOrders(
        _ connection: Connection, _ summary: inout Summary, _ findings: inout Findings
    ) throws(StoreError) {
        var seen: Set<UInt64> = []
        try connection.query(
            """
            SELECT order_id, merchant, buyer, key_high, key_low, status, currency, total, discount,
            received, refunded, placed_at, payment_deadline, paid_at, ended_at, cancelled_by,
            movements, position, coupon
            FROM orders
            """
        ) { row throws(StoreError) in
            let id = try row.unsigned(0)
            seen.insert(id)
            guard let order = books.orders[id] else {
                return findings.add(
                    .book, "order \(id)", "is in the order book, not in the journal")
            }
            let canceller: Int64? = order.cancelled.map { $0.byMerchant ? 2 : 1 }
            let expected: [Int64?] = [
                Int64(order.merchant), Int64(bitPattern: order.buyer),
                Int64(bitPattern: order.key.high),
                Int64(bitPattern: order.key.low), order.status.rawValue, Int64(order.currency),
                order.total, order.discount,
                order.received, order.refunded, order.placedAt, order.deadline, order.paidAt,
                order.endedAt,
                canceller, order.movements, Int64(order.position), order.coupon.map(Int64.init),
            ]
            var found: [Int64?] = []
            for column in 1...expected.count { found.append(try row.optionalInteger(column)) }
            findings.check(
                found == expected, .book, "order \(id)", at: order.position,
                "the order book has \(Self.text(found)), the journal makes \(Self.text(expected))")
        }
        summary.orders = seen.count
        for (id, order) in books.orders where !seen.contains(id) {
            findings.add(.book, "order \(id)", at: order.position, "is not in the order book")
        }
    }

    private func compareLines(_ connection: Connection, _ findings: inout Findings)
        throws(StoreError)
    {
        var seen: [UInt64: Int] = [:]
        try connection.query(
            """
            SELECT order_id, line, pool, sale, sku, quantity, unit_price, discount, returned
            FROM order_lines
            """
        ) { row throws(StoreError) in
            let (id, number) = (try row.unsigned(0), Int(try row.integer(1)))
            seen[id, default: 0] += 1
            guard let order = books.orders[id], order.lines.indices.contains(number) else {
                return findings.add(
                    .book, "order \(id)", "line \(number) is in the order book alone")
            }
            let line = order.lines[number]
            let pool = books.pools[line.pool]
            let expected: [Int64?] = [
                Int64(line.pool), pool.map { Int64($0.sale) },
                pool.map { Int64(bitPattern: $0.sku) },
                Int64(line.quantity), line.price, line.discount, Int64(line.returned),
            ]
            var found: [Int64?] = []
            for column in 2..<(2 + expected.count) { found.append(try row.optionalInteger(column)) }
            findings.check(
                found == expected, .book, "order \(id), line \(number)", at: order.position,
                "the order book has \(Self.text(found)), the journal makes \(Self.text(expected))")
        }
        for (id, order) in books.orders {
            findings.check(
                seen[id] == order.lines.count, .book, "order \(id)", at: order.position,
                "the order book has \(seen[id] ?? 0) lines, not \(order.lines.count)")
        }
    }

    static func text(_ values: [Int64?]) -> String {
        values.map { $0.map { "\($0)" } ?? "null" }.joined(separator: " ")
    }
}
