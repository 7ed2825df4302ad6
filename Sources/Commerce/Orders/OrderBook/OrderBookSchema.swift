internal import Store

/// The tables of an order book, and the statements that touch those which both books share.
enum OrderBookSchema {
    static let sales = BookTable(
        "sales", key: ["sale"],
        columns: ["merchant", "starts_at", "ends_at", "limit_per_buyer", "currency"])
    static let items = BookTable(
        "items", key: ["pool"], columns: ["sale", "sku", "unit_price", "limit_per_buyer"])
    static let coupons = BookTable(
        "coupons", key: ["coupon"],
        columns: [
            "merchant", "kind", "value", "minimum_spend", "budget_money", "budget_count",
            "limit_per_buyer", "starts_at", "ends_at", "currency",
        ])
    /// One row for each projection in the file: this module has one, number 1.
    static let position = BookTable(
        "position", key: ["projection"], columns: ["cell", "position", "digest"])
    static let projection: Int64 = 1

    /// Every table of the file.
    static let tables =
        [position, sales, items, coupons] + BookTables.real.all + BookTables.rehearsal.all

    static let currentPosition = "SELECT cell, position, digest FROM position WHERE projection = $1"
    static let saleExists = "SELECT 1 FROM sales WHERE sale = $1"
    static let poolNames = "SELECT sale, sku FROM items WHERE pool = $1"

    static let migrations = [
        Migration(1, "order book", shared + books(prefix: "") + books(prefix: "rehearsal_"))
    ]

    // SQLite keeps a table in the order of its primary key when told so; PostgreSQL knows no such
    // clause, and its schema goes without.
    private static let clustered = "WITHOUT ROWID"

    private static let shared = """
        CREATE TABLE position (
            projection BIGINT NOT NULL PRIMARY KEY,
            cell BIGINT NOT NULL,
            position BIGINT NOT NULL,
            digest BIGINT NOT NULL
        ) \(clustered);
        CREATE TABLE sales (
            sale BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL,
            limit_per_buyer BIGINT NOT NULL,
            currency BIGINT NOT NULL
        ) \(clustered);
        CREATE TABLE items (
            pool BIGINT NOT NULL PRIMARY KEY,
            sale BIGINT NOT NULL,
            sku BIGINT NOT NULL,
            unit_price BIGINT NOT NULL,
            limit_per_buyer BIGINT NOT NULL
        ) \(clustered);
        CREATE UNIQUE INDEX items_by_name ON items (sale, sku);
        CREATE TABLE coupons (
            coupon BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            kind BIGINT NOT NULL,
            value BIGINT NOT NULL,
            minimum_spend BIGINT NOT NULL,
            budget_money BIGINT,
            budget_count BIGINT,
            limit_per_buyer BIGINT NOT NULL,
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL,
            currency BIGINT NOT NULL
        ) \(clustered);

        """

    private static func books(prefix: String) -> String {
        """
        CREATE TABLE \(prefix)orders (
            order_id BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            buyer BIGINT NOT NULL,
            key_high BIGINT NOT NULL,
            key_low BIGINT NOT NULL,
            status BIGINT NOT NULL,
            currency BIGINT NOT NULL,
            total BIGINT NOT NULL,
            discount BIGINT NOT NULL,
            received BIGINT NOT NULL,
            refunded BIGINT NOT NULL,
            placed_at BIGINT NOT NULL,
            payment_deadline BIGINT NOT NULL,
            paid_at BIGINT,
            ended_at BIGINT,
            cancelled_by BIGINT,
            coupon BIGINT,
            movements BIGINT NOT NULL,
            position BIGINT NOT NULL
        ) \(clustered);
        CREATE TABLE \(prefix)order_lines (
            order_id BIGINT NOT NULL,
            line BIGINT NOT NULL,
            pool BIGINT NOT NULL,
            sale BIGINT NOT NULL,
            sku BIGINT NOT NULL,
            quantity BIGINT NOT NULL,
            unit_price BIGINT NOT NULL,
            discount BIGINT NOT NULL,
            returned BIGINT NOT NULL,
            PRIMARY KEY (order_id, line)
        ) \(clustered);
        CREATE TABLE \(prefix)payments (
            order_id BIGINT NOT NULL,
            ordinal BIGINT NOT NULL,
            reference_high BIGINT NOT NULL,
            reference_low BIGINT NOT NULL,
            amount BIGINT NOT NULL,
            outcome BIGINT NOT NULL,
            refund_due BIGINT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (order_id, ordinal)
        ) \(clustered);
        CREATE TABLE \(prefix)refunds_due (
            number BIGINT NOT NULL PRIMARY KEY,
            order_id BIGINT NOT NULL,
            cause BIGINT NOT NULL,
            reference_high BIGINT,
            reference_low BIGINT,
            amount BIGINT NOT NULL,
            at BIGINT NOT NULL
        ) \(clustered);
        CREATE INDEX \(prefix)refunds_due_by_order ON \(prefix)refunds_due (order_id);
        CREATE TABLE \(prefix)restocks (
            order_id BIGINT NOT NULL,
            ordinal BIGINT NOT NULL,
            reference_high BIGINT NOT NULL,
            reference_low BIGINT NOT NULL,
            line BIGINT NOT NULL,
            quantity BIGINT NOT NULL,
            at BIGINT NOT NULL,
            PRIMARY KEY (order_id, ordinal)
        ) \(clustered);
        CREATE TABLE \(prefix)stock (
            pool BIGINT NOT NULL PRIMARY KEY,
            given BIGINT NOT NULL,
            held BIGINT NOT NULL,
            sold BIGINT NOT NULL
        ) \(clustered);
        CREATE TABLE \(prefix)coupon_use (
            coupon BIGINT NOT NULL PRIMARY KEY,
            orders BIGINT NOT NULL,
            money BIGINT NOT NULL
        ) \(clustered);
        CREATE TABLE \(prefix)orders_by_buyer (
            run BIGINT NOT NULL,
            buyer BIGINT NOT NULL,
            order_id BIGINT NOT NULL,
            PRIMARY KEY (run, buyer, order_id)
        ) \(clustered);

        """
    }
}
