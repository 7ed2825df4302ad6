package import Primitives
package import Seals

/// Makes and reads device tokens. Nobody keeps a list of them.
package struct DeviceTokens: Sendable {
    private static let kind: UInt8 = 3
    private static let payload = 24

    private let ring: SealRing
    private let lifetimeMilliseconds: Int64

    /// Seals with the ring, which all edges share.
    package init(_ ring: SealRing, lifetimeMilliseconds: Int64 = 90 * 86_400_000) {
        self.ring = ring
        self.lifetimeMilliseconds = lifetimeMilliseconds
    }

    /// The text of a token, for a cookie.
    package func text(_ token: DeviceToken) -> String {
        var bytes: [UInt8] = []
        BigEndian.append(token.name.high, to: &bytes)
        BigEndian.append(token.name.low, to: &bytes)
        BigEndian.append(token.agent, to: &bytes)
        BigEndian.append(UInt32(clamping: token.issued.rawValue / 1000), to: &bytes)
        return ring.seal(Self.kind, bytes)
    }

    /// The token of a text; nil when it is not ours, too old, or carried by another agent.
    package func token(_ text: some Collection<UInt8>, agent: UInt32, now: Timestamp)
        -> DeviceToken?
    {
        guard let bytes = ring.open(text, kind: Self.kind, payload: Self.payload, now: now),
            BigEndian.word(bytes, at: 16, as: UInt32.self) == agent
        else { return nil }
        let issued = Timestamp(Int64(BigEndian.word(bytes, at: 20, as: UInt32.self)) * 1000)
        guard now < issued.adding(milliseconds: lifetimeMilliseconds) else { return nil }
        let name = Token128(high: BigEndian.word(bytes, at: 0), low: BigEndian.word(bytes, at: 8))
        return DeviceToken(name: name, agent: agent, issued: issued)
    }
}
