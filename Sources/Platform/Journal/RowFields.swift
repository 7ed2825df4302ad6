internal import Store

/// The integers of a row of table `batch`, in the order in which every query asks for them.
struct RowFields {
    var position: Int64
    var epoch: Int64

    init(_ row: borrowing Row) throws(JournalError) {
        do {
            position = try row.integer(0)
            epoch = try row.integer(1)
        } catch {
            throw JournalError(error)
        }
    }
}
