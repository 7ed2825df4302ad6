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
            throw Self.newer(configuration.name, current, than: migrations.count)
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

    /// Wants exactly these migrations to have run, by number and name.
    func requireSchema(of migrations: [Migration]) throws(StoreError) {
        var steps: [String] = []
        try writer.withConnection { connection throws(StoreError) in
            guard try Self.version(connection) > 0 else { return }
            try connection.query("SELECT name FROM schema_version ORDER BY version") {
                row throws(StoreError) in steps.append(try row.text(0))
            }
        }
        let known = migrations.map(\.name)
        guard steps.first == known.first else {
            throw StoreError(.otherSchema, "\(configuration.name) holds other tables")
        }
        guard steps.count <= known.count else {
            throw Self.newer(configuration.name, steps.count, than: known.count)
        }
        guard steps == known else {
            throw StoreError(
                .otherSchema,
                "\(configuration.name) was written by an older Spillway (schema \(steps.count), "
                    + "this one has \(known.count)): start a cell on it once")
        }
    }

    private static func newer(_ name: String, _ found: Int, than known: Int) -> StoreError {
        StoreError(
            .newerSchema,
            "\(name) was written by a newer Spillway (schema \(found), this one knows \(known)): "
                + "update Spillway or restore a backup")
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
