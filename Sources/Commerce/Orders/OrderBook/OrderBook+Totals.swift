internal import Primitives
internal import Store

extension OrderBook {
    /// Adds everything up, at one position; reads all orders.
    package func totals(isRehearsal: Bool = false) throws(OrderBookError) -> BookTotals {
        let tables = BookTables.of(rehearsal: isRehearsal)
        return try read { connection throws(StoreError) in
            var totals = BookTotals(position: try Self.position(connection).position)
            try Self.addOrders(to: &totals, tables, connection)
            try Self.addMoney(to: &totals, tables, connection)
            try connection.query(tables.pools + " ORDER BY items.pool") { row throws(StoreError) in
                totals.stock.append(try BookStock(row))
            }
            return totals
        }
    }

    private static func addOrders(
        to totals: inout BookTotals, _ tables: BookTables, _ connection: Connection
    ) throws(StoreError) {
        try connection.query(
            """
            SELECT status, currency, count(*), CAST(sum(total) AS BIGINT),
            CAST(sum(discount) AS BIGINT), CAST(sum(received - refunded) AS BIGINT)
            FROM \(tables.orders.name) GROUP BY status, currency ORDER BY status, currency
            """
        ) { row throws(StoreError) in
            totals.orders.append(
                BookTotals.Orders(
                    status: try row.known(0), currency: Currency(try row.exactly(1)),
                    count: try row.integer(2), total: MinorUnits(try row.integer(3)),
                    discount: MinorUnits(try row.integer(4)), kept: MinorUnits(try row.integer(5))))
        }
    }

    private static func addMoney(
        to totals: inout BookTotals, _ tables: BookTables, _ connection: Connection
    ) throws(StoreError) {
        func sums(_ table: String, by kind: String) -> String {
            """
            SELECT entry.\(kind), placed.currency, count(*), CAST(sum(entry.amount) AS BIGINT)
            FROM \(table) AS entry
            JOIN \(tables.orders.name) AS placed ON placed.order_id = entry.order_id
            GROUP BY entry.\(kind), placed.currency ORDER BY entry.\(kind), placed.currency
            """
        }
        try connection.query(sums(tables.payments.name, by: "outcome")) { row throws(StoreError) in
            totals.payments.append(
                BookTotals.Payments(
                    outcome: try row.known(0), currency: Currency(try row.exactly(1)),
                    count: try row.integer(2), amount: MinorUnits(try row.integer(3))))
        }
        try connection.query(sums(tables.refunds.name, by: "cause")) { row throws(StoreError) in
            totals.refunds.append(
                BookTotals.Refunds(
                    cause: try row.known(0), currency: Currency(try row.exactly(1)),
                    count: try row.integer(2), amount: MinorUnits(try row.integer(3))))
        }
    }
}
