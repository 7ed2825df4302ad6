internal import Primitives
internal import Store

/// The same money in the provider's books, the shop's payments, the journal and the order book,
/// order by order, to the cent.
struct MoneyComparison {
    let folder: String
    let books: Books

    private static let succeeded = 5

    mutating func run(_ sums: inout SaleReport.Money, _ findings: inout Findings)
        throws(StoreError)
    {
        let taken = try read(
            "/sandbox-provider.sqlite",
            """
            SELECT order_id, sum(amount), count(*) FROM payments WHERE state = $1
            GROUP BY order_id
            """,
            [SQLValue(Self.succeeded)])
        let returned = try read(
            "/sandbox-provider.sqlite",
            """
            SELECT payments.order_id, sum(refunds.amount), count(*) FROM refunds
            JOIN payments ON payments.payment = refunds.payment GROUP BY payments.order_id
            """, [])
        let shop = try read(
            "/payments.sqlite",
            """
            SELECT order_id, sum(amount), count(*) FROM intents WHERE state = $1
            GROUP BY order_id
            """,
            [SQLValue(Self.succeeded)])
        var journal: [UInt64: Int64] = [:]
        for payment in books.payments.values {
            journal[payment.target, default: 0] += payment.amount
        }
        var due: [UInt64: Int64] = [:]
        for refund in books.refundsDue { due[refund.order, default: 0] += refund.amount }
        sums.provider = taken.values.reduce(0) { $0 + $1.amount }
        sums.shop = shop.values.reduce(0) { $0 + $1.amount }
        sums.journal = journal.values.reduce(0, +)
        sums.returned = returned.values.reduce(0) { $0 + $1.amount }
        sums.due = due.values.reduce(0, +)
        sums.payments = taken.values.reduce(0) { $0 + $1.count }
        let orders = Set(taken.keys).union(journal.keys).union(shop.keys)
        for order in orders {
            let (theirs, ours) = (taken[order]?.amount ?? 0, journal[order] ?? 0)
            let noted = shop[order]?.amount ?? 0
            findings.check(
                theirs == ours && ours == noted, .money, "order \(order)",
                at: books.orders[order]?.position,
                "the provider took \(theirs), the shop noted \(noted), the journal has \(ours)")
        }
        for order in Set(returned.keys).union(due.keys) {
            let (theirs, ours) = (returned[order]?.amount ?? 0, due[order] ?? 0)
            findings.check(
                theirs == ours, .money, "order \(order)", at: books.orders[order]?.position,
                "\(ours) was to go back, the provider returned \(theirs)")
        }
    }

    private func read(_ file: String, _ query: String, _ values: [SQLValue]) throws(StoreError)
        -> [UInt64: (amount: Int64, count: Int)]
    {
        let store = try Store(
            StoreConfiguration(.sqlite(path: folder + file), automaticCheckpointPages: 0))
        defer { try? store.close() }
        return try store.read { connection throws(StoreError) in
            var sums: [UInt64: (amount: Int64, count: Int)] = [:]
            try connection.query(query, values) { row throws(StoreError) in
                sums[try row.unsigned(0)] = (try row.integer(1), Int(try row.integer(2)))
            }
            return sums
        }
    }
}
