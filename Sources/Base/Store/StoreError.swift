/// What went wrong in a store: a code to act on, a text to read, and the engine's own number.
package struct StoreError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What a caller can act on.
    package enum Code: String, Sendable {
        /// The disk, or the limit set by `limit(toBytes:)`, is full; the store goes on when there
        /// is room.
        case full
        /// Another process holds the lock for longer than the busy timeout.
        case busy
        /// The file is damaged, or is no database at all.
        case corrupt
        /// A row would break a key, a reference or a check.
        case constraint
        /// The system could not read or write.
        case ioError
        /// The file or its directory cannot be opened.
        case cannotOpen
        /// The file may not be written.
        case readOnly
        /// A value exceeds what the engine can hold.
        case tooBig
        /// The database was written by a newer program.
        case newerSchema
        /// The file to be read holds other tables than those asked for, or none.
        case otherSchema
        /// The store is closed.
        case closed
        /// The SQL text or its parameters are wrong: a mistake in the program.
        case statement
        /// A column holds another type than the one asked for.
        case mismatch
        /// Anything else.
        case other
    }

    /// What a caller can act on.
    package var code: Code
    /// What happened, for a person.
    package var message: String
    /// The engine's own code, 0 where the engine had no part in it.
    package var engineCode: Int

    /// Describes a failure.
    package init(_ code: Code, _ message: String, engineCode: Int = 0) {
        self.code = code
        self.message = message
        self.engineCode = engineCode
    }

    /// Code and message, and the engine's code where there is one.
    package var description: String {
        engineCode == 0
            ? "\(code.rawValue): \(message)"
            : "\(code.rawValue): \(message) (engine code \(engineCode))"
    }

    static func closed(_ name: String) -> StoreError {
        StoreError(.closed, "the store \(name) is closed")
    }
}
