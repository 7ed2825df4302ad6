extension Store {
    /// How much the store takes on disk.
    package func size() throws(StoreError) -> StoreSize {
        let (pageBytes, pages) = try read { connection throws(StoreError) in
            (
                try Self.number("PRAGMA page_size", connection),
                try Self.number("PRAGMA page_count", connection)
            )
        }
        return StoreSize(
            pageBytes: pageBytes, databaseBytes: pageBytes * pages, logBytes: pageBytes * pagesInLog
        )
    }

    /// Limits the database to `bytes`, rounded down to whole pages, or lifts the limit: a commit
    /// that would exceed it fails as full. The limit lasts until the store is closed; a database
    /// that is larger already stays as large as it is.
    package func limit(toBytes bytes: Int?) throws(StoreError) {
        try writer.withConnection { connection throws(StoreError) in
            let pageBytes = try Self.number("PRAGMA page_size", connection)
            let pages = bytes.map { max(1, $0 / pageBytes) } ?? Self.maximumPages
            _ = try Self.number("PRAGMA max_page_count = \(pages)", connection)
        }
    }

    /// SQLite's own limit.
    private static let maximumPages = 4_294_967_294

    private static func number(_ sql: String, _ connection: Connection) throws(StoreError) -> Int {
        Int(try connection.first(sql) { row throws(StoreError) in try row.integer(0) } ?? 0)
    }
}
