internal import Primitives
internal import Store

extension Journal {
    /// Counts what the journal holds; looks at every row, but not into its bytes.
    package func statistics() throws(JournalError) -> JournalStatistics {
        do {
            var epochs: [JournalStatistics.Epoch] = []
            try store.read { [cell] connection throws(StoreError) in
                try connection.query(JournalSchema.epochs, [SQLValue(cell.rawValue)]) {
                    row throws(StoreError) in
                    epochs.append(
                        JournalStatistics.Epoch(
                            epoch: try row.unsigned(0), firstPosition: try row.unsigned(1),
                            lastPosition: try row.unsigned(2), batches: try row.unsigned(3),
                            bytes: try row.unsigned(4)))
                }
            }
            let size = try store.size()
            return JournalStatistics(
                epochs: epochs, databaseBytes: size.databaseBytes, logBytes: size.logBytes)
        } catch {
            throw JournalError(error)
        }
    }

    /// Limits the file to `bytes`, or lifts the limit: what would exceed it fails as full.
    package func limit(toBytes bytes: Int?) throws(JournalError) {
        do { try store.limit(toBytes: bytes) } catch { throw JournalError(error) }
    }
}
