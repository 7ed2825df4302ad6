package import Store

extension Catalogue {
    /// The schema of `catalogue.sqlite`.
    package static let migrations = [
        Migration(1, "catalogue", tables + SearchTables.schema),
        Migration(
            2, "versions of warehouses' counts",
            "ALTER TABLE warehouse_stock ADD COLUMN version BIGINT NOT NULL DEFAULT 1;"),
        Migration(
            3, "prices that are still to be told",
            """
            CREATE TABLE untold_prices (
                sku BIGINT NOT NULL PRIMARY KEY,
                merchant BIGINT NOT NULL,
                change BIGINT NOT NULL
            );
            CREATE INDEX untold_prices_by_change ON untold_prices (merchant, change);
            """),
    ]

    private static let tables = """
        CREATE TABLE sequences (name TEXT NOT NULL PRIMARY KEY, last BIGINT NOT NULL);
        CREATE TABLE stores (
            merchant BIGINT NOT NULL PRIMARY KEY,
            handle TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            logo TEXT,
            primary_colour BIGINT NOT NULL,
            accent_colour BIGINT NOT NULL,
            background_colour BIGINT NOT NULL,
            language TEXT NOT NULL,
            draft_blocks TEXT NOT NULL,
            blocks TEXT NOT NULL,
            version BIGINT NOT NULL,
            updated_at BIGINT NOT NULL
        );
        CREATE TABLE categories (
            id BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            slug TEXT NOT NULL,
            name TEXT NOT NULL,
            name_zh TEXT,
            parent BIGINT,
            place BIGINT NOT NULL,
            version BIGINT NOT NULL,
            UNIQUE (merchant, slug)
        );
        CREATE TABLE products (
            id BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            slug TEXT NOT NULL,
            name TEXT NOT NULL,
            name_zh TEXT,
            description TEXT NOT NULL,
            category BIGINT,
            status BIGINT NOT NULL,
            options TEXT NOT NULL,
            media TEXT NOT NULL,
            price_from BIGINT,
            price_to BIGINT,
            currency BIGINT,
            created_at BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            version BIGINT NOT NULL,
            UNIQUE (merchant, slug)
        );
        CREATE INDEX products_by_category ON products (merchant, category, status, id);
        CREATE INDEX products_by_age ON products (merchant, status, id);
        CREATE INDEX products_by_price ON products (merchant, status, price_from, id);
        CREATE TABLE skus (
            id BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            product BIGINT NOT NULL,
            code TEXT NOT NULL,
            choice TEXT NOT NULL,
            price BIGINT NOT NULL,
            currency BIGINT NOT NULL,
            weight_grams BIGINT,
            barcode TEXT,
            status BIGINT NOT NULL,
            version BIGINT NOT NULL,
            UNIQUE (merchant, code)
        );
        CREATE INDEX skus_by_product ON skus (product, id);
        CREATE INDEX skus_by_merchant ON skus (merchant, id);
        CREATE INDEX skus_by_barcode ON skus (merchant, barcode);
        CREATE TABLE warehouses (
            id BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            name TEXT NOT NULL,
            version BIGINT NOT NULL,
            UNIQUE (merchant, name)
        );
        CREATE TABLE warehouse_stock (
            merchant BIGINT NOT NULL,
            sku BIGINT NOT NULL,
            warehouse BIGINT NOT NULL,
            quantity BIGINT NOT NULL,
            updated_at BIGINT NOT NULL,
            PRIMARY KEY (sku, warehouse)
        );
        CREATE INDEX warehouse_stock_by_warehouse ON warehouse_stock (warehouse, sku);

        """
}
