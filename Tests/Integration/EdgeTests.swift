import Benchmarks
import Foundation
import Primitives
import Rehearsal
import Testing

extension Integration {
    /// A center and edges before it, as processes.
    @Suite struct EdgeTests {
        private static let clock = SystemClock()

        /// Asks again until the answer is the one that is waited for; gives how many milliseconds
        /// that took.
        private static func milliseconds(
            atMost limit: UInt64 = 10_000, _ isThere: () throws -> Bool
        ) throws -> UInt64 {
            let start = clock.monotonicNanoseconds()
            while true {
                if try isThere() { return (clock.monotonicNanoseconds() - start) / 1_000_000 }
                let passed = (clock.monotonicNanoseconds() - start) / 1_000_000
                try #require(passed < limit, "it did not come within \(limit) ms")
            }
        }

        private static func page(_ port: Int, _ path: String) throws
            -> (head: String, text: String)
        {
            let wire = try Wire(port: port)
            wire.send(Wire.request("GET", path, ["Accept: text/html", "Connection: close"]))
            var bytes: [UInt8] = []
            while true {
                let some = wire.read()
                if some.isEmpty { break }
                bytes += some
            }
            let text = String(decoding: bytes, as: UTF8.self)
            let parts = text.split(separator: "\r\n\r\n", maxSplits: 1)
            return (String(parts.first ?? ""), String(parts.last ?? ""))
        }

