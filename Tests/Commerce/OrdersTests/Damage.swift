import Store

/// Takes the last batch out of a closed journal, as a damaged write-ahead log would.
func removeLastBatch(_ path: String, _ position: UInt64) throws {
    let store = try Store(StoreConfiguration(.sqlite(path: path), pageBytes: 32768))
    try store.write { connection throws(StoreError) in
        _ = try connection.execute("DELETE FROM batch WHERE position = $1", [SQLValue(position)])
    }
    try store.close()
}
