package import OrderCore
internal import Primitives

/// Commands as plain bytes, back to back, on their way from a client to the writer.
///
/// A client fills one without any lock and hands it over whole; the intake copies its bytes. In
/// memory alone: the layout is the compiler's and is never stored.
package final class CommandBuffer: @unchecked Sendable {
    // @unchecked: has one owner at a time; the intake passes it from producers to the writer under
    // its lock, and a client's own buffer stays with the client.
    enum Kind: UInt32 {
        case place = 1
        case pay = 2
        case cancel = 3
        case refund = 4
        case restock = 5
        case setSale = 6
        case setItem = 7
        case changeStock = 8
        case setCoupon = 9
    }

    struct Slot: BitwiseCopyable {
        var kind: UInt32
        var length: UInt32
        var client: UInt32
        var lineCount: UInt32
        var token: UInt64
    }

    private(set) var frame: ByteFrame
    /// Commands in the buffer.
    package private(set) var count = 0

    /// An empty buffer with room for this many bytes; a command of one line takes 112.
    package init(capacity: Int = 64 << 10) {
        frame = ByteFrame(capacity: (capacity + 7) / 8 * 8, headroom: 0)
    }

    /// Bytes in the buffer.
    package var byteCount: Int { frame.count }

    /// Forgets the commands.
    package func reset() {
        frame.reset()
        count = 0
    }

    /// Adds an order; `lines` has 1 to 100 elements, or the core refuses it.
    @inline(__always)
    package func place(_ order: PlaceOrder, lines: Span<LineRequest>, client: UInt32, token: UInt64)
    {
        // More lines than the core takes need not be copied for it to say so.
        let count = min(lines.count, Limits.maximumLines + 1)
        let fixed = MemoryLayout<Slot>.stride + MemoryLayout<PlaceOrder>.stride
        let length = fixed + count * MemoryLayout<LineRequest>.stride
        let place = unsafe frame.append(length: length)
        let slot = Slot(
            kind: Kind.place.rawValue, length: UInt32(length), client: client,
            lineCount: UInt32(count),
            token: token)
        unsafe place.storeBytes(of: slot, as: Slot.self)
        unsafe (place + MemoryLayout<Slot>.stride).storeBytes(of: order, as: PlaceOrder.self)
        for line in 0..<count {
            unsafe (place + fixed + line * MemoryLayout<LineRequest>.stride)
                .storeBytes(of: lines[line], as: LineRequest.self)
        }
        self.count += 1
    }

    /// Adds any command.
    package func add(_ command: Command, client: UInt32, token: UInt64) {
        switch command {
        case .place(let order, let lines):
            place(order, lines: lines.span, client: client, token: token)
        case .pay(let command): add(command, .pay, client, token)
        case .cancel(let command): add(command, .cancel, client, token)
        case .refund(let command): add(command, .refund, client, token)
        case .restock(let command): add(command, .restock, client, token)
        case .setSale(let command): add(command, .setSale, client, token)
        case .setItem(let command): add(command, .setItem, client, token)
        case .changeStock(let command): add(command, .changeStock, client, token)
        case .setCoupon(let command): add(command, .setCoupon, client, token)
        }
    }

    private func add<Body: BitwiseCopyable>(
        _ body: Body, _ kind: Kind, _ client: UInt32, _ token: UInt64
    ) {
        let length = (MemoryLayout<Slot>.stride + MemoryLayout<Body>.stride + 7) / 8 * 8
        let place = unsafe frame.append(length: length)
        let slot = Slot(
            kind: kind.rawValue, length: UInt32(length), client: client, lineCount: 0, token: token)
        unsafe place.storeBytes(of: slot, as: Slot.self)
        unsafe (place + MemoryLayout<Slot>.stride).storeBytes(of: body, as: Body.self)
        count += 1
    }

    /// Copies the commands of another buffer behind those of this one, as commands of `client`.
    func append(_ other: borrowing CommandBuffer, client: UInt32) {
        let start = frame.count
        unsafe other.frame.withUnsafeBytes { bytes in
            guard let first = bytes.baseAddress else { return }
            unsafe frame.append(length: bytes.count).copyMemory(from: first, byteCount: bytes.count)
        }
        count += other.count
        unsafe frame.withUnsafeMutableBytes { bytes in
            var offset = start
            while offset < bytes.count {
                var slot = unsafe bytes.load(fromByteOffset: offset, as: Slot.self)
                slot.client = client
                unsafe bytes.storeBytes(of: slot, toByteOffset: offset, as: Slot.self)
                offset += Int(slot.length)
            }
        }
    }
}
