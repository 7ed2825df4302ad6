/// One growable run of bytes with room kept in front, owned by one holder at a time.
///
/// Records are written into it once and go from there to disk without another copy: whoever adds an
/// envelope later writes it into the headroom. Memory stays allocated over `reset`, so that the
/// steady state allocates nothing.
@safe package struct ByteFrame: ~Copyable, @unchecked Sendable {
    // @unchecked: the memory has this one owner, as the type cannot be copied.
    private var memory: UnsafeMutableRawPointer
    /// Bytes kept free in front of the content.
    package let headroom: Int
    /// Bytes of content that fit before it grows.
    package private(set) var capacity: Int
    /// Bytes of content.
    package private(set) var count: Int = 0

    /// Makes an empty frame for `capacity` bytes behind `headroom` bytes; both multiples of 8.
    package init(capacity: Int, headroom: Int) {
        precondition(capacity > 0 && headroom >= 0 && capacity % 8 == 0 && headroom % 8 == 0)
        unsafe memory = .allocate(byteCount: headroom + capacity, alignment: 64)
        self.headroom = headroom
        self.capacity = capacity
    }

    deinit { unsafe memory.deallocate() }

    /// Bytes that fit without growing.
    package var room: Int { capacity - count }

    /// Forgets the content; keeps the memory.
    package mutating func reset() { count = 0 }

    /// Appends `length` bytes of undefined content and gives their place to `body` to fill in.
    @unsafe package mutating func append(length: Int) -> UnsafeMutableRawPointer {
        if length > room { grow(by: length) }
        let place = unsafe memory + (headroom + count)
        count += length
        return unsafe place
    }

    /// Takes the last bytes away again, so that `count` are left.
    package mutating func truncate(to count: Int) {
        precondition(count >= 0 && count <= self.count)
        self.count = count
    }

    /// Appends a copy of `bytes`.
    package mutating func append(copying bytes: RawSpan) {
        unsafe bytes.withUnsafeBytes { source in
            guard let start = source.baseAddress else { return }
            unsafe append(length: source.count).copyMemory(from: start, byteCount: source.count)
        }
    }

    /// Lets `body` read the content.
    @unsafe package func withUnsafeBytes<Result, Failure>(
        _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeRawBufferPointer(start: memory + headroom, count: count))
    }

    /// Lets `body` change the content in place.
    @unsafe package mutating func withUnsafeMutableBytes<Result, Failure>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeMutableRawBufferPointer(start: memory + headroom, count: count))
    }

    /// Lets `body` change the headroom and the content as one run of bytes.
    @unsafe package mutating func withUnsafeMutableFrame<Result, Failure>(
        _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try unsafe body(UnsafeMutableRawBufferPointer(start: memory, count: headroom + count))
    }

    private mutating func grow(by length: Int) {
        var wanted = capacity
        while wanted - count < length { wanted *= 2 }
        let larger = UnsafeMutableRawPointer.allocate(byteCount: headroom + wanted, alignment: 64)
        unsafe larger.copyMemory(from: memory, byteCount: headroom + count)
        unsafe memory.deallocate()
        unsafe memory = larger
        capacity = wanted
    }
}
