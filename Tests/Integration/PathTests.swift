import Foundation
import Primitives
import Testing

extension Integration {
    /// Ways of writing a path, through a real edge over a real cell.
    @Suite struct PathTests {
        @Test func `no way of writing a path leads around a waiting room`() throws {
            let folder = try RunFolder()
            let center = try CenterProcess(in: folder)
            let shop = try LoadedShop(center)
            let (sale, sku) = try shop.makeSale(stock: 100)
            let edge = try EdgeProcess(1, in: folder, center: center.port)
            let made = try Wire.ask(
                center.port, "POST", "/v1/waiting-rooms",
                [shop.owner, "Idempotency-Key: room"],
                #"{"sale":\#(sale),"title":{"en":"Rush","zh":"抢购"},"#
                    + #""starts_at":"2098-01-01T00:00:00Z","per_second":1}"#)
            try #require(made.head.hasPrefix("HTTP/1.1 201"), "\(made)")
            var number = 0
            func order(_ path: String, _ port: Int) throws -> (head: String, code: String?) {
                number += 1
                let (head, json) = try Wire.ask(
                    port, "POST", path, [shop.buyer, "Idempotency-Key: k\(number)"],
                    #"{"lines":[{"sku":\#(sku),"sale":\#(sale),"quantity":1}]}"#)
                return (head, json["code"] as? String)
            }
            let clock = SystemClock()
            let start = clock.monotonicNanoseconds()
            // The center was heard and the room stands: until then an order is accepted.
            while try order("/v1/orders", edge.port).code != "waiting_room" {
                try #require(clock.monotonicNanoseconds() - start < 10_000_000_000)
            }
            func orders() throws -> Int {
                let list = try Wire.ask(
                    center.port, "GET", "/v1/orders?limit=100", [shop.owner])
                return (list.json["items"] as? [Any])?.count ?? -1
            }
            let before = try orders()
            for form in [
                "/v1/orders/", "//v1/orders", "/v1//orders", "/v1/orders//", "/v1/./orders",
                "/v1/a/../orders", "/v1/order%73", "/v1/%2e/orders", "/v1%2Forders",
                "http://a//v1/orders", "/v1/orders/#x",
            ] {
                let (head, code) = try order(form, edge.port)
                #expect(head.hasPrefix("HTTP/1.1 400"), "\(form): \(head)")
                #expect(code == "path_not_canonical", "\(form): \(code ?? "")")
            }
            for form in ["/V1/orders", "/v1/Orders", "/v1/orders;a=1"] {
                #expect(try order(form, edge.port).head.hasPrefix("HTTP/1.1 404"), "\(form)")
            }
            // Nor has the center a route for them.
            for form in ["/v1/orders/", "//v1/orders", "/v1//orders", "/v1/order%73"] {
                #expect(try order(form, center.port).head.hasPrefix("HTTP/1.1 404"), "\(form)")
            }
            #expect(try orders() == before)

            let store = "/shop/online-retail"
            for port in [edge.port, center.port] {
                for (form, place) in [
                    ("\(store)//sale/\(sale)", "\(store)/sale/\(sale)"),
                    ("\(store)/sale/\(sale)/", "\(store)/sale/\(sale)"),
                    ("\(store)/%73ale/\(sale)", "\(store)/sale/\(sale)"),
                    ("\(store)/?lang=en", "\(store)?lang=en"),
                ] {
                    let head = try Wire.ask(port, "GET", form).head.lowercased() + "\r\n"
                    #expect(head.hasPrefix("http/1.1 308"), "\(form): \(head)")
                    #expect(head.contains("location: \(place)\r\n"), "\(form): \(head)")
                }
                for form in ["0\(sale)", "+\(sale)", "%2B\(sale)"] {
                    let head = try Wire.ask(port, "GET", "\(store)/sale/\(form)").head
                    #expect(head.hasPrefix("HTTP/1.1 404"), "\(form): \(head)")
                }
            }
            let page = try Wire.ask(edge.port, "GET", "\(store)/sale/\(sale)").head
            #expect(page.hasPrefix("HTTP/1.1 403"), "\(page)")
            let checkout = try Wire.ask(edge.port, "POST", "\(store)//checkout").head
            #expect(checkout.hasPrefix("HTTP/1.1 400"), "\(checkout)")
            withExtendedLifetime(edge) {}
        }
    }
}