        /// How many views the big screen shows.
        private static func views(_ port: Int, _ owner: String) throws -> Int {
            let wire = try Wire(port: port)
            wire.send(Wire.request("GET", "/screen/events", [owner]))
            var text = ""
            while true {
                let some = wire.read()
                try #require(!some.isEmpty, "\(text)")
                text += String(decoding: some, as: UTF8.self)
                if let views = text.firstMatch(of: /"funnel":\{"view":([0-9]+)/) {
                    return Int(views.1) ?? 0
                }
            }
        }

        private static func order(
            _ port: Int, _ shop: LoadedShop, key: String, sale: Int, sku: Int,
            isAgain: Bool = false
        ) throws -> (head: String, json: [String: Any]) {
            try Wire.ask(
                port, "POST", "/v1/orders",
                [shop.buyer, "Idempotency-Key: \(key)"]
                    + (isAgain ? ["Idempotency-Retry: 1"] : []),
                #"{"lines":[{"sku":\#(sku),"sale":\#(sale),"quantity":1}]}"#)
        }

        @Test func `prices and sold-out reach the edge within a second, both ways`() throws {
            let folder = try RunFolder()
            let center = try CenterProcess(in: folder)
            let shop = try LoadedShop(center)
            let edges = try (1...2).map { try EdgeProcess($0, in: folder, center: center.port) }
            let slug = "mug"
            let path = "/shop/online-retail/p/\(slug)"
            var hits = 0
            func price(_ edge: EdgeProcess) throws -> (text: String, cache: String) {
                let (head, text) = try Self.page(edge.port, path)
                if head.contains("; hit") { hits += 1 }
                let price = text.firstMatch(of: /class="price[^"]*">([^<]+)</)?.1 ?? ""
                let cache = head.firstMatch(of: /(?i)cache-status: ([^\r\n]*)/)?.1 ?? ""
                return (String(price), String(cache))
            }
            for edge in edges {
                _ = try Self.milliseconds { try price(edge).cache.contains("; hit") }
                #expect(try price(edge).text == "£2.00")
            }
            // The price of the sale is edited.
            let item = try Wire.ask(
                center.port, "PATCH", "/v1/sales/\(shop.sale)/items/\(shop.sku)",
                [shop.owner, "If-Match: *"], #"{"price":{"amount":180,"currency":"GBP"}}"#)
            try #require(item.head.hasPrefix("HTTP/1.1 200"), "\(item)")
            for edge in edges {
                let taken = try Self.milliseconds { try price(edge).text == "£1.80" }
                #expect(taken <= 1000, "the new price took \(taken) ms")
                let kept = try Self.milliseconds { try price(edge).cache.contains("; hit") }
                #expect(kept <= 2000)
            }

            // Whoever saw the page out of a cache is in the funnel too.
            _ = try Self.milliseconds { try Self.views(center.port, shop.owner) >= hits }

            // Three units: the edge says no by itself once they are gone.
            let (sale, sku) = try shop.makeSale(stock: 3)
            for number in 1...3 {
                let (head, json) = try Self.order(
                    edges[0].port, shop, key: "s\(number)", sale: sale, sku: sku)
                #expect(head.hasPrefix("HTTP/1.1 201"), "\(head) \(json)")
            }
            for edge in edges {
                var number = 0
                let taken = try Self.milliseconds {
                    number += 1
                    let (head, json) = try Self.order(
                        edge.port, shop, key: "n\(edge.port)-\(number)", sale: sale, sku: sku)
                    #expect(head.hasPrefix("HTTP/1.1 409"), "\(head) \(json)")
                    #expect(json["code"] as? String == "sold_out")
                    return json["told_by"] as? String == "edge"
                }
                #expect(taken <= 1000, "the edge said no after \(taken) ms")
            }
            // An order that went through is known by its key, not refused.
            let again = try Self.order(edges[0].port, shop, key: "s1", sale: sale, sku: sku)
            #expect(again.head.hasPrefix("HTTP/1.1 201"))
            #expect(again.json["is_replay"] as? Bool == true)
            // Through another edge it says that it comes again, and the center is asked.
            let elsewhere = try Self.order(
                edges[1].port, shop, key: "s2", sale: sale, sku: sku, isAgain: true)
            #expect(elsewhere.head.hasPrefix("HTTP/1.1 201"), "\(elsewhere)")
            #expect(elsewhere.json["is_replay"] as? Bool == true)

            // One unit comes back.
            let back = try Wire.ask(
                center.port, "POST", "/v1/sales/\(sale)/items/\(sku)/stock",
                [shop.owner, "Idempotency-Key: \(UUID().uuidString)"], #"{"delta":1}"#)
            try #require(back.head.hasPrefix("HTTP/1.1 201"), "\(back)")
            var number = 0
            let taken = try Self.milliseconds {
                number += 1
                return try Self.order(
                    edges[1].port, shop, key: "b\(number)", sale: sale, sku: sku
                ).head.hasPrefix("HTTP/1.1 201")
            }
            #expect(taken <= 1000, "the unit could be had after \(taken) ms")
            // Nobody gets to the edges' own operations from outside.
            let outside = try Wire.ask(edges[0].port, "GET", "/v1/edge/feed")
            #expect(outside.head.hasPrefix("HTTP/1.1 404"))
            withExtendedLifetime(edges) {}
        }

        @Test func `requests go through while the center is killed and comes back`() throws {
            let folder = try RunFolder()
            var center = try CenterProcess(in: folder)
            let shop = try LoadedShop(center)
            let edge = try EdgeProcess(1, in: folder, center: center.port)
            let (sale, sku) = try shop.makeSale(stock: 1000)
            // It works before, and the edge has what it is told.
            #expect(
                try Self.order(edge.port, shop, key: "first", sale: sale, sku: sku).head
                    .hasPrefix("HTTP/1.1 201"))
            let (answers, port) = (ConditionLock<[String]>([]), edge.port)
            let clients = (0..<12).map { client in
                WorkThread(name: "client \(client)") {
                    for number in 0..<10 {
                        let said: String
                        do {
                            if client.isMultiple(of: 3) {
                                said = try Wire.ask(
                                    port, "GET", "/v1/orders?limit=1", [shop.buyer]
                                ).head
                            } else {
                                said = try Self.order(
                                    port, shop, key: "k\(client)-\(number)", sale: sale,
                                    sku: sku
                                ).head
                            }
                        } catch {
                            said = "\(error)"
                        }
                        answers.withLock { $0.append(String(said.prefix(60))) }
                        answers.signal()
                    }
                }
            }
            // In the midst of them.
            #expect(answers.wait(until: { $0.count >= 6 }, atMost: 20_000_000_000))
            center.kill()
            center = try CenterProcess(in: folder, port: center.port)
            for client in clients { client.join() }
            let said = answers.withLock { $0 }
            #expect(said.count == 120)
            let failed = said.filter { $0.firstMatch(of: /^HTTP\/1.1 20[01]/) == nil }
            #expect(failed.isEmpty, "\(failed)")
            // Each key is one order: 8 clients with 10 each, and the first.
            let orders = try Wire.ask(
                center.port, "GET", "/v1/orders?limit=100", [shop.buyer])
            #expect((orders.json["items"] as? [Any])?.count == 81)
            #expect(try edge.figure("spillway_edge_held_total") > 0, "nothing had to wait")
            #expect(center.stop().exit == .code(0))
        }

        @Test func `a waiting room keeps to its credits while an edge is cut off`() throws {
            let folder = try RunFolder()
            let center = try CenterProcess(in: folder)
            let shop = try LoadedShop(center)
            let relay = try Relay(to: center.port)
            let edges = [
                try EdgeProcess(1, in: folder, center: center.port),
                try EdgeProcess(2, in: folder, center: relay.port),
            ]
            let path = "/shop/online-retail/search"
            let start = Date(timeIntervalSinceNow: 2).formatted(
                Date.ISO8601FormatStyle(includingFractionalSeconds: true))
            let made = try Wire.ask(
                center.port, "POST", "/v1/waiting-rooms",
                [shop.owner, "Idempotency-Key: \(UUID().uuidString)"],
                #"{"path":"\#(path)","title":{"en":"Rush","zh":"抢购"},"#
                    + #""starts_at":"\#(start)","per_second":10}"#)
            try #require(made.head.hasPrefix("HTTP/1.1 201"), "\(made)")
            let room = try #require(made.json["id"] as? Int)
            for edge in edges {
                _ = try Self.milliseconds {
                    try Self.page(edge.port, path).text.contains("Rush")
                }
            }
            var waiters = (0..<60).map { Waiter(edge: edges[$0 % 2].port, room: room) }
            func poll() throws { for index in waiters.indices { try waiters[index].poll() } }
            // All are there before the draw.
            try poll()
            #expect(waiters.allSatisfy { $0.state == "gathering" })
            _ = try Self.milliseconds {
                try poll()
                return waiters.contains { $0.serial != nil && $0.edge == edges[1].port }
            }
            relay.cut()
            // Until nobody comes in at the edge that is cut off, and all do at the other one.
            var last = -1
            _ = try Self.milliseconds(atMost: 20_000) {
                try poll()
                let inside = waiters.count { $0.serial != nil && $0.edge == edges[0].port }
                last = waiters.count { $0.serial != nil && $0.edge == edges[1].port }
                return inside == 30
            }
            #expect(last < 30, "the edge that is cut off let in everybody")
            let serials = waiters.compactMap(\.serial)
            #expect(Set(serials).count == serials.count, "a credit was used twice")
            let figures = try Wire.ask(
                center.port, "GET", "/v1/waiting-rooms/\(room)", [shop.owner]
            ).json
            let granted = try #require(figures["granted"] as? Int)
            let released = try #require(figures["released"] as? Int)
            #expect(serials.count <= released && granted <= released)
            // A pass that somebody else shows is not taken.
            let thief = try Waiter(edge: edges[0].port, room: room).stolen(waiters[0])
            #expect(thief != "inside")
            withExtendedLifetime((edges, relay)) {}
        }

        @Test(
            .enabled(if: PythonEnvironment.hasPython, "it wants Python 3.11"),
            .enabled(if: Chromium.isInstalled, "it wants Debian's chromium and chromium-driver"),
            arguments: ["buying.Buying.test_from_the_home_page_to_paid", "waiting_room"])
        func `a buyer comes through the edge to paid`(part: String) throws {
            let folder = try RunFolder()
            let source = Sources.root + "/Tests/Browser"
            let environment = try PythonEnvironment(
                "browser", requirements: source + "/requirements.txt", in: folder)
            let center = try CenterProcess(
                in: folder, arguments: ["--edge", "1", "--edge-port", "0"])
            let password = try #require(center.password)
            let url = try #require(center.address(of: "edge 1"))
            let said = try Executable.outcome(
                of: [
                    "/usr/bin/env", "--chdir=" + source, "PYTHONDONTWRITEBYTECODE=1",
                    "HOME=" + folder.path, "SPILLWAY_URL=" + url,
                    "SPILLWAY_PROVIDER_PORT=\(center.port + 1)", "SPILLWAY_PASSWORD=" + password,
                    "/usr/bin/timeout", "100", environment.program("python"), "-m", "unittest",
                    "--verbose", part,
                ], in: folder, atMostSeconds: 110)
            #expect(said.exit == .code(0), "\(said.output)")
            #expect(center.stop().exit == .code(0))
        }
    }
}
