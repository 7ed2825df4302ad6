internal import Store

/// The tables of `fulfilment.sqlite`.
enum FulfilmentSchema {
    static let migrations = [
        Migration(
            1, "shipments and their lines",
            """
            CREATE TABLE shipments (
                shipment BIGINT PRIMARY KEY,
                merchant BIGINT NOT NULL,
                order_id BIGINT NOT NULL,
                carrier TEXT NOT NULL,
                tracking TEXT NOT NULL,
                shipped_at BIGINT NOT NULL,
                delivered_at BIGINT,
                shipped_by TEXT NOT NULL,
                delivered_by TEXT,
                created_at BIGINT NOT NULL,
                key TEXT,
                UNIQUE (merchant, key)
            );
            CREATE INDEX shipments_by_order ON shipments (order_id);
            CREATE INDEX shipments_by_merchant ON shipments (merchant, shipment);
            CREATE TABLE shipment_lines (
                shipment BIGINT NOT NULL REFERENCES shipments (shipment),
                line BIGINT NOT NULL,
                quantity BIGINT NOT NULL CHECK (quantity > 0),
                PRIMARY KEY (shipment, line)
            );
            """)
    ]
}
