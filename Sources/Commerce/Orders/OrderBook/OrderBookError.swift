package import Journal
internal import OrderCore
package import Store

/// What went wrong in an order book: a code to act on, a text to read, where, and why.
package struct OrderBookError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a caller can act on.
    package enum Code: String, Sendable {
        /// The journal could not give a batch: it is missing, altered, or cannot be read.
        case journal
        /// The bytes of a batch make no records.
        case undecodable
        /// A record does not fit what came before it.
        case inconsistent
        /// The journal belongs to another cell than the book, or ends before the book's position.
        case otherJournal
        /// The book's own tables could not be read or written.
        case store
    }

    /// What a caller can act on.
    package var code: Code
    /// What happened, for a person.
    package var message: String
    /// The batch that it is about, if it is about one.
    package var position: UInt64?
    /// The failure of the store behind it, if there is one.
    package var storeError: StoreError?
    /// The failure of the journal behind it, if there is one.
    package var journalError: JournalError?

    /// Describes a failure.
    package init(_ code: Code, _ message: String, position: UInt64? = nil) {
        self.code = code
        self.message = message
        self.position = position
    }

    /// The message.
    package var description: String { "order book: \(message)" }
}

extension OrderBookError: StoreFailure {
    /// Wraps a failure of the book's own tables.
    package init(_ failure: StoreError) {
        self.init(.store, failure.description)
        storeError = failure
    }

    /// Wraps a failure to fold the batch at `position`, naming it.
    init(_ failure: StoreError, at position: UInt64) {
        self.init(.store, "batch \(position): \(failure)", position: position)
        storeError = failure
    }

    /// Wraps a failure to write what the batches from `first` to `last` change; a row that is there
    /// already, such as an order's number that was given twice, comes to light here.
    init(_ failure: StoreError, from first: UInt64, to last: UInt64) {
        self.init(.store, "batches \(first) to \(last): \(failure)", position: last)
        storeError = failure
    }

    /// Wraps a failure to read the batch at `position`.
    init(_ failure: JournalError, at position: UInt64) {
        self.init(.journal, "batch \(position) cannot be read: \(failure)", position: position)
        journalError = failure
    }

    /// Wraps the reason why a batch's bytes make no records.
    init(_ failure: RecordError, at position: UInt64) {
        self.init(.undecodable, "batch \(position): \(failure)", position: position)
    }

    /// Runs `body`, wrapping what it throws.
    static func wrapping<Result>(
        _ body: () throws(StoreError) -> Result
    ) throws(OrderBookError) -> Result {
        do { return try body() } catch { throw OrderBookError(error) }
    }
}
