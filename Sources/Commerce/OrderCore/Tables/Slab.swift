/// Records of one size, by number: given out, taken back, and given out again, last back first out.
///
/// Numbers start at 1; 0 means none. Which number comes next follows from what was done before
/// alone, so that a replica gives the same numbers.
struct Slab<Element: SlabRecord>: ~Copyable, Sendable {
    private var memory: LargeArray<Element>
    /// Numbers that were ever given out are 1 to this.
    private(set) var highest: UInt32 = 0
    private var firstFree: UInt32 = 0
    /// Records in use.
    private(set) var count = 0
    /// Records that may be in use at once.
    let limit: Int

    /// An empty slab that holds up to `limit` records.
    init(limit: Int) {
        precondition(limit > 0 && limit < Int(UInt32.max) / 2)
        self.limit = limit
        memory = LargeArray(capacity: limit)
    }

    /// True when no further record may be made.
    var isFull: Bool { count >= limit }

    /// True when `wanted` further records may be made.
    func hasRoom(for wanted: Int) -> Bool { limit - count >= wanted }

    /// The number that the next record will get.
    @inline(__always) var next: UInt32 { firstFree == 0 ? highest &+ 1 : firstFree }

    /// Whether a record has this number.
    @inline(__always) func contains(_ index: UInt32) -> Bool {
        index != 0 && index <= highest && memory[index &- 1].isLive
    }

    /// Puts a record in; it must be live.
    @inline(__always) mutating func insert(_ element: Element) -> UInt32 {
        let index = next
        if firstFree == 0 {
            highest += 1
        } else {
            firstFree = memory[index &- 1].freeLink
        }
        memory[index &- 1] = element
        count += 1
        return index
    }

    /// Takes a record out; its number may be given out again.
    mutating func remove(_ index: UInt32) {
        precondition(contains(index))
        memory[index &- 1] = Element.free(link: firstFree)
        firstFree = index
        count -= 1
    }

    /// A record in use, to be read or changed in place; traps on a number that names none.
    @inline(__always) subscript(index: UInt32) -> Element {
        unsafeAddress {
            precondition(index &- 1 < highest)
            return unsafe UnsafePointer(memory.address(index &- 1))
        }
        unsafeMutableAddress {
            precondition(index &- 1 < highest)
            return unsafe memory.address(index &- 1)
        }
    }

    /// Where a record lies, for a prefetch.
    @inline(__always) @unsafe func address(_ index: UInt32) -> UnsafeRawPointer {
        unsafe UnsafeRawPointer(memory.address(index &- 1))
    }

    /// Takes memory for `wanted` records from the system now.
    mutating func reserve(_ wanted: Int) {
        memory.reserve(Int(highest)..<min(max(wanted, Int(highest)), limit))
    }

    /// Writes the slab to a snapshot.
    func save<Failure>(to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        var head = (highest, firstFree, UInt64(count))
        try unsafe Swift.withUnsafeBytes(of: &head) { (bytes) throws(Failure) in
            try unsafe sink(bytes)
        }
        try unsafe memory.read(count: Int(highest), sink)
    }

    /// Reads an empty slab back from a snapshot.
    mutating func load<Failure>(
        from source: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        var head: (UInt32, UInt32, UInt64) = (0, 0, 0)
        try unsafe Swift.withUnsafeMutableBytes(of: &head) { (bytes) throws(Failure) in
            try unsafe source(bytes)
        }
        guard head.0 <= limit, head.1 <= head.0, head.2 <= head.0 else { return false }
        (highest, firstFree, count) = (head.0, head.1, Int(head.2))
        try unsafe memory.fill(count: Int(highest), source)
        return true
    }
}
