internal import Primitives

/// A zeroed array of fixed address and bounded size, of which only what was used takes memory.
///
/// Address space for all of it is taken at once, memory page by page as it is touched: growing
/// copies nothing, an element keeps its address for ever, and no order waits for a table to grow.
@safe struct LargeArray<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
    // @unchecked: the memory has this one owner, as the type cannot be copied.
    private let memory: UnsafeMutablePointer<Element>
    /// Elements that there is address space for.
    let capacity: Int

    init(capacity: Int) {
        precondition(capacity > 0 && capacity <= Int(UInt32.max))
        self.capacity = capacity
        let byteCount = capacity * MemoryLayout<Element>.stride
        unsafe memory = PageMemory.allocate(byteCount: byteCount)
            .bindMemory(to: Element.self, capacity: capacity)
    }

    deinit {
        unsafe PageMemory.free(memory, byteCount: capacity * MemoryLayout<Element>.stride)
    }

    /// The address of an element; traps beyond the capacity.
    @inline(__always) @unsafe func address(_ index: UInt32) -> UnsafeMutablePointer<Element> {
        precondition(Int(index) < capacity)
        return unsafe memory + Int(index)
    }

    /// An element, to be read or changed in place.
    @inline(__always) subscript(index: UInt32) -> Element {
        unsafeAddress { unsafe UnsafePointer(address(index)) }
        unsafeMutableAddress { unsafe address(index) }
    }

    /// Touches the memory of elements that were never used, so that the system provides it now.
    mutating func reserve(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        precondition(range.upperBound <= capacity)
        unsafe UnsafeMutableRawPointer(memory + range.lowerBound).initializeMemory(
            as: UInt8.self, repeating: 0, count: range.count * MemoryLayout<Element>.stride)
    }

    /// Lets `body` read the bytes of the first `count` elements.
    func read<Failure>(
        count: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(count <= capacity)
        try unsafe body(UnsafeRawBufferPointer(UnsafeBufferPointer(start: memory, count: count)))
    }

    /// Lets `body` fill the bytes of the first `count` elements.
    mutating func fill<Failure>(
        count: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        precondition(count <= capacity)
        try unsafe body(
            UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: memory, count: count)))
    }
}
