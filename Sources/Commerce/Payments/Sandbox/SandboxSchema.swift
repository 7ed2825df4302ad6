internal import Store

/// The tables of `sandbox-provider.sqlite`.
enum SandboxSchema {
    static let migrations = [
        Migration(
            1, "payments, refunds, transactions, webhooks",
            """
            CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
            CREATE TABLE payments (
                payment BIGINT PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                reference TEXT NOT NULL UNIQUE,
                merchant BIGINT NOT NULL,
                order_id BIGINT NOT NULL,
                buyer BIGINT NOT NULL,
                amount BIGINT NOT NULL,
                currency BIGINT NOT NULL,
                state BIGINT NOT NULL,
                token TEXT NOT NULL UNIQUE,
                return_url TEXT NOT NULL,
                failure TEXT,
                refunded BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                ended_at BIGINT
            );
            CREATE INDEX payments_open ON payments (created_at) WHERE state = 2;
            CREATE TABLE refunds (
                refund BIGINT PRIMARY KEY,
                id TEXT NOT NULL UNIQUE,
                reference TEXT NOT NULL UNIQUE,
                payment BIGINT NOT NULL REFERENCES payments (payment),
                amount BIGINT NOT NULL,
                at BIGINT NOT NULL
            );
            CREATE TABLE transactions (
                number BIGINT PRIMARY KEY,
                payment BIGINT REFERENCES payments (payment),
                refund BIGINT REFERENCES refunds (refund)
            );
            CREATE TABLE webhooks (
                webhook BIGINT PRIMARY KEY,
                event TEXT NOT NULL,
                kind TEXT NOT NULL,
                body TEXT NOT NULL,
                state BIGINT NOT NULL,
                tries BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                answer TEXT
            );
            CREATE INDEX webhooks_due ON webhooks (due_at) WHERE state = 1;
            """)
    ]
}
