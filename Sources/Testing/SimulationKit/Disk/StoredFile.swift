/// The content of one file: as readers see it, and as a crash would leave it at worst.
struct StoredFile {
    /// A change that no sync has confirmed.
    enum Change {
        case write(offset: Int, bytes: [UInt8])
        case resize(Int)
    }

    /// What reads see.
    private(set) var visible: [UInt8]
    /// What survives a crash for certain.
    private(set) var durable: [UInt8]
    /// What may or may not survive, in the order of its making.
    private(set) var pending: [Change] = []
    /// The locks that SQLite takes on a database file.
    var lock = FileLock()
    /// The shared memory of the connections to this file, by number.
    var sharedMemory: Int?

    /// A file that holds `bytes` durably.
    init(_ bytes: [UInt8] = []) {
        visible = bytes
        durable = bytes
    }

    /// Changes bytes, growing the file where needed; volatile until a sync.
    mutating func write(_ source: UnsafeRawBufferPointer, at offset: Int, pendingLimit: Int) {
        unsafe visible.overwrite(at: offset, with: source)
        unsafe pending.append(.write(offset: offset, bytes: [UInt8](source)))
        writeBack(over: pendingLimit)
    }

    /// Cuts the file, or grows it by zeros; volatile until a sync.
    mutating func resize(to size: Int, pendingLimit: Int) {
        guard size != visible.count else { return }
        visible.resize(to: size)
        pending.append(.resize(size))
        writeBack(over: pendingLimit)
    }

    /// Makes all changes durable.
    mutating func sync() {
        for change in pending { durable.apply(change) }
        pending.removeAll(keepingCapacity: true)
    }

    /// Fails to make the changes durable; either leaves all as they were, or makes some durable and
    /// forgets that the others are not.
    mutating func failSync(forgets: Bool, _ bits: inout SeededBits) {
        guard forgets else { return }
        for change in pending where bits.coin() { durable.apply(change) }
        pending.removeAll(keepingCapacity: true)
    }

    /// Inverts one bit in every image of the file; false when there is no such byte.
    mutating func flip(bit: UInt8, at offset: Int) -> Bool {
        guard visible.indices.contains(offset) else { return false }
        visible[offset] ^= 1 << bit
        if durable.indices.contains(offset) { durable[offset] ^= 1 << bit }
        for index in pending.indices {
            guard case .write(let start, var bytes) = pending[index],
                bytes.indices.contains(offset - start)
            else { continue }
            bytes[offset - start] ^= 1 << bit
            pending[index] = .write(offset: start, bytes: bytes)
        }
        return true
    }

    private mutating func writeBack(over limit: Int) {
        guard pending.count > limit else { return }
        let older = pending.count / 2
        for change in pending[..<older] { durable.apply(change) }
        pending.removeSubrange(..<older)
    }
}
