/// Why steering cannot start.
package struct SteeringError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A stable word.
    package var code: String
    /// What happened and what to do, for a person.
    package var message: String

    /// Describes an error.
    package init(_ code: String, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Code and message.
    package var description: String { "\(code): \(message)" }
}
