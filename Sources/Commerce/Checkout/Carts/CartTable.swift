internal import Primitives
internal import Store

/// The statements about carts.
enum CartTable {
    static func lines(_ owner: CartOwner, _ connection: Connection) throws(StoreError)
        -> [CartLine]
    {
        var lines: [CartLine] = []
        try connection.query(
            """
            SELECT sku, sale, quantity FROM cart_lines WHERE owner = $1
            ORDER BY added_at, sku LIMIT $2
            """, [.text(owner.key), SQLValue(Carts.maximumLines)]
        ) { row throws(StoreError) in
            lines.append(
                CartLine(
                    sku: SKUID(UInt64(bitPattern: try row.integer(0))),
                    sale: try row.optionalInteger(1).map { SaleID(UInt32(clamping: $0)) },
                    quantity: UInt32(clamping: try row.integer(2))))
        }
        return lines
    }

    static func version(_ owner: CartOwner, _ connection: Connection) throws(StoreError) -> Int64 {
        try connection.first("SELECT version FROM carts WHERE owner = $1", [.text(owner.key)]) {
            row throws(StoreError) in try row.integer(0)
        } ?? 0
    }

    /// Gives the cart a version that it never had: the time in milliseconds, or the next number.
    static func touch(_ owner: CartOwner, _ connection: Connection, _ now: Timestamp)
        throws(StoreError)
    {
        try connection.execute(
            """
            INSERT INTO carts (owner, version) VALUES ($1, $2)
            ON CONFLICT (owner) DO UPDATE SET version =
            CASE WHEN carts.version < $2 THEN $2 ELSE carts.version + 1 END
            """, [.text(owner.key), .integer(now.rawValue)])
    }

    static func put(
        _ line: CartLine, adding known: UInt32, _ owner: CartOwner, _ connection: Connection,
        _ now: Timestamp
    ) throws(StoreError) {
        let most = Carts.maximumQuantity
        let quantity = min(most, known &+ min(line.quantity, most))
        try connection.execute(
            """
            INSERT INTO cart_lines (owner, sku, sale, quantity, added_at, changed_at)
            VALUES ($1, $2, $3, $4, $5, $5)
            ON CONFLICT (owner, sku) DO UPDATE SET quantity = $4, changed_at = $5,
            sale = coalesce($3, sale)
            """,
            [
                .text(owner.key), value(line.sku), SQLValue(line.sale?.rawValue),
                SQLValue(quantity), .integer(now.rawValue),
            ])
    }

    static func remove(_ sku: SKUID, _ owner: CartOwner, _ connection: Connection)
        throws(StoreError)
    {
        try connection.execute(
            "DELETE FROM cart_lines WHERE owner = $1 AND sku = $2", [.text(owner.key), value(sku)])
    }

    static func removeAll(_ owner: CartOwner, _ connection: Connection) throws(StoreError) {
        try connection.execute("DELETE FROM cart_lines WHERE owner = $1", [.text(owner.key)])
    }

    /// Forgets some of the carts that nobody touched since `time`.
    static func sweep(_ connection: Connection, before time: Int64) throws(StoreError) {
        try connection.execute(
            """
            DELETE FROM cart_lines WHERE owner IN (
                SELECT owner FROM cart_lines WHERE changed_at < $1 LIMIT 1000)
                AND changed_at < $1
            """, [.integer(time)])
        try connection.execute(
            """
            DELETE FROM carts WHERE owner IN (
                SELECT owner FROM carts WHERE version < $1 ORDER BY version LIMIT 1000)
                AND version < $1
                AND NOT EXISTS (SELECT 1 FROM cart_lines WHERE cart_lines.owner = carts.owner)
            """, [.integer(time)])
    }

    private static func value(_ sku: SKUID) -> SQLValue {
        .integer(Int64(bitPattern: sku.rawValue))
    }
}
