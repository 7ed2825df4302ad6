internal import Boards
internal import Identity
internal import Orders
internal import Primitives
internal import Service

/// A past sale on its way to one screen: a thread that makes four frames a second until the sale or
/// the listener ends.
final class ScreenReplay: Sendable {
    /// Screens that replay at the same time at most.
    static let maximum = 4
    /// How long a past sale may be.
    static let maximumMilliseconds: Int64 = 31 * 86_400_000
    /// Frames that a screen may be behind before it is cut off.
    private static let framesUnderWay = 8
    private static let interval = UInt64(SaleReplay.frameMilliseconds) * 1_000_000

    private struct State {
        var isStopped = false
        var underWay = 0
    }

    private let state = ConditionLock(State())

    /// The stream; `done` is called once, when it has ended.
    static func stream(
        _ services: ConsoleServices, _ feed: ScreenFeed, merchant: MerchantID, from: Timestamp,
        until: Timestamp, speed: Int, done: @escaping @Sendable () -> Void
    ) -> StreamSource {
        let replay = ScreenReplay()
        let identity = services.identity
        return StreamSource { client in
            _ = WorkThread(name: "replay", niceness: 10) {
                let frames = SaleReplay(
                    services.cell.journal, for: merchant, from: from, until: until, speed: speed,
                    countries: { (try? identity.buyers.countries(of: $0)) ?? [] })
                while replay.wantsMore, let frame = frames.next() {
                    let bytes = feed.json(frame, merchant, nil).bytes
                    replay.send(Array("data: ".utf8) + bytes + Array("\n\n".utf8), to: client)
                }
                replay.send(Array("event: end\ndata: {}\n\n".utf8), to: client)
                client.end()
            }
        } ended: {
            replay.stop()
            done()
        }
    }

    /// Waits for the time of the next frame; says whether somebody sees it.
    private var wantsMore: Bool {
        _ = state.wait(until: { $0.isStopped }, atMost: Self.interval)
        return state.withLock { !$0.isStopped && $0.underWay < Self.framesUnderWay }
    }

    private func send(_ frame: [UInt8], to client: ClientStream) {
        state.withLock { $0.underWay += 1 }
        client.send(frame) { [state] _ in state.withLock { $0.underWay -= 1 } }
    }

    private func stop() {
        state.withLock { $0.isStopped = true }
        state.broadcast()
    }
}
