internal import Journal
internal import Orders
internal import Store

/// A command that could not do its work: a message for people, an exit code for scripts.
struct Failed: Error, CustomStringConvertible {
    /// The exit codes.
    enum Kind: Int32 {
        /// A check or a goal does not hold.
        case check = 1
        /// The data cannot be used as it is.
        case data = 2

        /// What a journal that could not be read ends with.
        static func of(_ error: JournalError) -> Kind { error.code == .corrupt ? .check : .data }

        /// What an order book that could not be read or written ends with.
        static func of(_ error: OrderBookError) -> Kind {
            if let failure = error.journalError { return of(failure) }
            if let failure = error.storeError { return failure.code == .corrupt ? .check : .data }
            return error.code == .otherJournal ? .data : .check
        }
    }

    var kind: Kind
    var description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
