internal import Primitives

/// Lists of orders by the second in which something is due, as a ring of list heads.
///
/// The links lie in the orders. The ring spans 2²² seconds, 48 days; what is scheduled further
/// ahead waits for its turn. One word for each second, O(1) to put in and to take out.
@safe struct TimerWheel: ~Copyable, @unchecked Sendable {
    // @unchecked: the heads have this one owner, as the type cannot be copied.
    /// Seconds that the ring spans.
    static var horizonSeconds: UInt32 { 1 << 22 }

    private let heads: UnsafeMutablePointer<UInt32>
    /// No order is scheduled for a second before this one. Follows from the rest; not part of the
    /// state.
    private(set) var cursor: UInt32 = 0
    /// Orders that are scheduled.
    private(set) var count = 0

    init() {
        let size = Int(Self.horizonSeconds)
        unsafe heads = PageMemory.allocate(
            byteCount: size * MemoryLayout<UInt32>.stride, hugePages: false
        )
        .bindMemory(to: UInt32.self, capacity: size)
    }

    deinit {
        unsafe PageMemory.free(
            heads, byteCount: Int(Self.horizonSeconds) * MemoryLayout<UInt32>.stride)
    }

    /// Schedules an order for a second.
    @inline(__always) mutating func insert(
        _ index: UInt32, second: UInt32, in orders: inout Slab<OrderState>
    ) {
        let place = Int(second & (Self.horizonSeconds - 1))
        let next = unsafe heads[place]
        orders[index].dueSecond = second
        orders[index].nextDue = next
        orders[index].previousDue = 0
        if next != 0 { orders[next].previousDue = index }
        unsafe heads[place] = index
        cursor = count == 0 ? second : min(cursor, second)
        count += 1
    }

    /// Takes an order out of the schedule.
    mutating func remove(_ index: UInt32, in orders: inout Slab<OrderState>) {
        let next = orders[index].nextDue
        let previous = orders[index].previousDue
        if next != 0 { orders[next].previousDue = previous }
        if previous != 0 {
            orders[previous].nextDue = next
        } else {
            let place = Int(orders[index].dueSecond & (Self.horizonSeconds - 1))
            precondition(unsafe heads[place] == index)
            unsafe heads[place] = next
        }
        count -= 1
    }

    /// The first order that is due before `second`; moves the cursor up to its second.
    ///
    /// A core that was away for long has orders of two turns of the ring in one list: a fold moves
    /// no cursor, and what falls due late is scheduled from the time that it is now.
    mutating func firstDue(
        before second: UInt32, in orders: borrowing Slab<OrderState>
    ) -> UInt32? {
        while count > 0 && cursor < second {
            var index = unsafe heads[Int(cursor & (Self.horizonSeconds - 1))]
            while index != 0 {
                if orders[index].dueSecond == cursor { return index }
                index = orders[index].nextDue
            }
            cursor += 1
        }
        return nil
    }

    /// Writes the wheel to a snapshot: the heads in use alone.
    func save<Failure>(to sink: (UnsafeRawBufferPointer) throws(Failure) -> Void) throws(Failure) {
        var used: [UInt32] = []
        for place in 0..<Int(Self.horizonSeconds) where unsafe heads[place] != 0 {
            used.append(UInt32(place))
            used.append(unsafe heads[place])
        }
        var head = (UInt32(used.count), cursor, UInt64(count))
        try unsafe Swift.withUnsafeBytes(of: &head) { (bytes) throws(Failure) in
            try unsafe sink(bytes)
        }
        try unsafe used.span.withUnsafeBytes { (bytes) throws(Failure) in try unsafe sink(bytes) }
    }

    /// Reads an empty wheel back from a snapshot; false when the bytes make no wheel.
    mutating func load<Failure>(
        from source: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
    ) throws(Failure) -> Bool {
        var head: (UInt32, UInt32, UInt64) = (0, 0, 0)
        try unsafe Swift.withUnsafeMutableBytes(of: &head) { (bytes) throws(Failure) in
            try unsafe source(bytes)
        }
        guard head.0 <= 2 * Self.horizonSeconds, head.0 % 2 == 0 else { return false }
        var used = [UInt32](repeating: 0, count: Int(head.0))
        var span = used.mutableSpan
        try unsafe span.withUnsafeMutableBytes { (bytes) throws(Failure) in try unsafe source(bytes)
        }
        for pair in stride(from: 0, to: used.count, by: 2) {
            guard used[pair] < Self.horizonSeconds else { return false }
            unsafe heads[Int(used[pair])] = used[pair + 1]
        }
        (cursor, count) = (head.1, Int(head.2))
        return true
    }
}
