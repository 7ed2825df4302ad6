internal import Orders

/// What `spillway journal verify` says.
struct VerifyReport: Encodable {
    var holds = false
    var batches: UInt64?
    var hash: String?
    /// Where the order book and the latest snapshot are; 0 where there is none.
    var order_book_position: UInt64
    var snapshot_position: UInt64
    /// The first batch that is missing or altered, and what is wrong.
    var position: UInt64?
    var problem: String?

    init(_ witnesses: JournalWitnesses) {
        order_book_position = witnesses.orderBook
        snapshot_position = witnesses.snapshot
    }

    var text: String {
        if let problem { return "NOT as it was written: \(problem)" }
        return "all \(batches ?? 0) batches are as they were written (the order book has seen "
            + "\(order_book_position), the latest snapshot \(snapshot_position)); the last hash is "
            + (hash ?? "")
    }
}
