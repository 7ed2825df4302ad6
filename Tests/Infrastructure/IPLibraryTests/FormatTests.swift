import Crypto
import IPLibrary
import IPLibraryFormat
import Primitives
import Testing

/// The file as `ip_library_format.h` describes it, read here a second time and by the header alone.
@Suite struct FormatTests {
    private func number(_ bytes: [UInt8], _ offset: Int, _ count: Int) -> UInt64 {
        (0..<count).reversed().reduce(0) { $0 << 8 | UInt64(bytes[offset + $1]) }
    }

    /// The words of an address, found by going through its whole bucket.
    private func words(_ bytes: [UInt8], _ address: UInt32) -> [String] {
        let field = { (offset: Int) in Int(number(bytes, offset, 4)) }
        let entries = 88
        let width = field(entries + 36)
        let index = field(entries)
        let bucket = Int(address >> 16)
        let range = field(index + 4 * bucket)..<field(index + 4 * bucket + 4)
        let entry = range.last { start in
            number(bytes, field(entries + 4) + 2 * start, 2) <= UInt64(address & 0xFFFF)
        }
        let value = number(bytes, field(entries + 8) + width * (entry ?? 0), width)
        return (0..<4).map { word in
            let text = field(field(72) + 16 * Int(value) + 4 * word)
            let bounds = field(field(56) + 4 * text)..<field(field(56) + 4 * text + 4)
            let blob = field(64)
            return String(
                decoding: bytes[(blob + bounds.lowerBound)..<(blob + bounds.upperBound)],
                as: UTF8.self)
        }
    }

    @Test func `a reader that knows the header alone finds the same`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let source = try RandomSource.make(&random, runs: 300)
        let bytes = try LibraryCompiler.compile(source, notes: ["x"], at: Timestamp(77))
        #expect(number(bytes, 0, 4) == UInt64(IP_LIBRARY_MAGIC))
        #expect(number(bytes, 4, 2) == UInt64(IP_LIBRARY_VERSION))
        #expect(number(bytes, 8, 8) == UInt64(bytes.count) && number(bytes, 48, 8) == 77)
        var unsealed = bytes
        unsealed.replaceSubrange(16..<48, with: Array(repeating: 0, count: 32))
        #expect(Array(SHA256.hash(data: unsealed)) == Array(bytes[16..<48]))
        for _ in 0..<5000 {
            let address = RandomSource.address(.v4, &random)
            let bits = UInt32(truncatingIfNeeded: address.bits)
            #expect(words(bytes, bits) == source.place(of: address).words, "\(address)")
        }
    }
}
