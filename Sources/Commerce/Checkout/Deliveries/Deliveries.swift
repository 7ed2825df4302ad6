package import Identity
package import Primitives
internal import Service
package import Store

/// Where orders go: the address as the buyer wrote it for the order, beside the carts and apart
/// from the journal, which keeps nobody's name.
package final class Deliveries: Sendable {
    private let store: Store
    private let clock: any WallClock

    /// Keeps them in the store of the carts.
    package init(_ store: Store, clock: any WallClock) {
        self.store = store
        self.clock = clock
    }

    /// The address of an order.
    package func address(of order: OrderID, merchant: MerchantID) throws(StoreError) -> Address? {
        try delivery(of: order, merchant: merchant)?.address
    }

    /// The address of an order, with its version.
    package func delivery(of order: OrderID, merchant: MerchantID) throws(StoreError) -> Delivery? {
        try store.read { connection throws(StoreError) in
            try Self.find(order, merchant, connection)
        }
    }

    /// Writes the address of an order down; one that is there already stays.
    package func write(_ address: Address, of order: OrderID, merchant: MerchantID)
        throws(StoreError)
    {
        let now = clock.now()
        try store.write { connection throws(StoreError) in
            guard try Self.find(order, merchant, connection) == nil else { return }
            try Self.put(
                Delivery(address: address, written: now, version: 1), order, merchant, connection)
        }
    }

    /// Writes the address of an order down, or another one for it.
    ///
    /// - Parameter expectedVersion: the version that was read, 0 for none; nil for whatever is
    ///   there.
    /// - Throws: `Problem` 412 where it is another version.
    package func replace(
        _ address: Address, of order: OrderID, merchant: MerchantID, expectedVersion: Int64?
    ) throws -> Delivery {
        let now = clock.now()
        let written: Delivery? = try store.write { connection throws(StoreError) in
            let version = try Self.find(order, merchant, connection)?.version ?? 0
            guard expectedVersion == nil || expectedVersion == version else { return nil }
            let delivery = Delivery(address: address, written: now, version: version + 1)
            try Self.put(delivery, order, merchant, connection)
            return delivery
        }
        guard let written else { throw Problem.versionMismatch }
        return written
    }

    private static func find(
        _ order: OrderID, _ merchant: MerchantID, _ connection: Connection
    ) throws(StoreError) -> Delivery? {
        guard let number = Int64(exactly: order.rawValue) else { return nil }
        return try connection.first(
            """
            SELECT name, line1, line2, city, region, postcode, country, phone, written_at, version
            FROM deliveries WHERE order_id = $1 AND merchant = $2
            """, [.integer(number), SQLValue(merchant.rawValue)]
        ) { row throws(StoreError) in
            Delivery(
                address: Address(
                    name: try row.text(0), line1: try row.text(1), line2: try row.text(2),
                    city: try row.text(3), region: try row.text(4), postcode: try row.text(5),
                    country: try row.text(6), phone: try row.text(7)),
                written: Timestamp(try row.integer(8)), version: try row.integer(9))
        }
    }

    private static func put(
        _ delivery: Delivery, _ order: OrderID, _ merchant: MerchantID, _ connection: Connection
    ) throws(StoreError) {
        guard let number = Int64(exactly: order.rawValue) else { return }
        try connection.execute(
            """
            INSERT INTO deliveries (order_id, merchant, name, line1, line2, city, region,
            postcode, country, phone, written_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT (order_id) DO UPDATE SET name = $3, line1 = $4, line2 = $5, city = $6,
            region = $7, postcode = $8, country = $9, phone = $10, written_at = $11, version = $12
            """,
            [.integer(number), SQLValue(merchant.rawValue)]
                + delivery.address.values.map { .text($0) }
                + [.integer(delivery.written.rawValue), .integer(delivery.version)])
    }
}
