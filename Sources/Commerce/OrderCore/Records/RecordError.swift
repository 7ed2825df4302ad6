/// Why a batch's records could not be folded.
package enum RecordError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The records are of another version of the format.
    case version(UInt32)
    /// The bytes end within a record, or a length cannot be.
    case truncated(offset: Int)
    /// A kind that this version does not know.
    case unknownKind(UInt8, offset: Int)
    /// A record does not fit the state it is folded into: the number of its kind.
    case inconsistent(kind: UInt8, offset: Int)
    /// The state after the batch is not the one that the writer had.
    case digestMismatch(written: UInt64, folded: UInt64)

    /// What is wrong, in words.
    package var description: String {
        switch self {
        case .version(let version): "records of version \(version); this program knows version 1"
        case .truncated(let offset): "the records end in the middle of one at byte \(offset)"
        case .unknownKind(let kind, let offset):
            "a record of unknown kind \(kind) at byte \(offset)"
        case .inconsistent(let kind, let offset):
            "the record of kind \(kind) at byte \(offset) does not fit what came before it"
        case .digestMismatch(let written, let folded):
            "the fold's digest is \(String(folded, radix: 16)), "
                + "the writer's was \(String(written, radix: 16))"
        }
    }
}
