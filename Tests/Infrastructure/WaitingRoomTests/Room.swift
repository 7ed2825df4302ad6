import Primitives
import Seals
import WaitingRoom

/// A room for tests: settings, a seed, seals.
struct Room {
    static let start = Timestamp(1_800_000_000_000)
    static let salt = [UInt8](repeating: 3, count: 16)

    var settings: RoomSettings
    var seed: DrawSeed
    var seals: TicketSeals

    init(seed number: UInt64 = 1) throws {
        var random = SeededRandom(seed: number)
        let bytes = (0..<32).map { _ in UInt8.random(in: 0...255, using: &random) }
        guard let seed = DrawSeed(bytes) else { throw SealFault.noKey }
        self.seed = seed
        settings = RoomSettings(
            id: RoomID(7), scope: .path("/sale"), title: RoomTitle("Lantern sale", "灯会特卖"),
            startsAt: Self.start, commitment: seed.commitment, salt: Self.salt)
        seals = TicketSeals(
            try SealRing([SealKey(id: 1, secret: [UInt8](repeating: 9, count: 32))]))
    }

    static func device(_ number: Int) -> Presenter {
        Presenter(device: .device(Token128(high: 0, low: UInt64(number)), salt: salt))
    }

    static func buyer(_ number: Int) -> Presenter {
        Presenter(buyer: .buyer(MerchantID(1), BuyerID(UInt64(number)), salt: salt))
    }

    /// A moment so many milliseconds after the start.
    static func moment(_ milliseconds: Int64) -> Moment {
        Moment(wall: start.adding(milliseconds: milliseconds), ticks: 1_000_000 + milliseconds)
    }
}
