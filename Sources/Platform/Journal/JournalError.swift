package import Store

/// What went wrong in a journal: a code to act on, a text to read, where, and why.
package struct JournalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a caller can act on.
    package enum Code: Hashable, Sendable {
        /// There is no room on disk; appending goes on when there is.
        case full
        /// Another leader holds the epoch `current`: this one must stop.
        case fenced(current: UInt64)
        /// A batch is missing or is not what was written; `position` names it.
        case corrupt
        /// The system could not read or write, or another process holds the lock.
        case io
        /// The payload exceeds `Journal.maximumPayloadBytes`.
        case tooBig
        /// There is no batch at `position`, and none was lost.
        case notFound
        /// The file is no journal of Spillway.
        case noJournal
        /// The journal was written by a newer program.
        case newerSchema
        /// The journal is closed.
        case closed
        /// Anything else.
        case other
    }

    /// What a caller can act on.
    package var code: Code
    /// What happened, for a person.
    package var message: String
    /// The batch that it is about, if it is about one.
    package var position: UInt64?
    /// The failure of the store behind it, if there is one.
    package var cause: StoreError?

    /// Describes a failure.
    package init(_ code: Code, _ message: String, position: UInt64? = nil, cause: StoreError? = nil)
    {
        self.code = code
        self.message = message
        self.position = position
        self.cause = cause
    }

    /// The message.
    package var description: String { message }
}

extension JournalError: StoreFailure {
    /// Wraps a failure of the store.
    package init(_ failure: StoreError) {
        let code: Code =
            switch failure.code {
            case .full: .full
            case .corrupt, .mismatch: .corrupt
            case .busy, .ioError, .cannotOpen, .readOnly: .io
            case .tooBig: .tooBig
            case .otherSchema: .noJournal
            case .newerSchema: .newerSchema
            case .closed: .closed
            case .constraint, .statement, .other: .other
            }
        let message =
            code == .noJournal
            ? "there is no Spillway journal: \(failure.message)" : "journal: \(failure)"
        self.init(code, message, cause: failure)
    }

    /// Runs `body` and wraps what it throws.
    @discardableResult
    static func wrapping<Result>(_ body: () throws(StoreError) -> Result) throws(JournalError)
        -> Result
    {
        do { return try body() } catch { throw JournalError(error) }
    }

    static func missing(_ position: UInt64) -> JournalError {
        JournalError(
            .corrupt, "batch \(position) is corrupt: its row is missing", position: position)
    }

    static let closed = JournalError(.closed, "the journal is closed")
}
