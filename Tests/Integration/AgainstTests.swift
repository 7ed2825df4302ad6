import Foundation
import Primitives
import Rehearsal
import Testing

extension Visitors {
    /// A rehearsal on a center that runs and sells meanwhile.
    @Suite(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/xz"), "it wants xz"))
    struct AgainstTests {
        private static let profile = """
            {
              "name": "small", "about": "a few seconds", "edges": 1,
              "flash": {"skus": 1, "stock": 40, "limit_per_buyer": 2, "buyers": 100},
              "room": {"buyers": 5, "per_second": 5, "stock": 5},
              "phases": [
                {"name": "peak", "seconds": 4, "pages": 5, "sale_pages": 5, "flash_orders": 30,
                 "everyday_orders": 5, "opens": true}
              ],
              "habits": {"pay": 0.3, "cancel": 0.2, "double_click": 0.1, "think_seconds": 0.3,
                         "patience_seconds": 10},
              "provider": {"late": 0, "doubled": 0, "reordered": 0, "lost": 0, "declined": 0},
              "faults": [{"kind": "center", "at": 1}]
            }
            """

        private let folder: RunFolder
        private let center: CenterProcess
        private let shop: LoadedShop

        init() throws {
            folder = try RunFolder()
            center = try CenterProcess(in: folder)
            shop = try LoadedShop(center)
            try Self.profile.write(
                toFile: folder.path + "/small.json", atomically: true, encoding: .utf8)
        }

        private func make(_ path: String, _ who: String, _ body: String) throws -> [String: Any] {
            let answer = try Wire.ask(
                shop.port, "POST", path, [who, "Idempotency-Key: \(UUID().uuidString)"], body)
            try #require(answer.head.hasPrefix("HTTP/1.1 20"), "\(path): \(answer)")
            return answer.json
        }

        private func order() throws -> Int {
            let placed = try make(
                "/v1/orders", shop.buyer,
                #"{"lines":[{"sku":\#(shop.sku),"sale":\#(shop.sale),"quantity":3}]}"#)
            return try #require(placed["id"] as? Int)
        }

        private func key(_ role: String) throws -> String {
            let made = try make(
                "/v1/api-keys", shop.owner, #"{"name":"\#(role)","role":"\#(role)"}"#)
            return try #require(made["secret"] as? String)
        }

        private func arguments(_ run: String, _ more: [String]) -> [String] {
            [
                "rehearse", "--against", center.url, "--sale", "\(shop.sale)", "--profile",
                folder.path + "/small.json", "--seed", "5", "--directory", run, "--samples",
                Sources.root + "/Samples",
            ] + more
        }

        @Test func `real things stay what they were, but for what really happened`() throws {
            let executable = try Executable()
            _ = try order()
            let refused = try executable.run(
                arguments(folder.path + "/none", ["--token", try key("viewer")]), in: folder)
            #expect(refused.exit == .code(2) && refused.errors.contains("(forbidden)"))
            let asked = try executable.run(
                arguments(folder.path + "/none", ["--faults", "center"]), in: folder)
            #expect(asked.exit != .code(0) && asked.errors.contains("not broken on purpose"))

            let secret = try key("rehearser")
            let file = folder.path + "/key"
            try (secret + "\n").write(toFile: file, atomically: true, encoding: .utf8)
            let run = folder.path + "/run"
            // While it runs, somebody buys, and the merchant moves stock: nobody tells it.
            let isUnderWay = ConditionLock(false)
            let output = ConditionLock("")
            let child = try ChildProcess(
                ["/bin/sh", "-c", #"exec "$0" "$@" 2>&1"#, executable.path]
                    + arguments(run, ["--token-file", file]), errors: folder.path + "/shell.log"
            ) { line in
                let text = String(decoding: line, as: UTF8.self)
                output.withLock { $0 += text + "\n" }
                guard text.contains("req/s") else { return }
                isUnderWay.withLock { $0 = true }
                isUnderWay.signal()
            }
            child.closeInput()
            #expect(isUnderWay.wait(until: { $0 }, atMost: 30_000_000_000))
            let real = try order()
            _ = try make(
                "/v1/sales/\(shop.sale)/items/\(shop.sku)/stock", shop.owner, #"{"delta":7}"#)
            let exit = child.wait(atMostSeconds: 60)
            child.wait()
            let said = output.withLock { $0 }
            #expect(exit == .code(0) && said.contains("\nHOLDS: "), "\(said)")

            let report = try SaleReport(directory: run)
            let against = try #require(report.against)
            #expect(report.holds && report.acknowledged > 20 && report.bookOrders > 20, "\(said)")
            #expect(report.refused["sold_out"] ?? 0 > 0, "\(report.refused)")
            #expect(against.eventsByType == ["order.placed": 1, "stock.changed": 1])
            func state(_ name: String) -> AgainstReport.State? {
                against.documents.first { $0.name == name }?.state
            }
            for name in ["book-stock", "book-orders", "statistics", "shop-stock"] {
                #expect(state(name) == .explained, "\(name): \(against.notes)")
            }
            for name in ["sales", "coupons", "payments", "refunds", "shipments", "product-sheet"] {
                #expect(state(name) == .same, "\(name): \(against.notes)")
            }
            try expectNothingLeft(secret, in: run)
            try expectNamed(real, executable, in: run)
            #expect(center.stop().exit == .code(0))
        }

        /// No key in any file, no token of a buyer, no shadow stock for sale.
        private func expectNothingLeft(_ secret: String, in run: String) throws {
            let files = try FileManager.default.subpathsOfDirectory(atPath: run)
            #expect(!files.contains("tokens"))
            for name in files {
                guard let data = FileManager.default.contents(atPath: run + "/" + name) else {
                    continue
                }
                #expect(data.range(of: Data(secret.utf8)) == nil, "\(name) holds the key")
            }
            let shadow = try Wire.ask(
                shop.port, "GET", "/v1/sales/\(shop.sale)/rehearsal-stock", [shop.owner])
            let pools = shadow.json["items"] as? [[String: Any]]
            #expect(pools?.first?["free"] as? Int == 0 && pools?.first?["held"] as? Int ?? 0 > 0)
        }

        /// What nothing explains is named: stock that moved, a real order that nobody placed.
        private func expectNamed(_ order: Int, _ executable: Executable, in run: String) throws {
            for (name, old, new, wanted) in [
                ("after/book-stock.txt", "\"held\":6", "\"held\":5", "SKU \(shop.sku) in sale"),
                ("after/payments.txt", "", "0 {\"id\":9,\"order\":\(order + 1)}\n", "payments 9"),
                ("before/orders.txt", "", "", "HOLDS"),
            ] {
                let copy = run + "-spoilt"
                try FileManager.default.copyItem(atPath: run, toPath: copy)
                defer { try? FileManager.default.removeItem(atPath: copy) }
                let path = copy + "/real/" + name
                let text = try String(contentsOfFile: path, encoding: .utf8)
                let spoilt = old.isEmpty ? new + text : text.replacing(old, with: new)
                #expect(spoilt != text || new.isEmpty)
                try spoilt.write(toFile: path, atomically: true, encoding: .utf8)
                let said = try executable.run(["audit", copy], in: folder)
                #expect(said.exit == .code(new.isEmpty ? 0 : 1))
                #expect(said.output.contains(wanted), "\(said)")
            }
        }
    }
}
