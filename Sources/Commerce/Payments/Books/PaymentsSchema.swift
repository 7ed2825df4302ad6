internal import Store

/// The tables of `payments.sqlite`.
enum PaymentsSchema {
    static let migrations = [
        Migration(
            1, "intents, deliveries, payouts, differences",
            """
            CREATE TABLE intents (
                intent BIGINT PRIMARY KEY,
                merchant BIGINT NOT NULL,
                order_id BIGINT NOT NULL,
                buyer BIGINT NOT NULL,
                amount BIGINT NOT NULL CHECK (amount > 0),
                currency BIGINT NOT NULL,
                reference TEXT NOT NULL UNIQUE,
                provider_id TEXT,
                redirect_url TEXT,
                return_url TEXT NOT NULL,
                state BIGINT NOT NULL,
                failure TEXT,
                settlement BIGINT NOT NULL,
                answer BIGINT,
                refund_due BIGINT NOT NULL,
                created_at BIGINT NOT NULL,
                changed_at BIGINT NOT NULL,
                settled_at BIGINT,
                tries BIGINT NOT NULL,
                next_try_at BIGINT NOT NULL,
                at_provider BIGINT NOT NULL,
                in_book BIGINT NOT NULL
            );
            CREATE INDEX intents_by_order ON intents (order_id);
            CREATE INDEX intents_by_provider ON intents (provider_id);
            CREATE INDEX intents_by_merchant ON intents (merchant, intent);
            CREATE UNIQUE INDEX intents_open ON intents (order_id) WHERE state < 3;
            CREATE INDEX intents_due ON intents (next_try_at) WHERE settlement = 1;
            CREATE INDEX intents_unconfirmed ON intents (changed_at)
                WHERE state = 5 AND at_provider = 0;
            CREATE INDEX intents_unbooked ON intents (settled_at)
                WHERE settlement = 2 AND in_book = 0;
            CREATE TABLE deliveries (
                delivery BIGINT PRIMARY KEY,
                event TEXT NOT NULL,
                kind TEXT NOT NULL,
                reference TEXT NOT NULL,
                received_at BIGINT NOT NULL,
                outcome BIGINT NOT NULL
            );
            CREATE INDEX deliveries_by_event ON deliveries (event);
            CREATE TABLE payouts (
                payout BIGINT PRIMARY KEY,
                refund BIGINT,
                cause BIGINT,
                merchant BIGINT NOT NULL,
                order_id BIGINT NOT NULL,
                intent BIGINT,
                amount BIGINT NOT NULL CHECK (amount > 0),
                currency BIGINT NOT NULL,
                reference TEXT NOT NULL UNIQUE,
                state BIGINT NOT NULL,
                provider_id TEXT,
                failure TEXT,
                tries BIGINT NOT NULL,
                due_at BIGINT NOT NULL,
                sent_at BIGINT,
                done_at BIGINT,
                next_try_at BIGINT NOT NULL,
                at_provider BIGINT NOT NULL
            );
            CREATE INDEX payouts_by_order ON payouts (order_id);
            CREATE INDEX payouts_by_merchant ON payouts (merchant, payout);
            CREATE INDEX payouts_by_intent ON payouts (intent);
            CREATE INDEX payouts_due ON payouts (next_try_at) WHERE state < 3;
            CREATE INDEX payouts_unconfirmed ON payouts (done_at)
                WHERE state = 3 AND at_provider = 0;
            CREATE TABLE differences (
                difference BIGINT PRIMARY KEY,
                kind BIGINT NOT NULL,
                reference TEXT NOT NULL,
                merchant BIGINT,
                order_id BIGINT,
                ours BIGINT,
                theirs BIGINT,
                found_at BIGINT NOT NULL,
                settled_at BIGINT,
                UNIQUE (kind, reference)
            );
            CREATE TABLE marks (name TEXT PRIMARY KEY, value TEXT NOT NULL);
            CREATE TABLE provider_sums (
                currency BIGINT PRIMARY KEY,
                taken BIGINT NOT NULL,
                returned BIGINT NOT NULL
            );
            """)
    ]
}
