public import Processor

/// Asks the processor to bring the cache line at `address` near, so that a later access need not
/// wait.
@inlinable @inline(__always) @unsafe public func prefetch(_ address: UnsafeRawPointer) {
    unsafe spillway_prefetch(address)
}
