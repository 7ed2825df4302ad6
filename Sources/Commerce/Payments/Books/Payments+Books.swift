internal import OrderCore
internal import Orders
internal import Primitives
internal import Store

extension Payments {
    /// The three books side by side, by currency. Reads all rows: for a report, not for a page.
    ///
    /// Where payments are under way the books differ for a moment; when all is still they agree.
    package func books() throws(PaymentsError) -> [MoneyBooks] {
        let totals = try Self.looking { () throws(OrderBookError) in try book.totals() }
        var books: [Currency: MoneyBooks] = [:]
        for payment in totals.payments {
            books[payment.currency, default: MoneyBooks(currency: payment.currency)]
                .orderBookReceived += payment.amount
        }
        for refund in totals.refunds {
            books[refund.currency, default: MoneyBooks(currency: refund.currency)]
                .orderBookRefunds += refund.amount
        }
        return try read { connection throws(StoreError) in
            try Self.addSums(to: &books, connection)
            return books.values.sorted { $0.currency < $1.currency }
        }
    }

    private static func addSums(
        to books: inout [Currency: MoneyBooks], _ connection: Connection
    ) throws(StoreError) {
        func add(_ sql: String, _ path: WritableKeyPath<MoneyBooks, MinorUnits>) throws(StoreError)
        {
            try connection.query(sql) { row throws(StoreError) in
                let currency = Currency(try row.exactly(0))
                books[currency, default: MoneyBooks(currency: currency)][keyPath: path] +=
                    MinorUnits(try row.integer(1))
            }
        }
        func sum(_ table: String, _ condition: String) -> String {
            "SELECT currency, CAST(sum(amount) AS BIGINT) FROM \(table) WHERE \(condition) "
                + "GROUP BY currency"
        }
        try add("SELECT currency, taken FROM provider_sums", \.providerTaken)
        try add("SELECT currency, returned FROM provider_sums", \.providerReturned)
        try add(sum("intents", "state = 5"), \.taken)
        try add(sum("intents", "settlement = 1"), \.unsettled)
        try add(
            "SELECT currency, CAST(sum(amount) AS BIGINT) FROM intents WHERE settlement = 2 "
                + "AND answer NOT IN (\(DecisionCode.paid.rawValue), "
                + "\(DecisionCode.paidLate.rawValue), \(DecisionCode.awaitingRest.rawValue), "
                + "\(DecisionCode.refundDue.rawValue)) GROUP BY currency", \.unplaced)
        try add(sum("payouts", "state = 3"), \.returned)
        try add(sum("payouts", "state <> 3"), \.returning)
    }
}
