/// What a hash index keeps: plain bytes, all zero where the place is empty.
protocol HashEntry: BitwiseCopyable, Sendable {
    /// True for the value of zeroed memory, and for it alone.
    var isEmpty: Bool { get }
    /// Well mixed bits of the key: the upper ones choose the segment, the lower ones the place in
    /// it.
    var hash: UInt32 { get }
}

/// Mixes 64 bits so that each bit of the input moves each bit of the result (the finalizer of
/// SplitMix64).
@inline(__always) func mixed(_ value: UInt64) -> UInt64 {
    var bits = value
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return bits ^ (bits >> 31)
}
