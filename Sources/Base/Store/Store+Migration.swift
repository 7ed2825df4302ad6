extension Store {
    /// The schema's number: that of the last migration that ran, 0 for an empty database.
    package func schemaVersion() throws(StoreError) -> Int {
        try writer.withConnection { connection throws(StoreError) in try Self.version(connection) }
    }

    func migrate(_ migrations: [Migration]) throws(StoreError) {
        precondition(
            migrations.enumerated().allSatisfy { $0.element.version == $0.offset + 1 },
            "migrations are numbered 1, 2, 3, … in order")
        let current = try schemaVersion()
        guard current <= migrations.count else {
            throw StoreError(
                .newerSchema,
                "\(configuration.name) was written by a newer Spillway (schema \(current), this "
                    + "one knows \(migrations.count)): update Spillway or restore a backup")
        }
        for migration in migrations.dropFirst(current) {
            try write { connection throws(StoreError) in
                try connection.execute(
                    """
                    CREATE TABLE IF NOT EXISTS schema_version (
                        version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)
                    """)
                // Another process may have been faster.
                guard try Self.version(connection) == migration.version - 1 else { return }
                try connection.executeScript(migration.sql)
                try connection.execute(
                    "INSERT INTO schema_version (version, name) VALUES ($1, $2)",
                    [SQLValue(migration.version), .text(migration.name)])
            }
        }
    }

    private static func version(_ connection: Connection) throws(StoreError) -> Int {
        let tables = try connection.first(
            "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = 'schema_version'"
        ) { row throws(StoreError) in try row.integer(0) }
        guard tables == 1 else { return 0 }
        let version = try connection.first("SELECT coalesce(max(version), 0) FROM schema_version") {
            row throws(StoreError) in try row.integer(0)
        }
        return Int(version ?? 0)
    }
}
