/// Why a server cannot start.
package struct ServerError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What happened.
    package enum Code: String, Sendable {
        /// Somebody else listens there.
        case portTaken = "port_taken"
        /// The address is not one of this machine, or may not be used.
        case addressRefused = "address_refused"
    }

    /// What happened.
    package var code: Code
    /// What and where, for a person.
    package var message: String

    /// Describes an error.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Code and message.
    package var description: String { "\(code.rawValue): \(message)" }
}
