/// Why a text is not JSON that is taken here.
package struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Bytes from the start of the text.
    package var offset: Int
    /// What was wrong there.
    package var message: String

    /// Describes an error.
    package init(_ message: String, at offset: Int) {
        self.message = message
        self.offset = offset
    }

    /// The message with its place.
    package var description: String { "\(message) at byte \(offset)" }
}
