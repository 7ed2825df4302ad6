/// Why a provider did not do what it was asked.
package struct ProviderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a caller can act on.
    package enum Code: String, Sendable {
        /// It could not be reached, or said so: try again later with the same reference.
        case unavailable
        /// It refused for good: the same will be refused again.
        case refused
        /// Its answer makes no sense; it may have done what was asked: try again, same reference.
        case unintelligible
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

    /// Code and message.
    package var description: String { "\(code.rawValue): \(message)" }
}
