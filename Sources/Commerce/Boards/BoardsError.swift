/// Why the boards stand still: the batch, and what is wrong with it.
package struct BoardsError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The batch.
    package var position: UInt64
    /// What is wrong.
    package var message: String

    /// Batch and message.
    package var description: String { "batch \(position): \(message)" }
}
