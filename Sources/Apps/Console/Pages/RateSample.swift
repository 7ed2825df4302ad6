/// What the cell had done at a moment, to work rates out from two of them.
struct RateSample: Sendable {
    var nanoseconds: UInt64
    var batches: UInt64 = 0
    var answers: UInt64 = 0
    var bytes: UInt64 = 0
}
