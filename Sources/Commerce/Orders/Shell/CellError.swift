package import Journal
internal import OrderCore

/// Why a cell could not start or go on.
package struct CellError: Error, Sendable, CustomStringConvertible {
    /// What a caller can act on. Texts are stable.
    package enum Code: String, Sendable {
        /// A batch is missing or altered: restore the journal from a copy.
        case corrupt
        /// A batch does not follow from those before it: this program cannot take the cell on.
        case inconsistent
        /// The journal takes nothing: no room, or a failing disk.
        case storage
        /// Another leader has taken over.
        case fenced
        /// The data was written by a newer program.
        case newerSchema
        /// The data folder cannot be used.
        case folder
        /// Another program works on the data folder.
        case inUse
    }

    /// What a caller can act on.
    package var code: Code
    /// What happened and what to do, for a person.
    package var message: String
    /// The position in the journal that it is about, if any.
    package var position: UInt64?

    /// Describes a failure.
    package init(_ code: Code, _ message: String, position: UInt64? = nil) {
        self.code = code
        self.message = message
        self.position = position
    }

    /// Wraps a failure of the journal.
    package init(_ error: JournalError) {
        switch error.code {
        case .fenced(let current):
            self.init(.fenced, "another leader has taken this cell over (epoch \(current))")
        case .corrupt:
            self.init(
                .corrupt, "\(error.message): nothing was started; restore the journal from a copy",
                position: error.position)
        case .newerSchema: self.init(.newerSchema, error.message)
        default: self.init(.storage, error.message, position: error.position)
        }
    }

    /// The message.
    package var description: String { message }
}
