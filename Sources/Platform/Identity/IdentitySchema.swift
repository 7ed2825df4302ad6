internal import Store

/// The tables of identities.
enum IdentitySchema {
    static let migrations = [
        Migration(
            1, "merchants, staff, sessions, keys, buyers, audit",
            """
            CREATE TABLE sequence (name TEXT NOT NULL PRIMARY KEY, last BIGINT NOT NULL);

            CREATE TABLE merchant (
                id BIGINT NOT NULL PRIMARY KEY,
                slug TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                currency TEXT NOT NULL,
                created BIGINT NOT NULL
            );

            CREATE TABLE staff (
                id BIGINT NOT NULL PRIMARY KEY,
                merchant BIGINT NOT NULL REFERENCES merchant (id),
                email TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                role TEXT NOT NULL,
                is_operator BIGINT NOT NULL,
                is_disabled BIGINT NOT NULL,
                password TEXT NOT NULL,
                created BIGINT NOT NULL
            );
            CREATE INDEX staff_of_merchant ON staff (merchant, id);

            CREATE TABLE session (
                id BIGINT NOT NULL PRIMARY KEY,
                secret BYTEA NOT NULL UNIQUE,
                staff BIGINT NOT NULL REFERENCES staff (id),
                address TEXT NOT NULL,
                created BIGINT NOT NULL,
                last_used BIGINT NOT NULL,
                expires BIGINT NOT NULL
            );
            CREATE INDEX session_of_staff ON session (staff, id);
            CREATE INDEX session_expiry ON session (expires);

            CREATE TABLE api_key (
                id BIGINT NOT NULL PRIMARY KEY,
                secret BYTEA NOT NULL UNIQUE,
                start TEXT NOT NULL,
                merchant BIGINT NOT NULL REFERENCES merchant (id),
                maker BIGINT NOT NULL REFERENCES staff (id),
                name TEXT NOT NULL,
                role TEXT NOT NULL,
                is_operator BIGINT NOT NULL,
                created BIGINT NOT NULL,
                last_used BIGINT,
                revoked BIGINT
            );
            CREATE INDEX api_key_of_merchant ON api_key (merchant, id);

            CREATE TABLE buyer (
                id BIGINT NOT NULL PRIMARY KEY,
                merchant BIGINT NOT NULL REFERENCES merchant (id),
                email TEXT NOT NULL,
                name TEXT NOT NULL,
                country TEXT NOT NULL,
                password TEXT NOT NULL,
                created BIGINT NOT NULL,
                UNIQUE (merchant, email)
            );
            CREATE INDEX buyer_of_merchant ON buyer (merchant, id);

            CREATE TABLE buyer_address (
                id BIGINT NOT NULL PRIMARY KEY,
                buyer BIGINT NOT NULL REFERENCES buyer (id),
                name TEXT NOT NULL,
                line1 TEXT NOT NULL,
                line2 TEXT NOT NULL,
                city TEXT NOT NULL,
                region TEXT NOT NULL,
                postcode TEXT NOT NULL,
                country TEXT NOT NULL,
                phone TEXT NOT NULL
            );
            CREATE INDEX buyer_address_of_buyer ON buyer_address (buyer, id);

            CREATE TABLE token_key (
                id BIGINT NOT NULL PRIMARY KEY,
                secret BYTEA NOT NULL,
                created BIGINT NOT NULL,
                verifies_until BIGINT
            );

            CREATE TABLE audit (
                id BIGINT NOT NULL PRIMARY KEY,
                at BIGINT NOT NULL,
                merchant BIGINT,
                actor_kind TEXT NOT NULL,
                actor BIGINT NOT NULL,
                actor_name TEXT NOT NULL,
                via TEXT NOT NULL,
                action TEXT NOT NULL,
                subject_kind TEXT NOT NULL,
                subject TEXT NOT NULL,
                summary TEXT NOT NULL
            );
            CREATE INDEX audit_of_merchant ON audit (merchant, id);
            CREATE INDEX audit_of_subject ON audit (merchant, subject_kind, subject, id);
            """),
        Migration(
            2, "versions of merchants",
            "ALTER TABLE merchant ADD COLUMN version BIGINT NOT NULL DEFAULT 1;"),
        Migration(
            3, "versions of staff and buyers, keys of sign-ups",
            """
            ALTER TABLE staff ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
            ALTER TABLE buyer ADD COLUMN version BIGINT NOT NULL DEFAULT 1;
            ALTER TABLE buyer ADD COLUMN sign_up_key BYTEA;
            """),
    ]
}
