internal import Boards
internal import Identity
internal import Orders
internal import Primitives
internal import Service
internal import Synchronization

/// A past sale on its way to one screen: a thread that makes four frames a second until the sale or
/// the listener ends.
final class ScreenReplay: Sendable {
    /// Screens that replay at the same time at most.
    static let maximum = 4
    /// How long a past sale may be.
    static let maximumMilliseconds: Int64 = 31 * 86_400_000
    private static let interval = UInt64(SaleReplay.frameMilliseconds) * 1_000_000

    private let isStopped = ConditionLock(false)

    /// Begins; `done` is called once, when the thread ends.
    static func stream(
        _ services: ConsoleServices, _ feed: ScreenFeed, merchant: MerchantID, from: Timestamp,
        until: Timestamp, speed: Int, done: @escaping @Sendable () -> Void
    ) -> AsyncStream<[UInt8]> {
        let replay = ScreenReplay()
        let (stream, continuation) = AsyncStream.makeStream(
            of: [UInt8].self, bufferingPolicy: .bufferingNewest(8))
        continuation.onTermination = { _ in replay.stop() }
        _ = WorkThread(name: "replay", niceness: 10) {
            defer { done() }
            let identity = services.identity
            let frames = SaleReplay(
                services.cell.journal, for: merchant, from: from, until: until, speed: speed,
                countries: {
                    (try? identity.buyers.countries(of: $0)) ?? []
                })
            while !replay.isStopped.wait(until: { $0 }, atMost: interval), let frame = frames.next()
            {
                let bytes = feed.json(frame, merchant, nil).bytes
                continuation.yield(Array("data: ".utf8) + bytes + Array("\n\n".utf8))
            }
            continuation.yield(Array("event: end\ndata: {}\n\n".utf8))
            continuation.finish()
        }
        return stream
    }

    private func stop() {
        isStopped.withLock { $0 = true }
        isStopped.broadcast()
    }
}
