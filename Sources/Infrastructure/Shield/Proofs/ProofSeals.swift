package import Primitives
package import Seals

/// Makes challenges, checks their answers, and makes and reads clearances.
package struct ProofSeals: Sendable {
    /// How long a challenge can be answered.
    package static let challengeMilliseconds: Int64 = 120_000
    /// How long a clearance counts.
    package static let clearanceMilliseconds: Int64 = 900_000
    /// How long those without scripts wait.
    package static let waitSeconds = 5
    /// Letters of an answer at most.
    private static let maximumAnswer = 20

    private static let challengeKind: UInt8 = 4
    private static let clearanceKind: UInt8 = 5
    private static let challengeBytes = 21
    private static let clearanceBytes = 22

    private let ring: SealRing

    /// Seals with the ring, which all edges share.
    package init(_ ring: SealRing) { self.ring = ring }

    /// The text of a challenge. A client looks for a number N such that SHA-256 of `text:N` begins
    /// with enough zero bits.
    package func text(_ challenge: Challenge) -> String {
        var bytes: [UInt8] = []
        BigEndian.append(challenge.binding.rawValue, to: &bytes)
        BigEndian.append(challenge.nonce, to: &bytes)
        BigEndian.append(UInt32(clamping: challenge.issued.rawValue / 1000), to: &bytes)
        bytes.append(challenge.bits)
        return ring.seal(Self.challengeKind, bytes)
    }

    /// The clearance for an answer by work.
    package func clearance(
        challenge text: String, answer: String, of binding: ClientBinding, now: Timestamp
    ) throws(ProofFault) -> Clearance {
        let challenge = try challenge(text, of: binding, now: now)
        guard (1...Self.maximumAnswer).contains(answer.utf8.count),
            Self.zeroBits(SecretDigest.sha256("\(text):\(answer)".utf8)) >= challenge.bits
        else { throw .wrongAnswer }
        return made(challenge, .worked, now)
    }

    /// The clearance for having waited: the same challenge again, some seconds later.
    package func clearance(
        waitedFor text: String, of binding: ClientBinding, now: Timestamp
    ) throws(ProofFault) -> Clearance {
        let challenge = try challenge(text, of: binding, now: now)
        let ready = challenge.issued.adding(milliseconds: Int64(Self.waitSeconds) * 1000)
        guard now >= ready else { throw .tooEarly }
        return made(challenge, .waited, now)
    }

    /// The text of a clearance, for a cookie.
    package func text(_ clearance: Clearance) -> String {
        var bytes: [UInt8] = []
        BigEndian.append(clearance.binding.rawValue, to: &bytes)
        BigEndian.append(clearance.number, to: &bytes)
        bytes += [clearance.grade.rawValue, clearance.bits]
        BigEndian.append(UInt32(clamping: clearance.expires.rawValue / 1000), to: &bytes)
        return ring.seal(Self.clearanceKind, bytes)
    }

    /// The clearance of a text; nil when it is not ours, too old, or another's.
    package func clearance(
        _ text: some Collection<UInt8>, of binding: ClientBinding, now: Timestamp
    ) -> Clearance? {
        guard
            let bytes = ring.open(
                text, kind: Self.clearanceKind, payload: Self.clearanceBytes, now: now),
            BigEndian.word(bytes, at: 0, as: UInt64.self) == binding.rawValue,
            let grade = Clearance.Grade(rawValue: bytes[16])
        else { return nil }
        let expires = Timestamp(Int64(BigEndian.word(bytes, at: 18, as: UInt32.self)) * 1000)
        guard now < expires else { return nil }
        return Clearance(
            binding: binding, number: BigEndian.word(bytes, at: 8), grade: grade, bits: bytes[17],
            expires: expires)
    }

    /// The zero bits that a digest begins with.
    package static func zeroBits(_ digest: [UInt8]) -> UInt8 {
        var bits = 0
        for byte in digest {
            bits += byte.leadingZeroBitCount
            if byte != 0 { break }
        }
        return UInt8(clamping: bits)
    }

    private func challenge(_ text: String, of binding: ClientBinding, now: Timestamp)
        throws(ProofFault) -> Challenge
    {
        guard
            let bytes = ring.open(
                text.utf8, kind: Self.challengeKind, payload: Self.challengeBytes, now: now)
        else { throw .unreadable }
        guard BigEndian.word(bytes, at: 0, as: UInt64.self) == binding.rawValue else {
            throw .otherClient
        }
        let issued = Timestamp(Int64(BigEndian.word(bytes, at: 16, as: UInt32.self)) * 1000)
        guard now < issued.adding(milliseconds: Self.challengeMilliseconds),
            issued <= now.adding(milliseconds: 2000)
        else { throw .expired }
        return Challenge(
            binding: binding, nonce: BigEndian.word(bytes, at: 8), issued: issued, bits: bytes[20])
    }

    private func made(_ challenge: Challenge, _ grade: Clearance.Grade, _ now: Timestamp)
        -> Clearance
    {
        Clearance(
            binding: challenge.binding, number: challenge.nonce, grade: grade,
            bits: grade == .worked ? challenge.bits : 0,
            expires: now.adding(milliseconds: Self.clearanceMilliseconds))
    }
}
