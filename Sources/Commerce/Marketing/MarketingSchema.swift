internal import Store

/// The tables of marketing.
enum MarketingSchema {
    static let migrations = [Migration(1, "sales and coupons", tables)]

    private static let tables = """
        CREATE TABLE numbers (
            name TEXT NOT NULL PRIMARY KEY,
            last BIGINT NOT NULL
        );
        CREATE TABLE sales (
            sale BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            is_everyday BIGINT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh TEXT NOT NULL,
            text_en TEXT NOT NULL,
            text_zh TEXT NOT NULL,
            picture TEXT NOT NULL,
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL,
            limit_per_buyer BIGINT NOT NULL,
            currency BIGINT NOT NULL,
            is_draft BIGINT NOT NULL,
            version BIGINT NOT NULL,
            changed_at BIGINT NOT NULL
        );
        CREATE INDEX sales_by_merchant ON sales (merchant, sale);
        CREATE INDEX sales_by_start ON sales (merchant, starts_at);
        CREATE TABLE items (
            sale BIGINT NOT NULL,
            sku BIGINT NOT NULL,
            unit_price BIGINT NOT NULL,
            limit_per_buyer BIGINT NOT NULL,
            stock BIGINT NOT NULL,
            version BIGINT NOT NULL,
            PRIMARY KEY (sale, sku)
        );
        CREATE TABLE coupons (
            coupon BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            code TEXT NOT NULL,
            name_en TEXT NOT NULL,
            name_zh TEXT NOT NULL,
            kind BIGINT NOT NULL,
            value BIGINT NOT NULL,
            minimum_spend BIGINT NOT NULL,
            budget_money BIGINT,
            budget_count BIGINT,
            limit_per_buyer BIGINT NOT NULL,
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL,
            currency BIGINT NOT NULL,
            version BIGINT NOT NULL
        );
        CREATE UNIQUE INDEX coupons_by_code ON coupons (merchant, code);
        CREATE TABLE outbox (
            entry BIGINT NOT NULL PRIMARY KEY,
            merchant BIGINT NOT NULL,
            kind BIGINT NOT NULL,
            sale BIGINT NOT NULL,
            sku BIGINT NOT NULL,
            coupon BIGINT NOT NULL,
            delta BIGINT NOT NULL,
            is_rehearsal BIGINT NOT NULL
        );

        """
}
