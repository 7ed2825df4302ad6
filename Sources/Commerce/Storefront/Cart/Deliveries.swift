internal import Identity
internal import Primitives
internal import Store

/// Where orders go: the address as it was when the order was placed.
final class Deliveries: Sendable {
    private let store: Store
    private let clock: any WallClock

    init(_ store: Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// The address of an order.
    func address(of order: OrderID, merchant: MerchantID) throws(StoreError) -> Address? {
        guard let number = Int64(exactly: order.rawValue) else { return nil }
        return try store.read { connection throws(StoreError) in
            try connection.first(
                """
                SELECT name, line1, line2, city, region, postcode, country, phone
                FROM deliveries WHERE order_id = $1 AND merchant = $2
                """, [.integer(number), SQLValue(merchant.rawValue)]
            ) { row throws(StoreError) in
                Address(
                    name: try row.text(0), line1: try row.text(1), line2: try row.text(2),
                    city: try row.text(3), region: try row.text(4), postcode: try row.text(5),
                    country: try row.text(6), phone: try row.text(7))
            }
        }
    }

    /// Writes the address of an order down; one that is there already stays.
    func write(_ address: Address, of order: OrderID, merchant: MerchantID) throws(StoreError) {
        guard let number = Int64(exactly: order.rawValue) else { return }
        let now = clock.now().rawValue
        try store.write { connection throws(StoreError) in
            try connection.execute(
                """
                INSERT INTO deliveries (order_id, merchant, name, line1, line2, city, region,
                postcode, country, phone, written_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                ON CONFLICT (order_id) DO NOTHING
                """,
                [.integer(number), SQLValue(merchant.rawValue)]
                    + address.values.map { .text($0) } + [.integer(now)])
        }
    }
}
