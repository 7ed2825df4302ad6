import Primitives
import Seals
import Testing

/// Seals: signed, rotated, and opened by nobody else.
@Suite struct SealRingTests {
    private static let now = Timestamp(1_000_000)

    private static func key(_ id: UInt32, until: Timestamp = .never) -> SealKey {
        SealKey(
            id: id, secret: [UInt8](repeating: UInt8(id & 0xFF), count: 32), verifiesUntil: until)
    }

    @Test func `no letter can be changed, added or left out`() throws {
        let ring = try SealRing([Self.key(7)])
        let payload: [UInt8] = [1, 2, 3, 4, 5]
        let seal = Array(ring.seal(9, payload).utf8)
        #expect(seal.count == SealRing.letters(forPayload: 5))
        #expect(ring.open(seal, kind: 9, payload: 5, now: Self.now) == payload)
        #expect(ring.open(seal, kind: 8, payload: 5, now: Self.now) == nil)
        #expect(ring.open(seal, kind: 9, payload: 4, now: Self.now) == nil)
        for index in seal.indices {
            for letter in UInt8.min...UInt8.max where letter != seal[index] {
                var altered = seal
                altered[index] = letter
                #expect(ring.open(altered, kind: 9, payload: 5, now: Self.now) == nil)
            }
        }
        for count in seal.indices {
            #expect(ring.open(seal[..<count], kind: 9, payload: 5, now: Self.now) == nil)
        }
        #expect(ring.open(seal + [65], kind: 9, payload: 5, now: Self.now) == nil)
    }

    @Test func `a new key signs, an old one verifies until its time`() throws {
        let old = try SealRing([Self.key(1)])
        let seal = old.seal(1, [42])
        let end = Self.now.adding(milliseconds: 1)
        let both = try SealRing([Self.key(2), Self.key(1, until: end)])
        #expect(both.open(seal.utf8, kind: 1, payload: 1, now: Self.now) == [42])
        #expect(both.open(seal.utf8, kind: 1, payload: 1, now: end) == nil)
        #expect(old.open(both.seal(1, [42]).utf8, kind: 1, payload: 1, now: Self.now) == nil)
    }

    @Test func `bad rings are refused by name`() {
        func fault(_ keys: [SealKey]) -> SealFault? {
            do throws(SealFault) { _ = try SealRing(keys) } catch { return error }
            return nil
        }
        #expect(fault([]) == .noKey)
        #expect(fault([Self.key(1), Self.key(1)]) == .badKeyNumber(1))
        #expect(fault([Self.key(1 << 24)]) == .badKeyNumber(1 << 24))
        #expect(fault([SealKey(id: 3, secret: [1])]) == .shortSecret(3))
        #expect(fault((0..<17).map { Self.key($0) }) == .tooManyKeys)
    }

    @Test func `texts and bytes go both ways, and only one way each`() {
        var random = SeededRandom(seed: 11)
        for count in 0..<70 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(Base64URL.bytes(Base64URL.text(bytes).utf8) == bytes)
            #expect(SecretDigest.bytes(hexadecimal: SecretDigest.hexadecimal(bytes)) == bytes)
        }
        // The last letter of one byte carries four bits that must be zero.
        #expect(Base64URL.bytes("AA".utf8) == [0])
        #expect(Base64URL.bytes("AB".utf8) == nil)
        #expect(Base64URL.bytes("A".utf8) == nil)
        #expect(Base64URL.bytes("A+==".utf8) == nil)
        #expect(SecretDigest.bytes(hexadecimal: "0") == nil)
        #expect(SecretDigest.bytes(hexadecimal: "0G") == nil)
    }

    @Test func `digests are those of the standard`() {
        // FIPS 180-2, B.1; RFC 4231, test case 2, first 16 bytes.
        #expect(
            SecretDigest.sha256Text("abc")
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let keyed = SecretDigest.keyed(
            Array("Jefe".utf8), Array("what do ya want for nothing?".utf8))
        #expect(keyed.description == "5bdcc146bf60754e6a042426089575c7")
    }
}
