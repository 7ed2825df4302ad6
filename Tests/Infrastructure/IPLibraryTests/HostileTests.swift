import Crypto
import Foundation
import IPLibrary
import Primitives
import Testing

/// Bytes of any origin are refused with a reason, or are safe to use: they never trap.
@Suite struct HostileTests {
    private static let checksum = 16..<48

    private func seeded() -> SeededRandom {
        let given = ProcessInfo.processInfo.environment["SEED"].flatMap(UInt64.init)
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("seed \(seed): SEED=\(seed) ./spillway test --filter HostileTests")
        return SeededRandom(seed: seed)
    }

    /// Changes some bytes, cuts the end off, or doubles a part.
    private func spoil(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &random) {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            bytes[place] =
                random.happens(0.3) ? 0xFF : UInt8.random(in: 0...255, using: &random)
        }
        if random.happens(0.1) {
            bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
        }
        return bytes
    }

    @Test func `a spoilt library is refused or safe, also with a right checksum`() throws {
        var random = seeded()
        let source = try RandomSource.make(&random, runs: 200)
        let image = try LibraryCompiler.compile(source, notes: ["n"], at: Timestamp(1))
        var refused = 0
        for round in 0..<300 {
            var bytes = image
            // The header and what follows the index are where structure is.
            let count = Int.random(in: 1...6, using: &random)
            for _ in 0..<count {
                let bound = round % 2 == 0 ? 128 : bytes.count
                bytes[Int.random(in: 8..<bound, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            let isResealed = round % 3 != 0
            if isResealed, bytes != image { reseal(&bytes) }
            do {
                let library = try IPLibrary(image: bytes)
                let scopes = ScopeTable(library.map)
                for family in IPFamily.allCases {
                    for _ in 0..<50 {
                        let address = RandomSource.address(family, &random)
                        _ = library.place(of: address)
                        _ = scopes.length(around: address)
                    }
                }
                _ = try AddressSource(library)
            } catch {
                refused += 1
            }
        }
        #expect(refused > 100)
    }

    @Test func `a library that is cut anywhere is refused`() throws {
        var random = seeded()
        let source = try RandomSource.make(&random, runs: 4)
        let image = try LibraryCompiler.compile(source, notes: [], at: Timestamp(1))
        for count in [0, 1, 4, 127, 128, 129, image.count / 2, image.count - 1] {
            #expect(throws: IPLibraryError.self) { try IPLibrary(image: Array(image[..<count])) }
        }
    }

    @Test func `spoilt sources are refused or read`() throws {
        var random = seeded()
        let xdb = XDBBytes.write([
            (0, 0x00FF_FFFF, "a|0|b|c|d"), (0x0100_0000, 0x7FFF_FFFF, "e|0|f|g|h"),
            (0x8000_0000, .max, "i|0|j|k|l"),
        ])
        // Past the header and the vector index, which a reader of all segments has no use for.
        let tail = Array(xdb.suffix(80))
        for _ in 0..<2000 {
            let bytes = Array(xdb.dropLast(80)) + spoil(tail, &random)
            _ = try? AddressSource.read(bytes)
        }
        var database = MMDBBytes(isV6: true)
        let value = database.add(
            MMDBBytes.map([
                ("country", MMDBBytes.map([("iso_code", MMDBBytes.text("CN"))])),
                ("city", MMDBBytes.text("x")),
            ]))
        for text in ["1.2.3.0/24", "9.0.0.0/8", "2001:db8::/32"] {
            try database.insert(#require(IPPrefix(text)), value: value)
        }
        for bits in [24, 28, 32] {
            let bytes = database.write(recordBits: bits)
            for _ in 0..<3000 { _ = try? AddressSource.read(spoil(bytes, &random)) }
        }
        let rows = Array("network,country\n1.0.0.0/8,\"a\"\n2001:db8::/32,b\n3.3.3.3,c\n".utf8)
        for _ in 0..<3000 { _ = try? AddressSource.read(spoil(rows, &random)) }
    }

    private func reseal(_ bytes: inout [UInt8]) {
        bytes.replaceSubrange(Self.checksum, with: Array(repeating: 0, count: 32))
        bytes.replaceSubrange(Self.checksum, with: Array(SHA256.hash(data: bytes)))
    }
}
