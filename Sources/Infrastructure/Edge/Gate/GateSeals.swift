internal import Primitives
internal import Seals
internal import Service
internal import Shield
internal import WaitingRoom

/// The keys of a moment: what the edge signs, and whom it recognizes by what it carries.
final class GateSeals: Sendable {
    let devices: DeviceTokens
    let proofs: ProofSeals
    let tickets: TicketSeals
    private let buyers: SealRing?

    /// Payload and kind of a buyer's token, which center and edges know by its form.
    private static let buyerKind: UInt8 = 1
    private static let buyerPayload = 16

    init(_ ring: SealRing, buyers: SealRing?) {
        devices = DeviceTokens(ring)
        proofs = ProofSeals(ring)
        tickets = TicketSeals(ring)
        self.buyers = buyers
    }

    /// Keys of its own, until the center tells those of all edges.
    convenience init?(secret: [UInt8]) {
        guard let ring = try? SealRing([SealKey(id: 0, secret: secret)]) else { return nil }
        self.init(ring, buyers: nil)
    }

    /// The keys as the center tells them.
    convenience init?(_ document: JSON?) {
        guard let ring = Self.ring(document?["seals"]) else { return nil }
        self.init(ring, buyers: Self.ring(document?["buyers"]))
    }

    private static func ring(_ list: JSON?) -> SealRing? {
        let keys = (list?.array ?? []).compactMap { key -> SealKey? in
            guard let id = key["id"]?.integer, let text = key["secret"]?.string,
                let secret = SecretDigest.bytes(hexadecimal: text)
            else { return nil }
            let until = key["until"]?.integer.map { Timestamp($0) } ?? .never
            return SealKey(id: UInt32(clamping: id), secret: secret, verifiesUntil: until)
        }
        return try? SealRing(keys)
    }

    /// The buyer of a token.
    func buyer(_ token: some Collection<UInt8>, now: Timestamp) -> (MerchantID, BuyerID)? {
        guard
            let bytes = buyers?.open(
                token, kind: Self.buyerKind, payload: Self.buyerPayload, now: now)
        else { return nil }
        let expiry = Timestamp(Int64(BigEndian.word(bytes, at: 12, as: UInt32.self)) * 1000)
        guard now < expiry else { return nil }
        return (
            MerchantID(BigEndian.word(bytes, at: 0)), BuyerID(BigEndian.word(bytes, at: 4))
        )
    }
}
