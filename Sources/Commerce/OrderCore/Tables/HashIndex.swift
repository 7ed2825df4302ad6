internal import Primitives

/// An extendible hash table (Fagin et al., 1979): fixed segments that split one at a time.
///
/// A table that doubles at once would stop all orders for a second at twenty million entries; here
/// growth is a split of one segment, some microseconds. Within a segment: linear probing, with
/// backward shift on removal, so that no tombstones gather.
@safe struct HashIndex<Entry: HashEntry>: ~Copyable, @unchecked Sendable {
    // @unchecked: the directory has this one owner, as the type cannot be copied.
    private static var segmentShift: UInt32 { 11 }
    private static var segmentSize: UInt32 { 1 << segmentShift }
    /// A segment splits before more of its places are taken.
    private static var segmentLimit: UInt32 { segmentSize / 4 * 3 }
    /// Bits of the hash that may choose a segment; the rest are left to choose the place in it.
    private static var maximumDepth: UInt32 { 32 - segmentShift }

    private var entries: LargeArray<Entry>
    private var heads: LargeArray<SegmentHead>
    private var segmentCount: UInt32 = 0
    private var directory: UnsafeMutablePointer<UInt32>
    private var depth: UInt32 = 0
    /// Entries in the table.
    private(set) var count = 0
    /// Entries that may be in the table.
    let limit: Int

    private struct SegmentHead: BitwiseCopyable {
        var depth: UInt32
        var count: UInt32
    }

    /// An empty table for up to `limit` entries.
    init(limit: Int) {
        precondition(limit > 0)
        self.limit = limit
        // Twice the segments that evenly spread keys fill by half.
        let segments = 4 * (limit / Int(Self.segmentLimit) + 1)
        heads = LargeArray(capacity: segments)
        entries = LargeArray(capacity: segments << Int(Self.segmentShift))
        unsafe directory = .allocate(capacity: 1)
        unsafe directory.initialize(to: 0)
        _ = addSegment(depth: 0)
    }

    deinit { unsafe directory.deallocate() }

    /// True when `wanted` further entries may be put in.
    func hasRoom(for wanted: Int) -> Bool { limit - count >= wanted }

    /// The place of the entry that `matches`, among those with this hash; nil when there is none.
    @inline(__always) func find(_ hash: UInt32, _ matches: (Entry) -> Bool) -> UInt32? {
        let base = segment(of: hash) << Self.segmentShift
        var offset = hash & (Self.segmentSize - 1)
        while true {
            let place = base | offset
            let entry = entries[place]
            if entry.isEmpty { return nil }
            if entry.hash == hash && matches(entry) { return place }
            offset = (offset &+ 1) & (Self.segmentSize - 1)
        }
    }

    /// The entry at a place that `find` gave, to be read or changed in place; its key must stay.
    @inline(__always) subscript(place: UInt32) -> Entry {
        unsafeAddress { unsafe UnsafePointer(entries.address(place)) }
        unsafeMutableAddress { unsafe entries.address(place) }
    }

    /// Puts an entry in whose key is not in the table.
    ///
    /// - Returns: false, and nothing is changed, when so many keys share their upper bits that no
    ///   split can part them. With mixed keys this does not happen below four thousand million.
    mutating func insert(_ entry: Entry) -> Bool {
        let hash = entry.hash
        var segment = segment(of: hash)
        while heads[segment].count >= Self.segmentLimit {
            guard split(segment, at: hash) else { return false }
            segment = self.segment(of: hash)
        }
        place(entry, in: segment)
        count += 1
        return true
    }

    /// Takes the entry at `place` out.
    mutating func remove(at place: UInt32) {
        let mask = Self.segmentSize - 1
        let segment = place >> Self.segmentShift
        let base = place & ~mask
        var hole = place & mask
        var offset = hole
        while true {
            offset = (offset &+ 1) & mask
            let entry = entries[base | offset]
            if entry.isEmpty { break }
            // An entry may move into the hole unless its home lies after the hole on its way here.
            let fromHome = (offset &- (entry.hash & mask)) & mask
            if fromHome >= (offset &- hole) & mask {
                entries[base | hole] = entry
                hole = offset
            }
        }
        unsafe UnsafeMutableRawPointer(entries.address(base | hole))
            .initializeMemory(as: UInt8.self, repeating: 0, count: MemoryLayout<Entry>.stride)
        heads[segment].count -= 1
        count -= 1
    }

    /// Brings the first place to look at for `hash` near.
    @inline(__always) func prefetch(_ hash: UInt32) {
        let base = segment(of: hash) << Self.segmentShift
        unsafe Primitives.prefetch(entries.address(base | (hash & (Self.segmentSize - 1))))
    }

    /// Gives every entry to `body`, in no order that means anything.
    func forEach(_ body: (Entry) -> Void) {
        for place in 0..<(segmentCount << Self.segmentShift) where !entries[place].isEmpty {
            body(entries[place])
        }
    }

