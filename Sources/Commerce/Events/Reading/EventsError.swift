/// Why events could not be read.
enum EventsError: Error, CustomStringConvertible {
    /// The order book has to come further first.
    case notYet
    /// The batch at this position cannot be read, or does not fit the order book.
    case damaged(position: UInt64, String)

    var description: String {
        switch self {
        case .notYet: "the order book has to come further first"
        case .damaged(let position, let text): "batch \(position): \(text)"
        }
    }
}
