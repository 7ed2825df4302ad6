internal import NIOCore
internal import Synchronization

/// Whoever reads an answer while it comes. It belongs to one event loop.
protocol FlightReader: AnyObject {
    /// There may be something new to read.
    func flightChanged()
}

/// An answer on its way from an origin, and everybody who waits for it.
///
/// One fetch writes; readers on any event loop read, each at its own pace. Readers are woken when
/// the head arrives and with every piece behind it. While the answer is being stored, all of it is
/// kept here; else pieces are let go when the slowest reader has them, and the origin is read no
/// faster.
final class Flight: Sendable {
    enum Head: Sendable {
        /// A stored response is the answer, after the origin was asked or has failed.
        case stored(StoredResponse, CacheStatus)
        case stream(StreamHead)
    }

    enum Event: Sendable {
        case interim(Int, Fields)
        case head(Head)
        case bytes(ByteBuffer)
        case end
        case failed(FetchError)
        /// Nothing new yet.
        case wait
    }

    private struct Reader {
        var reader: NIOLoopBound<any FlightReader>
        var loop: any EventLoop
        var interims = 0
        var hasHead = false
        /// The number of the next piece.
        var position = 0
        var isLeader: Bool
    }

    private struct State {
        var interims: [(Int, Fields)] = []
        var head: Head?
        var pieces = CircularBuffer<ByteBuffer>()
        var firstPiece = 0
        var pieceBytes = 0
        var end: Event?
        var readers: [ObjectIdentifier: Reader] = [:]
        var keepsAll = false
        var wasFull = false
        var onDemand: (@Sendable () -> Void)?
        var onAbandoned: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())
    /// Bytes that wait for the slowest reader before no more is read from the origin.
    static let windowBytes = 256 << 10
    /// Interim answers that are passed on.
    private static let maximumInterims = 8

    /// - Parameters:
    ///   - onDemand: called on any thread when more can be taken again.
    ///   - onAbandoned: called on any thread when the last reader has left.
    func setCallbacks(
        onDemand: @escaping @Sendable () -> Void, onAbandoned: @escaping @Sendable () -> Void
    ) {
        state.withLock {
            $0.onDemand = onDemand
            $0.onAbandoned = onAbandoned
        }
    }

    // MARK: Reading

    /// Adds a reader, which is told at once if there is something.
    ///
    /// - Returns: false when the start of the answer is gone already.
    func join(_ reader: any FlightReader, on loop: any EventLoop, isLeader: Bool) -> Bool {
        let bound = NIOLoopBound(reader, eventLoop: loop)
        let hasNews: Bool? = state.withLock { state in
            guard state.firstPiece == 0 else { return nil }
            if case .failed = state.end { return nil }
            state.readers[ObjectIdentifier(reader)] = Reader(
                reader: bound, loop: loop, isLeader: isLeader)
            return state.head != nil
        }
        guard let hasNews else { return false }
        if hasNews { loop.execute { bound.value.flightChanged() } }
        return true
    }

    /// Takes a reader out.
    func leave(_ reader: any FlightReader) {
        let (abandoned, demand) = state.withLock {
            state -> ((@Sendable () -> Void)?, (@Sendable () -> Void)?) in
            guard state.readers.removeValue(forKey: ObjectIdentifier(reader)) != nil else {
                return (nil, nil)
            }
            let demand = Self.trim(&state)
            return (state.readers.isEmpty ? state.onAbandoned : nil, demand)
        }
        abandoned?()
        demand?()
    }

    /// What comes next for this reader.
    func next(_ reader: any FlightReader) -> Event {
        let (event, demand) = state.withLock { state -> (Event, (@Sendable () -> Void)?) in
            let name = ObjectIdentifier(reader)
            guard var own = state.readers[name] else { return (.wait, nil) }
            defer { state.readers[name] = own }
            if own.isLeader, own.interims < state.interims.count {
                own.interims += 1
                let (status, fields) = state.interims[own.interims - 1]
                return (.interim(status, fields), nil)
            }
            if !own.hasHead {
                if let head = state.head {
                    own.hasHead = true
                    return (.head(head), nil)
                }
            } else if own.position - state.firstPiece < state.pieces.count {
                let piece = state.pieces[
                    state.pieces.index(
                        state.pieces.startIndex, offsetBy: own.position - state.firstPiece)]
                own.position += 1
                state.readers[name] = own
                return (.bytes(piece), Self.trim(&state))
            }
            return (state.end ?? .wait, nil)
        }
        demand?()
        return event
    }

    /// Lets go of pieces that all readers have; the call to make when there is room again.
    private static func trim(_ state: inout State) -> (@Sendable () -> Void)? {
        guard !state.keepsAll else { return nil }
        // A reader without the head still wants all of it, unless it never can have it.
        let slowest = state.readers.values.map(\.position).min() ?? Int.max
        while state.firstPiece < slowest, let piece = state.pieces.popFirst() {
            state.pieceBytes -= piece.readableBytes
            state.firstPiece += 1
        }
        guard state.wasFull, state.pieceBytes < windowBytes / 2 else { return nil }
        state.wasFull = false
        return state.onDemand
    }

    // MARK: Writing

    func add(interim status: Int, _ fields: Fields) {
        state.withLock { state in
            if state.interims.count < Self.maximumInterims {
                state.interims.append((status, fields))
            }
        }
        wake()
    }

    func set(_ head: Head, keepsAll: Bool) {
        state.withLock { state in
            state.head = head
            state.keepsAll = keepsAll
        }
        wake()
    }

    func add(_ piece: ByteBuffer) {
        state.withLock { state in
            state.pieces.append(piece)
            state.pieceBytes += piece.readableBytes
        }
        wake()
    }

    /// What came so far is not what readers get.
    func forgetPieces() {
        state.withLock { state in
            state.pieces.removeAll()
            state.pieceBytes = 0
        }
    }

    /// All of it is kept, as nobody can read before it is whole.
    func keepAll() { state.withLock { $0.keepsAll = true } }

    /// The answer is too large to be stored.
    func keepNoMore() { state.withLock { $0.keepsAll = false } }

    func finish(_ event: Event) {
        state.withLock { state in
            state.end = event
            state.onDemand = nil
            state.onAbandoned = nil
        }
        wake()
    }

    /// Whether the origin is to be read on.
    var wantsMore: Bool {
        state.withLock { state in
            if state.keepsAll || state.pieceBytes < Self.windowBytes { return true }
            state.wasFull = true
            return false
        }
    }

    var hasReaders: Bool { state.withLock { !$0.readers.isEmpty } }

    /// All pieces as one; there must be all of them.
    func collect() -> ByteBuffer {
        state.withLock { state in
            if state.pieces.count == 1, let only = state.pieces.first,
                only.readableBytes * 2 >= only.storageCapacity
            {
                return only
            }
            var whole = ByteBufferAllocator().buffer(capacity: state.pieceBytes)
            for piece in state.pieces { whole.writeImmutableBuffer(piece) }
            return whole
        }
    }

    private func wake() {
        let readers = state.withLock { Array($0.readers.values) }
        for reader in readers {
            if reader.loop.inEventLoop {
                reader.reader.value.flightChanged()
            } else {
                let bound = reader.reader
                reader.loop.execute { bound.value.flightChanged() }
            }
        }
    }
}
