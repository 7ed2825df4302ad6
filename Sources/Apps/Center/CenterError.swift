/// Why a center does not start.
package struct CenterError: Error, Sendable, CustomStringConvertible {
    /// What happened.
    package enum Code: String, Sendable {
        /// The data folder cannot be used.
        case folder
        /// Another process uses the data folder.
        case inUse = "in_use"
        /// The journal or a table is not as it was written.
        case data
        /// The address cannot be listened on.
        case address
        /// The sample data cannot be read.
        case samples
        /// Whoever started it wants it to end, before it was ready.
        case stopped
    }

    /// What happened.
    package var code: Code
    /// What and where, and what to do.
    package var message: String

    /// Describes an error.
    package init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The message.
    package var description: String { message }
}
