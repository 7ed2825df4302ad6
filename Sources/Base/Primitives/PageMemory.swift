internal import Glibc

/// Zeroed memory straight from the kernel, in huge pages where it is large.
///
/// Tables of gigabytes are read at random; with pages of 4 KiB each read would also miss the
/// processor's translation cache. Pages that were never touched take no memory.
package enum PageMemory {
    private static let hugePage = 2 << 20

    /// Maps at least `byteCount` zeroed bytes, aligned to the page size; traps when the system has
    /// none.
    @unsafe package static func allocate(byteCount: Int, hugePages: Bool = true)
        -> UnsafeMutableRawPointer
    {
        precondition(byteCount > 0)
        let length = rounded(byteCount)
        let mapped = unsafe mmap(
            nil, length, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        guard let memory = unsafe mapped, unsafe memory != MAP_FAILED else {
            preconditionFailure("the system has no \(length) bytes of address space left")
        }
        // Advice alone: where the kernel refuses, plain pages do.
        if hugePages && length >= hugePage { _ = unsafe madvise(memory, length, MADV_HUGEPAGE) }
        return unsafe memory
    }

    /// Gives memory from `allocate` back; `byteCount` is the one that was asked for.
    @unsafe package static func free(_ memory: UnsafeMutableRawPointer, byteCount: Int) {
        let failed = unsafe munmap(memory, rounded(byteCount))
        precondition(failed == 0, "memory was freed twice")
    }

    private static func rounded(_ byteCount: Int) -> Int {
        let unit = byteCount >= hugePage ? hugePage : 4096
        return (byteCount + unit - 1) / unit * unit
    }
}
