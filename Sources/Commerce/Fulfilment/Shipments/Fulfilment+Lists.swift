package import Primitives
internal import Store

extension Fulfilment {
    /// A merchant's shipment by its number.
    package func shipment(_ number: Int64, merchant: MerchantID) throws(FulfilmentError)
        -> Shipment?
    {
        try read { connection throws(StoreError) in
            try Self.shipments(
                "shipment = $1 AND merchant = $2",
                [.integer(number), SQLValue(merchant.rawValue)], connection
            ).first
        }
    }

    /// The shipments of an order, the first one first.
    package func shipments(of order: OrderID) throws(FulfilmentError) -> [Shipment] {
        guard let number = Int64(exactly: order.rawValue) else { return [] }
        return try read { connection throws(StoreError) in
            try Self.shipments("order_id = $1", [.integer(number)], connection)
        }
    }

    /// A merchant's shipments, the newest first; `before` is the last number of the page before.
    package func shipments(
        merchant: MerchantID, before: Int64? = nil, limit: Int
    ) throws(FulfilmentError) -> [Shipment] {
        try read { connection throws(StoreError) in
            try Self.shipments(
                "merchant = $1 AND shipment < $2",
                [SQLValue(merchant.rawValue), .integer(before ?? .max)], connection,
                order: "DESC", limit: min(max(limit, 0), 1000))
        }
    }

    static func shipments(
        _ condition: String, _ values: [SQLValue], _ connection: Connection,
        order: String = "ASC", limit: Int = 1000
    ) throws(StoreError) -> [Shipment] {
        var found: [Shipment] = []
        try connection.query(
            """
            SELECT \(Shipment.columns) FROM shipments WHERE \(condition)
            ORDER BY shipment \(order) LIMIT \(limit)
            """, values
        ) { row throws(StoreError) in found.append(try Shipment(row)) }
        for index in found.indices {
            var lines: [Shipment.Line] = []
            try connection.query(
                "SELECT line, quantity FROM shipment_lines WHERE shipment = $1 ORDER BY line",
                [.integer(found[index].number)]
            ) { row throws(StoreError) in
                lines.append(
                    Shipment.Line(
                        line: UInt32(clamping: try row.integer(0)),
                        quantity: UInt32(clamping: try row.integer(1))))
            }
            found[index].lines = lines
        }
        return found
    }
}
