package import Primitives

/// What a client has that met a challenge.
package struct Clearance: Sendable, Hashable {
    /// How it was met.
    package enum Grade: UInt8, Sendable {
        /// By work.
        case worked = 1
        /// By waiting, for those without scripts: good for the slow lane.
        case waited = 2
    }

    /// To whom it was given.
    package var binding: ClientBinding
    /// The number of its challenge: limits count by it, so that sharing one is of no use.
    package var number: UInt64
    /// How it was met.
    package var grade: Grade
    /// The difficulty that was met.
    package var bits: UInt8
    /// Until when it counts, in whole seconds.
    package var expires: Timestamp

    /// Describes a clearance.
    package init(
        binding: ClientBinding, number: UInt64, grade: Grade, bits: UInt8, expires: Timestamp
    ) {
        self.binding = binding
        self.number = number
        self.grade = grade
        self.bits = bits
        self.expires = Timestamp(max(0, expires.rawValue) / 1000 * 1000)
    }
}
