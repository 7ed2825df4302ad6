internal import OrderCore
internal import OrderRecords
internal import Store

/// Folds batches of records into the book's tables, within one transaction.
///
/// It reads the records alone and knows nothing of a core's memory, so that a table which agrees
/// with the core was arrived at twice.
struct BookFold {
    let connection: Connection
    private var real: BookChanges
    private var rehearsal: BookChanges
    /// The digest that the last batch carries.
    private(set) var digest: UInt64 = 0

    init(_ connection: Connection) {
        self.connection = connection
        real = BookChanges(.real, connection)
        rehearsal = BookChanges(.rehearsal, connection)
    }

    /// Folds the payload of the batch at `position`.
    mutating func fold(_ payload: RawSpan, position: UInt64) throws(OrderBookError) {
        var cursor: RecordCursor
        do { cursor = try RecordCursor(payload) } catch {
            throw OrderBookError(error, at: position)
        }
        var records: UInt32 = 0
        while true {
            let kind: RecordKind?
            do { kind = try cursor.next() } catch { throw OrderBookError(error, at: position) }
            guard let kind else { break }
            let fits: Bool
            do { fits = try apply(kind, cursor, position: position) } catch {
                throw OrderBookError(error, at: position)
            }
            guard fits else {
                let why = RecordError.inconsistent(kind: kind.rawValue, offset: cursor.offset)
                throw OrderBookError(.inconsistent, "batch \(position): \(why)", position: position)
            }
            records &+= 1
        }
        guard cursor.prelude.record_count == records else {
            throw OrderBookError(
                .undecodable,
                "batch \(position) has \(records) records; its prelude says "
                    + "\(cursor.prelude.record_count)", position: position)
        }
        digest = cursor.prelude.digest
    }

    /// Writes what has changed since the start.
    func write() throws(StoreError) {
        try real.write()
        try rehearsal.write()
    }

    /// Folds a record; says whether it fits what came before it.
    private mutating func apply(
        _ kind: RecordKind, _ cursor: RecordCursor, position: UInt64
    ) throws(StoreError) -> Bool {
        switch kind {
        case .saleSet: try set(cursor.load(order_record_sale_set.self))
        case .itemSet: try set(cursor.load(order_record_item_set.self))
        case .couponSet: try set(cursor.load(order_record_coupon_set.self))
        default:
            if cursor.isRehearsal {
                try rehearsal.apply(kind, cursor, position: position)
            } else {
                try real.apply(kind, cursor, position: position)
            }
        }
    }
}
