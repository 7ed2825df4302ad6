/// Why a rival could not be measured.
package struct RivalError: Error, CustomStringConvertible {
    /// What kind of reason it is.
    package enum Code: Sendable { case missing, failed, timedOut, unreadable }

    /// What kind of reason it is.
    package var code: Code
    /// Says what happened and, where it can be mended, how.
    package var message: String

    /// The message.
    package var description: String { message }
}
