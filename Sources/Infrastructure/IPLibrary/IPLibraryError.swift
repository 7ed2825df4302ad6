/// Why an IP library cannot be read or made.
package struct IPLibraryError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What happened.
    package enum Code: String, Sendable {
        /// A file cannot be opened, read or written.
        case unreadable
        /// The bytes are of no form that is known here.
        case unknownForm = "unknown_form"
        /// The file is of a newer version.
        case newerVersion = "newer_version"
        /// The bytes are not as they were written.
        case corrupt
        /// A source says something that cannot be, such as two things of one address.
        case contradiction
        /// A bound would be passed.
        case tooLarge = "too_large"
    }

    /// What happened.
    package var code: Code
    /// What, where, and what to do, for a person.
    package var message: String

    /// Describes an error.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Code and message.
    package var description: String { "\(code.rawValue): \(message)" }
}
