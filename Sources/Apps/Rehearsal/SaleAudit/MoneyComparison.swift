internal import Primitives
internal import Store

/// The same money in the provider's books, the shop's payments, the journal and the order book,
/// order by order and payment by payment, to the cent.
struct MoneyComparison {
    let folder: String
    let books: Books

    private static let providerName = "/sandbox-provider.sqlite"
    private static let shopName = "/payments.sqlite"
    private static let succeeded = 5
    private static let paidOut = 3

    /// A payment that succeeded.
    private struct Payment: Equatable {
        var order: UInt64
        var amount: Int64
        var currency: Int64
    }

    func run(_ sums: inout SaleReport.Money, _ findings: inout Findings) throws(RehearsalError) {
        try compareTaken(&sums, &findings)
        try compareReturned(&sums, &findings)
        try lookIntoBooks(sums, &findings)
    }

    private func compareTaken(_ sums: inout SaleReport.Money, _ findings: inout Findings)
        throws(RehearsalError)
    {
        let theirs = try payments(Self.providerName, "payments")
        let ours = try payments(Self.shopName, "intents")
        for (reference, payment) in theirs {
            let noted = ours[reference]
            findings.check(
                noted == payment, .money, "payment \(reference) of order \(payment.order)",
                "the provider took \(payment.amount), the shop noted \(noted?.amount ?? 0) "
                    + "of order \(noted?.order ?? 0)")
        }
        for (reference, payment) in ours where theirs[reference] == nil {
            findings.add(
                .money, "payment \(reference) of order \(payment.order)",
                "the shop noted \(payment.amount), the provider has none")
        }
        var kept: [UInt64: Int64] = [:]
        for payment in books.payments.values {
            kept[payment.target, default: 0] += payment.amount
        }
        let (taken, shop) = (Self.sums(theirs), Self.sums(ours))
        for order in Set(taken.keys).union(kept.keys).union(shop.keys) {
            let (theirs, ours) = (taken[order] ?? 0, kept[order] ?? 0)
            let noted = shop[order] ?? 0
            findings.check(
                theirs == ours && ours == noted, .money, "order \(order)",
                at: books.orders[order]?.position,
                "the provider took \(theirs), the shop noted \(noted), the journal has \(ours)")
        }
        sums.payments = theirs.count
        sums.provider = taken.values.reduce(0, +)
        sums.shop = shop.values.reduce(0, +)
        sums.journal = kept.values.reduce(0, +)
    }

    private func compareReturned(_ sums: inout SaleReport.Money, _ findings: inout Findings)
        throws(RehearsalError)
    {
        let returned = try amounts(
            Self.providerName,
            """
            SELECT payments.order_id, sum(refunds.amount) FROM refunds
            JOIN payments ON payments.payment = refunds.payment GROUP BY payments.order_id
            """)
        let paid = try amounts(
            Self.shopName,
            """
            SELECT order_id, sum(amount) FROM payouts WHERE state = \(Self.paidOut)
            GROUP BY order_id
            """)
        var due: [UInt64: Int64] = [:]
        for refund in books.refundsDue { due[refund.order, default: 0] += refund.amount }
        for order in Set(returned.keys).union(due.keys).union(paid.keys) {
            let (theirs, ours) = (returned[order] ?? 0, due[order] ?? 0)
            let noted = paid[order] ?? 0
            findings.check(
                theirs == ours && ours == noted, .money, "order \(order)",
                at: books.orders[order]?.position,
                "\(ours) was to go back, the shop noted \(noted) as paid out, the provider "
                    + "returned \(theirs)")
        }
        sums.returned = returned.values.reduce(0, +)
        sums.due = due.values.reduce(0, +)
    }

    /// What the provider's and the shop's books say of themselves.
    private func lookIntoBooks(_ sums: SaleReport.Money, _ findings: inout Findings)
        throws(RehearsalError)
    {
        let wrong = try amounts(
            Self.providerName,
            """
            SELECT order_id, refunded FROM payments WHERE refunded <> coalesce(
                (SELECT sum(amount) FROM refunds WHERE refunds.payment = payments.payment), 0)
            """)
        for (order, refunded) in wrong {
            findings.add(
                .money, "order \(order)", at: books.orders[order]?.position,
                "the provider says \(refunded) went back, and has other refunds")
        }
        let open = try amounts(
            Self.shopName,
            """
            SELECT coalesce(order_id, 0), count(*) FROM differences WHERE settled_at IS NULL
            GROUP BY order_id
            """)
        for (order, count) in open {
            findings.add(
                .money, "order \(order)", at: books.orders[order]?.position,
                "\(count) differences with the provider were never settled")
        }
        let told = try AuditedBook.read(folder + Self.shopName) { connection throws(StoreError) in
            try connection.first("SELECT sum(taken), sum(returned) FROM provider_sums") {
                row throws(StoreError) in
                (try row.optionalInteger(0) ?? 0, try row.optionalInteger(1) ?? 0)
            }
        }
        let (taken, returned) = told ?? (0, 0)
        findings.check(
            taken == sums.provider && returned == sums.returned, .money, "the provider's sums",
            "the shop has \(taken) taken and \(returned) returned, the provider \(sums.provider) "
                + "and \(sums.returned)")
    }

    // MARK: Reading

    private static func sums(_ payments: [String: Payment]) -> [UInt64: Int64] {
        payments.values.reduce(into: [:]) { $0[$1.order, default: 0] += $1.amount }
    }

    private func payments(_ file: String, _ table: String) throws(RehearsalError)
        -> [String: Payment]
    {
        try AuditedBook.read(folder + file) { connection throws(StoreError) in
            var found: [String: Payment] = [:]
            try connection.query(
                "SELECT reference, order_id, amount, currency FROM \(table) WHERE state = $1",
                [SQLValue(Self.succeeded)]
            ) { row throws(StoreError) in
                found[try row.text(0)] = Payment(
                    order: try row.unsigned(1), amount: try row.integer(2),
                    currency: try row.integer(3))
            }
            return found
        }
    }

    /// Amounts of orders.
    private func amounts(_ file: String, _ query: String) throws(RehearsalError)
        -> [UInt64: Int64]
    {
        try AuditedBook.read(folder + file) { connection throws(StoreError) in
            var sums: [UInt64: Int64] = [:]
            try connection.query(query) { row throws(StoreError) in
                sums[try row.unsigned(0), default: 0] += try row.integer(1)
            }
            return sums
        }
    }
}