    /// Takes memory for `wanted` entries from the system now, and splits the segments that they
    /// would split.
    mutating func reserve(_ wanted: Int) {
        var target: UInt32 = 0
        while target < Self.maximumDepth && wanted >> Int(target) > Int(Self.segmentLimit) {
            target += 1
        }
        guard target > depth else { return }
        let used = Int(segmentCount) << Int(Self.segmentShift)
        let places = 1 << Int(target + Self.segmentShift)
        entries.reserve(used..<max(used, places))
        for part in 0..<UInt32(1 << target) {
            let hash = part << (32 &- target)
            while heads[segment(of: hash)].depth < target { _ = split(segment(of: hash), at: hash) }
        }
    }

    @inline(__always) private func segment(of hash: UInt32) -> UInt32 {
        // Swift's smart shift gives 0 for a shift by 32, which is depth 0.
        unsafe directory[Int(hash >> (32 &- depth))]
    }

    private mutating func place(_ entry: Entry, in segment: UInt32) {
        let base = segment << Self.segmentShift
        var offset = entry.hash & (Self.segmentSize - 1)
        while !entries[base | offset].isEmpty { offset = (offset &+ 1) & (Self.segmentSize - 1) }
        entries[base | offset] = entry
        heads[segment].count += 1
    }

    private mutating func addSegment(depth: UInt32) -> UInt32 {
        let segment = segmentCount
        heads[segment] = SegmentHead(depth: depth, count: 0)
        segmentCount += 1
        return segment
    }

    /// Splits the segment of `hash` by the next bit of its entries' hashes.
    private mutating func split(_ segment: UInt32, at hash: UInt32) -> Bool {
        let oldDepth = heads[segment].depth
        guard oldDepth < Self.maximumDepth, Int(segmentCount) < heads.capacity else { return false }
        if oldDepth == depth { doubleDirectory() }
        let sibling = addSegment(depth: oldDepth + 1)
        heads[segment] = SegmentHead(depth: oldDepth + 1, count: 0)
        redirect(at: hash, to: sibling, oldDepth: oldDepth)
        let size = Int(Self.segmentSize)
        unsafe withUnsafeTemporaryAllocation(of: Entry.self, capacity: size) { copy in
            let first = unsafe entries.address(segment << Self.segmentShift)
            unsafe copy.baseAddress?.initialize(from: first, count: size)
            unsafe UnsafeMutableRawPointer(first).initializeMemory(
                as: UInt8.self, repeating: 0, count: size * MemoryLayout<Entry>.stride)
            for index in 0..<size where unsafe !copy[index].isEmpty {
                let entry = unsafe copy[index]
                let goes = (entry.hash >> (31 &- oldDepth)) & 1 == 1
                place(entry, in: goes ? sibling : segment)
            }
        }
        return true
    }

    private mutating func doubleDirectory() {
        let size = 1 << Int(depth)
        let larger = UnsafeMutablePointer<UInt32>.allocate(capacity: size * 2)
        for index in 0..<size {
            unsafe (larger + index * 2).initialize(repeating: directory[index], count: 2)
        }
        unsafe directory.deallocate()
        unsafe directory = larger
        depth += 1
    }

    /// Points the upper half of the directory places of the segment of `hash` to its new sibling.
    private mutating func redirect(at hash: UInt32, to sibling: UInt32, oldDepth: UInt32) {
        // Its places are neighbours: all share the upper `oldDepth` bits.
        let span = 1 << Int(depth - oldDepth)
        let first = Int(hash >> (32 &- oldDepth)) * span
        for index in (first + span / 2)..<(first + span) { unsafe directory[index] = sibling }
    }

    /// Writes the table to a snapshot.
    func save<Failure>(to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        var head = (segmentCount, depth, UInt64(count))
        try unsafe Swift.withUnsafeBytes(of: &head) { (bytes) throws(Failure) in
            try unsafe sink(bytes)
        }
        try unsafe sink(
            UnsafeRawBufferPointer(UnsafeBufferPointer(start: directory, count: 1 << Int(depth))))
        try unsafe heads.read(count: Int(segmentCount), sink)
        try unsafe entries.read(count: Int(segmentCount) << Int(Self.segmentShift), sink)
    }

    /// Reads the table back from a snapshot; false when the bytes make no table.
    mutating func load<Failure>(
        from source: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        var head: (UInt32, UInt32, UInt64) = (0, 0, 0)
        try unsafe Swift.withUnsafeMutableBytes(of: &head) { (bytes) throws(Failure) in
            try unsafe source(bytes)
        }
        guard head.1 <= Self.maximumDepth, head.0 >= 1, head.0 <= 1 << head.1,
            Int(head.0) <= heads.capacity,
            head.2 <= UInt64(limit)
        else {
            return false
        }
        (segmentCount, depth, count) = (head.0, head.1, Int(head.2))
        unsafe directory.deallocate()
        unsafe directory = .allocate(capacity: 1 << Int(depth))
        try unsafe source(
            UnsafeMutableRawBufferPointer(
                UnsafeMutableBufferPointer(start: directory, count: 1 << Int(depth))))
        for index in 0..<(1 << Int(depth)) where unsafe directory[index] >= segmentCount {
            return false
        }
        try unsafe heads.fill(count: Int(segmentCount), source)
        try unsafe entries.fill(count: Int(segmentCount) << Int(Self.segmentShift), source)
        return true
    }
}
