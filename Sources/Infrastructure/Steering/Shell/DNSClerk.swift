internal import IPLibrary
internal import NIOCore
internal import Primitives
internal import Service

/// Answers the questions that come in on one event loop: keeps the map that was published last,
/// and counts for the pools.
struct DNSClerk {
    /// Answers that are counted here before they are told.
    private static let batch = 512

    private let desk: DNSDesk
    private var steerer: Steerer
    private var version: UInt64
    private var output: [UInt8] = []
    private var counts: [Int]
    private var counted = 0

    init(_ desk: DNSDesk) {
        self.desk = desk
        steerer = desk.state.steerer
        version = steerer.map.version
        counts = Array(repeating: 0, count: steerer.map.plan.pools.count)
        output.reserveCapacity(2048)
    }

    /// Looks whether there is a newer map: once for all questions that came together.
    mutating func refresh() {
        guard desk.state.publishedVersion != version else { return }
        steerer = desk.state.steerer
        version = steerer.map.version
        tell()
    }

    /// The answer to a question; nil where none is sent.
    mutating func answer(
        _ question: ByteBuffer, from address: SocketAddress?, isStream: Bool,
        rates: inout ResponseRates, at milliseconds: UInt64, allocator: ByteBufferAllocator
    ) -> ByteBuffer? {
        let resolver = address.flatMap { IPAddress($0) } ?? .v4(0)
        guard
            let outcome = desk.responder.answer(
                question.readableBytesUInt8Span, from: resolver, isStream: isStream,
                steerer: steerer, into: &output)
        else {
            desk.ignored.add()
            return nil
        }
        if !isStream {
            switch rates.judge(resolver, kind: outcome.kind, at: milliseconds) {
            case .send: break
            case .truncate: DNSResponder.truncate(&output)
            case .drop:
                desk.dropped.add()
                return nil
            }
        }
        if outcome.isTruncated { desk.truncated.add() }
        desk.answers[Int(outcome.code.rawValue)].add()
        if let pool = outcome.pool {
            counts[pool] += 1
            counted += 1
            if counted >= Self.batch { tell() }
        }
        var buffer = allocator.buffer(capacity: output.count + 2)
        if isStream { buffer.writeInteger(UInt16(output.count)) }
        buffer.writeBytes(output)
        return buffer
    }

    /// Tells what was counted.
    mutating func tell() {
        guard counted > 0 else { return }
        desk.state.count(counts)
        for pool in counts.indices { counts[pool] = 0 }
        counted = 0
    }
}
