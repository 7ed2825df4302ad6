/// The WAL index that the connections to one file share: ordinary memory and its eight locks.
///
/// It stays in place from its first use to `free()`, which waits for its last user.
@safe struct SharedMemory {
    /// Locks of a WAL index.
    static let slots = 8

    private var regions: [UnsafeMutableRawPointer] = unsafe []
    private var readers = [Int](repeating: 0, count: slots)
    private var writers = [Int?](repeating: nil, count: slots)
    /// Connections that have mapped it.
    var users = 0

    /// The address of a region of `size` bytes, zeroed when new; nil when it is missing and not
    /// wanted.
    mutating func region(_ index: Int, size: Int, extend: Bool) -> UnsafeMutableRawPointer? {
        while unsafe regions.count <= index {
            guard extend else { return nil }
            let region = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 64)
            unsafe region.initializeMemory(as: UInt8.self, repeating: 0, count: size)
            unsafe regions.append(region)
        }
        return unsafe regions[index]
    }

    /// Frees the memory; no connection may have it mapped any more.
    mutating func free() {
        precondition(users == 0)
        unsafe regions.forEach { unsafe $0.deallocate() }
        unsafe regions.removeAll()
    }

    /// Takes a shared lock on one slot; false when another holds it alone.
    mutating func share(_ slot: Int, by holder: Int) -> Bool {
        guard writers[slot] == nil || writers[slot] == holder else { return false }
        readers[slot] += 1
        return true
    }

    /// Takes exclusive locks on all `range`, or on none when another holds one of them.
    mutating func exclude(_ range: Range<Int>, by holder: Int) -> Bool {
        for slot in range where writers[slot] != holder {
            guard writers[slot] == nil, readers[slot] == 0 else { return false }
        }
        for slot in range { writers[slot] = holder }
        return true
    }

    /// Gives a shared lock back.
    mutating func unshare(_ slot: Int) { readers[slot] -= 1 }

    /// Gives an exclusive lock back.
    mutating func include(_ slot: Int) { writers[slot] = nil }
}
