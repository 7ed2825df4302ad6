import Foundation
import IPLibrary
import Primitives
import Testing

/// Merging, compiling, looking up, comparing.
@Suite struct CompileTests {
    private func source(_ rows: String) throws -> AddressSource {
        try AddressSource.read(Array(rows.utf8))
    }

    private func compile(_ source: AddressSource) throws -> IPLibrary {
        try IPLibrary(
            image: LibraryCompiler.compile(source, notes: ["a", "b"], at: Timestamp(7)))
    }

    @Test func `the first source that knows is believed, others complete it`() throws {
        let merged = try SourceMerge.merge([
            source("1.0.0.0/24,中国,,,电信\n1.0.3.0/24,,,,移动\n"),
            source(
                "1.0.0.128/25,中国,浙江省,杭州市,联通\n1.0.1.0/24,中国,广东省\n1.0.3.0/24,美国\n1.0.4.0/24,,,内网\n"),
            source("1.0.0.0/23,美国,加利福尼亚,,谷歌\n1.0.4.0/24,美国\n2001:db8::/32,日本\n"),
        ])
        for (address, place) in [
            ("1.0.0.1", "中国|-|-|电信"), ("1.0.0.200", "中国|浙江省|杭州市|电信"),
            ("1.0.1.1", "中国|广东省|-|谷歌"), ("1.0.2.1", "-|-|-|-"),
            ("1.0.3.1", "美国|-|-|移动"), ("1.0.4.1", "-|-|内网|-"), ("2001:db8::1", "日本|-|-|-"),
            ("0.0.0.0", "-|-|-|-"),
        ] {
            let found = merged.place(of: try #require(IPAddress(address)))
            #expect(found.description == place, "\(address)")
            #expect(try compile(merged).place(of: #require(IPAddress(address))) == found)
        }
    }

    @Test func `a library says what its sources say, at every edge`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        for round in 0..<12 {
            let source = try RandomSource.make(&random, runs: 1 << round)
            let library = try compile(source)
            #expect(library.notes == ["a", "b"] && library.madeAt == Timestamp(7))
            let scopes = ScopeTable(library.map)
            var probes: [IPAddress] = [.v4(0), .v4(.max), .v6(0), .v6(.max)]
            for family in IPFamily.allCases {
                for entry in source.entries(family) {
                    for bits in [
                        entry.first, entry.last, entry.first == 0 ? 0 : entry.first - 1,
                        entry.last == family.last ? entry.last : entry.last + 1,
                    ] { probes.append(IPAddress(family, bits: bits)) }
                }
                for _ in 0..<500 { probes.append(RandomSource.address(family, &random)) }
            }
            for address in probes {
                #expect(library.place(of: address) == source.place(of: address), "\(address)")
                let length = scopes.length(around: address)
                let bounds = IPPrefix(address.unmapped, length: length).bounds
                for bits in [bounds.lowerBound, bounds.upperBound] {
                    let other = IPAddress(address.unmapped.family, bits: bits)
                    #expect(library.find(other) == library.find(address), "\(address)/\(length)")
                }
            }
            let again = try AddressSource(library)
            for family in IPFamily.allCases {
                #expect(again.entries(family).map(\.first) == joined(source, family).map(\.first))
            }
        }
    }

    /// The runs with neighbours of one place joined and unknown ones left out, as a library has
    /// them.
    private func joined(_ source: AddressSource, _ family: IPFamily) -> [SourceEntry] {
        source.entries(family).filter { $0.place != 0 }
    }

    @Test func `what differs is counted and shown`() throws {
        let before = try source("1.0.0.0/24,a\n2.0.0.0/24,b\n2001:db8::/48,c\n")
        let after = try source("1.0.0.0/25,a\n2.0.0.0/24,x\n2001:db8::/47,c\n")
        let difference = LibraryDifference(before, after, limit: 2)
        #expect(difference.runCount == 3 && difference.runs.count == 2)
        #expect(difference.v4Addresses == 128 + 256 && difference.v6Networks == 65_536)
        #expect(difference.runs[0].first.description == "1.0.0.128")
        #expect(difference.runs[0].last.description == "1.0.0.255")
        #expect(difference.runs[1].after.country == "x")
        #expect(LibraryDifference(before, before, limit: 9).runCount == 0)
    }

    @Test func `a file is written whole, and mapped`() throws {
        let path = FileManager.default.temporaryDirectory.path + "/library-\(UUID())"
        defer { try? FileManager.default.removeItem(atPath: path) }
        let image = try LibraryCompiler.compile(
            source("10.0.0.0/8,中国\n"), notes: [], at: Timestamp(0))
        try WholeFile.write(image, to: path)
        let library = try IPLibrary(path: path)
        #expect(library.byteCount == image.count)
        #expect(try library.place(of: #require(IPAddress("10.9.9.9"))).country == "中国")
        try WholeFile.write(
            Array("no library, but long enough to hold a header ".utf8)
                + Array(repeating: 32, count: 128), to: path)
        #expect(try library.place(of: #require(IPAddress("10.9.9.9"))).country == "中国")
        #expect(throws: IPLibraryError.self) { try IPLibrary(path: path) }
        #expect(throws: IPLibraryError.self) { try IPLibrary(path: path + "-not-there") }
    }
}
