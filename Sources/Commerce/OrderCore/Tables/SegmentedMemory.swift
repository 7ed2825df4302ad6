internal import Primitives

/// A zeroed array that grows without moving: each segment is as large as all before it together.
///
/// An element keeps its address for ever and growth copies nothing, so that no order waits for a
/// table to grow. Segments that were never touched take no memory.
@safe struct SegmentedMemory<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
    // @unchecked: the segments have this one owner, as the type cannot be copied.
    private static var maximumSegments: Int { 32 }

    private let segments: UnsafeMutablePointer<UnsafeMutablePointer<Element>?>
    private let firstShift: UInt32
    private var segmentCount: UInt32 = 0

    /// - Parameter firstShift: the first segment holds 2 to this power elements.
    init(firstShift: UInt32) {
        self.firstShift = firstShift
        unsafe segments = .allocate(capacity: Self.maximumSegments)
        unsafe segments.initialize(repeating: nil, count: Self.maximumSegments)
    }

    deinit {
        for segment in 0..<Int(segmentCount) {
            if let memory = unsafe segments[segment] {
                unsafe PageMemory.free(memory, byteCount: byteCount(ofSegment: UInt32(segment)))
            }
        }
        unsafe segments.deallocate()
    }

    /// Elements that are backed by address space.
    var capacity: Int { segmentCount == 0 ? 0 : ((1 << Int(segmentCount)) - 1) << Int(firstShift) }

    /// Makes room for one more segment.
    mutating func grow() {
        let byteCount = byteCount(ofSegment: segmentCount)
        precondition(Int(segmentCount) < Self.maximumSegments)
        let memory = unsafe PageMemory.allocate(byteCount: byteCount)
        unsafe segments[Int(segmentCount)] = memory.bindMemory(
            to: Element.self, capacity: byteCount / MemoryLayout<Element>.stride)
        segmentCount += 1
    }

    /// The address of an element; traps where nothing was allocated.
    @inline(__always) @unsafe func address(_ index: UInt32) -> UnsafeMutablePointer<Element> {
        let place = index &+ (1 << firstShift)
        let top = 31 &- UInt32(truncatingIfNeeded: place.leadingZeroBitCount)
        precondition(place >= index && top &- firstShift < segmentCount)
        guard let segment = unsafe segments[Int(top &- firstShift)] else { preconditionFailure() }
        return unsafe segment + Int(place &- (1 << top))
    }

    /// An element, to be read or changed in place.
    @inline(__always) subscript(index: UInt32) -> Element {
        _read { yield unsafe address(index).pointee }
        _modify { yield unsafe &address(index).pointee }
    }

    /// Makes room for `count` elements and touches the memory of those from `used` on, which were
    /// never used, so that the system provides it now.
    mutating func reserve(_ count: Int, used: Int) {
        while capacity < count { grow() }
        var index = used
        while index < count {
            // Up to the end of the segment, or of the reservation.
            let place = index + (1 << Int(firstShift))
            let top = Int.bitWidth - 1 - place.leadingZeroBitCount
            let end = min((2 << top) - (1 << Int(firstShift)), count)
            unsafe UnsafeMutableRawPointer(address(UInt32(index))).initializeMemory(
                as: UInt8.self, repeating: 0, count: (end - index) * MemoryLayout<Element>.stride)
            index = end
        }
    }

    /// Hands the first `count` elements to `body` as runs of bytes, in order.
    func forEachRun<Failure>(
        count: Int, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        var left = count
        var segment: UInt32 = 0
        while left > 0 {
            guard let memory = unsafe segments[Int(segment)] else { preconditionFailure() }
            let elements = min(left, 1 << Int(segment + firstShift))
            try unsafe body(
                UnsafeRawBufferPointer(UnsafeBufferPointer(start: memory, count: elements)))
            left -= elements
            segment += 1
        }
    }

    /// Makes room for `count` elements and lets `body` fill their bytes, in order.
    mutating func fill<Failure>(
        count: Int, _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) {
        while capacity < count { grow() }
        var left = count
        var segment: UInt32 = 0
        while left > 0 {
            guard let memory = unsafe segments[Int(segment)] else { preconditionFailure() }
            let elements = min(left, 1 << Int(segment + firstShift))
            try unsafe body(
                UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(start: memory, count: elements)))
            left -= elements
            segment += 1
        }
    }

    private func byteCount(ofSegment segment: UInt32) -> Int {
        MemoryLayout<Element>.stride << Int(segment + firstShift)
    }
}
