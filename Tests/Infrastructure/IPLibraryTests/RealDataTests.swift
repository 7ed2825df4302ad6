import Foundation
import IPLibrary
import Primitives
import Testing

/// The xdb that `./spillway ip fetch` brings, and a real MaxMind DB where one is at hand.
@Suite struct RealDataTests {
    private static let folder: String = {
        let environment = ProcessInfo.processInfo.environment
        let cache = environment["XDG_CACHE_HOME"] ?? (environment["HOME"] ?? "/tmp") + "/.cache"
        return cache + "/spillway/ip"
    }()
    static let xdb = folder + "/ip2region.xdb"
    static let mmdb = folder + "/Geoacumen-Country.mmdb"

    static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    @Test(.enabled(if: isThere(xdb), "./spillway ip fetch brings it"))
    func `a million random addresses are where ip2region says`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        let bytes = try WholeFile.read(Self.xdb, atMost: 1 << 30)
        let source = try AddressSource.read(bytes)
        #expect(source.form == .xdb)
        let image = try LibraryCompiler.compile(source, notes: [], at: Timestamp(0))
        #expect(image.count < 12_000_000, "\(image.count) bytes")
        let library = try IPLibrary(image: image)
        var differing = 0
        for _ in 0..<1_000_000 {
            let address = UInt32(truncatingIfNeeded: random.next())
            let text = try #require(XDBBytes.search(bytes, address))
            let words = text.split(separator: "|", omittingEmptySubsequences: false).map {
                $0 == "0" ? "" : $0
            }
            let place = library.place(of: .v4(address))
            if place.words != [words[0], words[2], words[3], words[4]].map(String.init) {
                differing += 1
            }
        }
        #expect(differing == 0)
        let known = library.place(of: try #require(IPAddress("223.5.5.5")))
        #expect(known.description == "中国|浙江省|杭州市|阿里云")
    }

    @Test(.enabled(if: isThere(mmdb), "./spillway ip fetch --all brings it"))
    func `a real MaxMind DB is read`() throws {
        let source = try AddressSource.read(path: Self.mmdb)
        #expect(source.form == .mmdb && source.v4.count > 100_000 && source.v6.count > 10_000)
        let library = try IPLibrary(
            image: LibraryCompiler.compile(source, notes: [], at: Timestamp(0)))
        for (address, country) in [
            ("223.5.5.5", "CN"), ("8.8.8.8", "US"), ("2400:3200::1", "CN"),
            ("2001:4860:4860::8888", "US"),
        ] {
            #expect(try library.place(of: #require(IPAddress(address))).country == country)
        }
    }
}
