import Primitives
import Testing

@Suite struct PrimitivesTests {
    @Test func tokensAreReadAsTheyAreWritten() {
        let token = Token128(high: 0xFEDC_BA98_7654_3210, low: 0x1)
        #expect(token.description == "fedcba98765432100000000000000001")
        #expect(Token128(hexadecimal: token.description) == token)
        for bad in ["", "fedc", "+" + token.description.dropFirst(), token.description + "0", "zz"]
        {
            #expect(Token128(hexadecimal: bad) == nil)
        }
    }

    @Test func timestampsEndAtNever() {
        #expect(Timestamp.never.adding(milliseconds: 1) == .never)
        #expect(Timestamp(5).adding(milliseconds: -7) == Timestamp(-2))
    }

    @Test func aSeedGivesTheSameNumbers() {
        var one = SeededRandom(seed: 1)
        var other = SeededRandom(seed: 1)
        let numbers = (0..<8).map { _ in one.next() }
        #expect(numbers == (0..<8).map { _ in other.next() })
        // The reference sequence of SplitMix64 for seed 1.
        #expect(numbers[0] == 0x910A_2DEC_8902_5CC1)
    }

    @Test func framesGrowAndKeepTheirContent() {
        var frame = ByteFrame(capacity: 16, headroom: 8)
        for number in 0..<100 {
            unsafe withUnsafeBytes(of: UInt64(number)) {
                unsafe frame.append(copying: RawSpan(_unsafeBytes: $0))
            }
        }
        #expect(frame.count == 800)
        let sum = unsafe frame.withUnsafeBytes { bytes in
            (0..<100).reduce(UInt64(0)) {
                unsafe $0 + bytes.load(fromByteOffset: $1 * 8, as: UInt64.self)
            }
        }
        #expect(sum == 4950)
        frame.truncate(to: 8)
        #expect(frame.count == 8)
    }

    @Test func threadsWaitForConditions() {
        let lock = ConditionLock(0)
        let thread = WorkThread(name: "counts") {
            for _ in 0..<1000 { lock.withLock { $0 += 1 } }
            lock.broadcast()
        }
        lock.wait(until: { $0 == 1000 })
        thread.join()
        let isThere = lock.wait(until: { $0 > 1000 }, atMost: 1_000_000)
        #expect(!isThere)
    }
}
