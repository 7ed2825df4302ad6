/// Why an edge node cannot start.
package struct EdgeError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What happened.
    package enum Code: String, Sendable {
        /// An address cannot be listened on.
        case addressRefused = "address_refused"
        /// The certificate or its key cannot be used.
        case certificateRefused = "certificate_refused"
        /// The folder of the cache cannot be used.
        case folderRefused = "folder_refused"
        /// The IP library cannot be read.
        case libraryRefused = "library_refused"
    }

    /// What happened.
    package var code: Code
    /// What and where, for a person.
    package var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// Code and message.
    package var description: String { "\(code.rawValue): \(message)" }
}
