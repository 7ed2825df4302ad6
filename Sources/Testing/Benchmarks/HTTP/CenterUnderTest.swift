internal import Foundation
internal import Glibc
internal import Identity
internal import Primitives
internal import Service
internal import Store

/// A center in a process and a folder of its own, with a flash sale that never sells out.
final class CenterUnderTest {
    /// What `setUp` made.
    struct Sale {
        /// The sale's number.
        var number: Int64
        /// The body of an order.
        var order: String
        /// The file of the buyers' tokens, one a line.
        var tokens: String
        /// The path of a product's page.
        var page: String
        /// An API key of the merchant's owner.
        var key: String
    }

    let base: String
    let port: Int
    private let server: RivalServer
    private let folder: String

    /// Where it keeps its data, the edges' token among them.
    var data: String { folder + "/data" }

    private static let buyers = 100_000
    private static let limitPerBuyer: Int64 = 100_000

    /// Starts this program's `up` with the demo merchant.
    init(samples: String) throws {
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let place = try RivalServer.makeFolder("center")
        folder = place.path
        port = try FreePort.pair()
        base = "http://127.0.0.1:\(port)"
        server = try RivalServer(
            folder: place,
            command: [
                program, "up", "--data", folder + "/data", "--port", "\(port)", "--samples",
                samples,
            ], signal: "TERM")
        let log = folder + "/log"
        try server.waitUntilReady(atMostSeconds: 120) {
            (try? String(contentsOfFile: log, encoding: .utf8))?.contains("\nready") == true
        }
    }

    func stop() { server.stop() }

    /// Opens a flash sale and signs tokens for many buyers.
    func setUp() throws -> Sale {
        let said = try String(contentsOfFile: folder + "/log", encoding: .utf8)
        func word(after name: String) -> String {
            let line = said.split(separator: "\n").first { $0.hasPrefix(name) }
            return line?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
        }
        var client = try Curl(base: base)
        try client.signIn(email: word(after: "owner"), password: word(after: "password"))
        let clock = SystemClock()
        let now = clock.now()
        let sale =
            try client.ask(
                "POST", "/v1/sales",
                [
                    "name": ["en": "Flash sale"], "currency": "GBP",
                    "starts_at": .string(now.adding(milliseconds: 3000).rfc3339),
                    "ends_at": .string(now.adding(milliseconds: 86_400_000).rfc3339),
                    "limit_per_buyer": .integer(Self.limitPerBuyer),
                ]
            ).document["id"]?.integer ?? 0
        let skus = try client.ask("GET", "/v1/skus?limit=1").document
        let sku = skus["items"]?.array?.first?["id"]?.integer ?? 0
        try client.ask(
            "POST", "/v1/sales/\(sale)/items",
            [
                "sku": .integer(sku), "price": ["amount": 999, "currency": "GBP"],
                "limit_per_buyer": .integer(Self.limitPerBuyer), "stock": 1_000_000_000,
            ])
        try client.ask("POST", "/v1/sales/\(sale)/schedule", [:])
        let key = try client.ask(
            "POST", "/v1/api-keys", ["name": "bench", "role": "owner"]
        ).document["secret"]?.string
        let home = try client.page("/shop/online-retail")
        guard let start = home.firstRange(of: "/shop/online-retail/p/")?.lowerBound, let key else {
            throw BenchFailure("the home page shows no product, or there is no key")
        }
        let page = home[start...].prefix { $0 != "\"" }
        clock.pause(nanoseconds: 3_500_000_000)
        let tokens = folder + "/tokens"
        try signTokens(Self.buyers).joined(separator: "\n")
            .write(toFile: tokens, atomically: true, encoding: .utf8)
        return Sale(
            number: sale, order: #"{"lines":[{"sku":\#(sku),"quantity":1,"sale":\#(sale)}]}"#,
            tokens: tokens, page: String(page), key: key)
    }

    /// Tokens of so many buyers as the center signs them, with its own key.
    func signTokens(_ count: Int) throws -> [String] {
        let identity = try Identity(
            StoreConfiguration(.sqlite(path: folder + "/data/identity.sqlite")))
        defer { try? identity.close() }
        return (1...count).map {
            identity.buyerTokens.sign(MerchantID(1), BuyerID(UInt64($0))).token
        }
    }

    /// Bytes of memory that the process holds now.
    var resident: Double {
        get throws {
            let all = try FileManager.default.contentsOfDirectory(atPath: "/proc")
            for name in all where Int(name) != nil {
                guard let words = FileManager.default.contents(atPath: "/proc/\(name)/cmdline"),
                    words.split(separator: 0).contains(where: {
                        String(decoding: $0, as: UTF8.self) == folder + "/data"
                    }),
                    FileManager.default.contents(atPath: "/proc/\(name)/comm")
                        .map({ String(decoding: $0, as: UTF8.self).hasPrefix("spillway") }) == true,
                    let status = FileManager.default.contents(atPath: "/proc/\(name)/status")
                else { continue }
                let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first {
                    $0.hasPrefix("VmRSS:")
                }
                let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
                if let kilobytes { return kilobytes * 1024 }
            }
            throw BenchFailure("the center is gone")
        }
    }
}
