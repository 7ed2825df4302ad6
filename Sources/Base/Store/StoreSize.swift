/// How much a store takes on disk.
package struct StoreSize: Hashable, Sendable {
    /// Bytes in a page.
    package var pageBytes: Int
    /// Bytes of pages in the database, moved to its file or not.
    package var databaseBytes: Int
    /// Bytes in the write-ahead log after this store's last commit; 0 before its first.
    package var logBytes: Int
}
