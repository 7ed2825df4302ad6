/// A command that could not do its work: a message for people, an exit code for scripts.
struct Failed: Error, CustomStringConvertible {
    /// The exit codes.
    enum Kind: Int32 {
        /// A check or a goal does not hold.
        case check = 1
        /// The data cannot be used as it is.
        case data = 2
    }

    var kind: Kind
    var description: String

    init(_ kind: Kind, _ description: String) {
        self.kind = kind
        self.description = description
    }
}
