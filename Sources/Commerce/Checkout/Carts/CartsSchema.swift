internal import Store

/// The tables of what buyers are about to order, and where it shall go.
enum CartsSchema {
    static let migrations = [
        Migration(
            1, "carts and delivery addresses",
            """
            CREATE TABLE cart_lines (
                owner TEXT NOT NULL,
                sku BIGINT NOT NULL,
                sale BIGINT,
                quantity BIGINT NOT NULL,
                added_at BIGINT NOT NULL,
                changed_at BIGINT NOT NULL,
                PRIMARY KEY (owner, sku)
            );
            CREATE INDEX cart_lines_by_age ON cart_lines (changed_at);
            CREATE TABLE deliveries (
                order_id BIGINT PRIMARY KEY,
                merchant BIGINT NOT NULL,
                name TEXT NOT NULL,
                line1 TEXT NOT NULL,
                line2 TEXT NOT NULL,
                city TEXT NOT NULL,
                region TEXT NOT NULL,
                postcode TEXT NOT NULL,
                country TEXT NOT NULL,
                phone TEXT NOT NULL,
                written_at BIGINT NOT NULL
            );
            """),
        Migration(
            2, "versions of carts",
            """
            CREATE TABLE carts (
                owner TEXT NOT NULL PRIMARY KEY,
                version BIGINT NOT NULL
            );
            CREATE INDEX carts_by_version ON carts (version);
            """),
        Migration(
            3, "versions of delivery addresses",
            "ALTER TABLE deliveries ADD COLUMN version BIGINT NOT NULL DEFAULT 1;"),
    ]
}
