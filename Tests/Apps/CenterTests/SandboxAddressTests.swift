import Center
import Foundation
import Payments
import Primitives
import Service
import Testing

/// Where the payment sandbox of a center is, and where it reaches the shop.
@Suite(.serialized) struct SandboxAddressTests {
    private static func page(_ center: Center) throws -> String {
        try #require(center.welcome.pages.first { $0.name == "payment sandbox" }?.address)
    }

    @Test func `its webhooks arrive at a port that was chosen by the system`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let payment = try place.make(
            "GET", "/v1/payments/\(place.things["payment"] ?? "")", as: place.owner)
        let url = try #require(payment["redirect_url"]?.string)
        let http = SocketHTTP(clock: SystemClock())
        let form = [("Content-Type", "application/x-www-form-urlencoded")]
        let paid = try http.send(
            OutboundRequest("POST", url, headers: form, body: Array("choice=pay".utf8)))
        #expect(paid.status == 303)
        let control = try Self.page(place.center)
        let clock = SystemClock()
        let end = clock.monotonicNanoseconds() + 30_000_000_000
        var text = ""
        repeat {
            text = String(
                decoding: try http.send(OutboundRequest("GET", control)).body, as: UTF8.self)
            clock.pause(nanoseconds: 20_000_000)
        } while !text.contains("<li>taken: ") && clock.monotonicNanoseconds() < end
        #expect(text.contains("<li>taken: "), "\(text)")
        #expect(!text.contains("<li>given up"))
        let base = control.prefix { $0 != "?" }
        #expect(try http.send(OutboundRequest("GET", String(base))).status == 403)
        #expect(try http.send(OutboundRequest("GET", base + "?key=0")).status == 403)
    }

    @Test func `it listens where the shop does`() throws {
        let folder =
            FileManager.default.temporaryDirectory.path + "/spillway-host-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = CenterOptions(data: folder, samples: "Samples", version: "test")
        options.host = "127.0.0.2"
        options.port = 0
        options.hasDemo = false
        options.orders = 10_000
        let center = try Center(options)
        defer { center.stop() }
        let control = try Self.page(center)
        #expect(control.hasPrefix("http://127.0.0.2:"))
        let http = SocketHTTP(clock: SystemClock())
        #expect(try http.send(OutboundRequest("GET", control)).status == 200)
        let loopback = control.replacing("127.0.0.2", with: "127.0.0.1")
        #expect(throws: OutboundError.self) {
            try http.send(OutboundRequest("GET", loopback))
        }
    }
}
