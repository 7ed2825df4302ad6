extension Store {
    /// Checks the engine's own structures: pages, keys and references. Reads the whole database.
    ///
    /// - Throws: `corrupt`, with the first thing found wrong.
    package func checkStructure() throws(StoreError) {
        let verdict = try read { connection throws(StoreError) in
            try connection.first("PRAGMA integrity_check(1)") { row throws(StoreError) in
                try row.text(0)
            }
        }
        guard verdict == "ok" else {
            throw StoreError(
                .corrupt, "\(configuration.name) is damaged: \(verdict ?? "no verdict")")
        }
    }
}
