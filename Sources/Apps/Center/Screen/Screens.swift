internal import Primitives
internal import Service
internal import Synchronization

/// The streams of the big screens: one for each merchant, however many watch.
final class Screens: Sendable {
    /// Makes one frame of a merchant's screen.
    typealias Frame = @Sendable (MerchantID, Timestamp) -> [UInt8]

    private let streams = Mutex<[MerchantID: Broadcast]>([:])
    private let frame: Frame

    init(frame: @escaping Frame) { self.frame = frame }

    /// The stream of a merchant.
    func stream(of merchant: MerchantID) -> Broadcast {
        streams.withLock { streams in
            let stream = streams[merchant] ?? Broadcast()
            streams[merchant] = stream
            return stream
        }
    }

    /// Sends each watched merchant's frame.
    func send(at now: Timestamp) {
        for (merchant, stream) in streams.withLock({ $0 }) where stream.listeners > 0 {
            stream.send(Array("data: ".utf8) + frame(merchant, now) + Array("\n\n".utf8))
        }
    }
}
