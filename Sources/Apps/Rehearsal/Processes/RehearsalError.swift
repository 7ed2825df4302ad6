/// Why a rehearsal could not be carried out; what it found is no error but a `Finding`.
package struct RehearsalError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What a caller can act on.
    package enum Code: String, Sendable {
        /// A process could not be started, or ended before it was ready.
        case process
        /// A file of the run could not be written or read.
        case file
        /// A running deployment, or what was asked of it, does not allow it.
        case refused
    }

    /// What a caller can act on.
    package var code: Code
    /// What happened, for a person.
    package var message: String

    /// Describes a failure.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    package var description: String { message }
}
