import Foundation
import Journal
import Orders
import Primitives
import Rehearsal
import Store
import Testing

extension Visitors {
    /// A small sale with a killed center, and three bugs that its audit must find.
    @Suite(
        .enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/xz"), "it wants xz"))
    struct SaleRehearsalTests {
        private static let profile = """
            {
              "name": "small", "about": "a few seconds", "edges": 2,
              "flash": {"skus": 1, "stock": 60, "limit_per_buyer": 2, "buyers": 400},
              "room": {"buyers": 24, "per_second": 20, "stock": 15},
              "coupon": {"percent": 20, "orders": 8, "money": 100000, "limit_per_buyer": 2,
                         "share": 0.5},
              "phases": [
                {"name": "before", "seconds": 1, "pages": 5, "sale_pages": 5, "flash_orders": 5,
                 "everyday_orders": 2},
                {"name": "peak", "seconds": 5, "pages": 10, "sale_pages": 20, "flash_orders": 30,
                 "everyday_orders": 5, "opens": true}
              ],
              "habits": {"pay": 0.3, "cancel": 0.05, "returns": 0.4, "double_click": 0.1,
                         "think_seconds": 0.3,
                         "patience_seconds": 10},
              "provider": {"late": 20, "doubled": 20, "reordered": 20, "lost": 0, "declined": 0},
              "faults": [{"kind": "center", "at": 3},
                         {"kind": "disk", "at": 4, "seconds": 1, "per_second": 500}]
            }
            """

        @Test func `a sale holds, and planted bugs are named`() throws {
            let folder = try RunFolder()
            let file = folder.path + "/small.json"
            try Self.profile.write(toFile: file, atomically: true, encoding: .utf8)
            let run = folder.path + "/run"
            let said = try Executable().run(
                [
                    "rehearse", "--profile", file, "--seed", "3", "--directory", run,
                    "--samples", Sources.root + "/Samples",
                ], in: folder, atMostSeconds: 180)
            #expect(said.exit == .code(0), "\(said)")
            #expect(said.output.hasPrefix("HOLDS: "), "\(said)")
            let report = try SaleReport(directory: run)
            #expect(report.holds && report.keyedErrors == 0 && report.epochs == 2)
            let faults = report.faults.map(\.name)
            #expect(faults.prefix(2) == ["center killed", "center back"])
            // Only root may slow a disk down, and not on every machine.
            #expect(
                faults.dropFirst(2) == ["disk slow", "disk fast again"]
                    || said.errors.contains("the disk stays as fast as it is: "))
            #expect(report.refused["coupon_exhausted"] ?? 0 > 0)
            let coupons = try #require(report.coupons)
            #expect((1...8).contains(coupons.orders) && coupons.money > 0)
            #expect(report.returns ?? 0 > 0 && report.money.returned == report.money.due)
            #expect(report.money.payments > 0 && report.refused["sold_out"] ?? 0 > 0)
            let page = try String(
                contentsOfFile: run + "/" + SaleReport.pageName, encoding: .utf8)
            #expect(page.contains("Every check holds") && !page.contains("src="))
            // The folder alone says the same again.
            let again = try Executable().run(["audit", run, "--json"], in: folder)
            #expect(again.exit == .code(0), "\(again)")
            for bug in Self.bugs { try expect(bug, in: run) }
            let room = try #require(report.room)
            #expect(room.drawn > 0 && room.admitted > 0 && room.admitted <= room.granted)
            try expectFaultsOfRoom(in: run)
            #expect(report.seed == 3 && report.scale == 1 && page.contains("seed 3<"))
            #expect(said.errors.contains("/screen?token=sw_"))
            for lie in SaleLie.planted { try lie.expectNamed(in: run) }
            try expectOutage(in: run)
            try expectWholeFolder(in: run)
            expectComparison(report)
        }

        /// Nobody was answered after the kill but by edges, and the generator did not live to say
        /// so: the outage lasts, and visitors saw errors.
        private func expectOutage(in run: String) throws {
            let copy = run + "-out"
            try FileManager.default.copyItem(atPath: run, toPath: copy)
            let killed = try #require(try SaleAudit(directory: copy).run().faults.first)
            #expect(killed.outage < 3 && killed.errors == 0, "\(killed)")
            try SaleLie.drop(copy + "/ledger.tsv") { fields in
                fields[0] == "a" && Double(fields[2]) ?? 0 > killed.at * 1e6
                    && fields[4] != "sold_out"
            }
            let report = try SaleAudit(directory: copy).run()
            #expect(!report.holds && report.keyedErrors > 0, "\(report.text)")
            #expect(report.findings.contains { $0.rule == .resolved })
            let seen = try #require(report.faults.first)
            #expect(seen.outage > 2 && seen.errors > 0, "\(seen)")
        }

        /// What is missing is named and not made, and a run that was cut off is told so.
        private func expectWholeFolder(in run: String) throws {
            for name in [
                "center/cell-1/" + Cell.journalName, "center/cell-1/" + Cell.orderBookName,
                "center/payments.sqlite", "center/sandbox-provider.sqlite",
                "center/waiting-rooms.sqlite", "plan.json", "ledger.tsv",
            ] {
                let copy = run + "-part"
                try FileManager.default.copyItem(atPath: run, toPath: copy)
                defer { try? FileManager.default.removeItem(atPath: copy) }
                try FileManager.default.removeItem(atPath: copy + "/" + name)
                let error = try #require(throws: RehearsalError.self) {
                    try SaleAudit(directory: copy).run()
                }
                #expect(error.message.contains(copy + "/" + name), "\(error)")
                #expect(!FileManager.default.fileExists(atPath: copy + "/" + name), "\(name)")
            }
            let copy = run + "-cut"
            try FileManager.default.copyItem(atPath: run, toPath: copy)
            try SaleLie.drop(copy + "/events.tsv") { $0.last == "run ended" }
            let cut = try SaleAudit(directory: copy).run()
            #expect(!cut.holds && cut.verdict.contains("the run was cut off"), "\(cut.verdict)")
            try "{}".write(toFile: copy + "/plan.json", atomically: true, encoding: .utf8)
            let error = try #require(throws: RehearsalError.self) {
                try SaleAudit(directory: copy).run()
            }
            #expect(error.message.contains("plan.json is no plan"), "\(error)")
        }

        /// Two runs of another size are not judged by their rates, nor a wait that few had.
        private func expectComparison(_ report: SaleReport) {
            var other = report
            (other.seed, other.scale) = (4, 0.5)
            other.peakRequests *= 2
            other.keyedErrors += 1
            for index in other.waits.indices { other.waits[index].p99 += 500 }
            let text = ReportComparison(before: report, after: other).text
            let lines = text.split(separator: "\n")
            func line(_ start: String) -> Substring { lines.first { $0.hasPrefix(start) } ?? "" }
            #expect(line("errors of requests with a key").hasSuffix("WORSE"), "\(text)")
            #expect(line("requests in the busiest second").hasSuffix("another load"), "\(text)")
            #expect(line("cancellations, p99 ms").hasSuffix("too few to say"), "\(text)")
            #expect(!line("waiting room, let in").isEmpty, "\(text)")
            #expect(text.contains("the scales differ: 1.0; 0.5"), "\(text)")
            #expect(text.contains("the seeds differ: 3; 4"), "\(text)")
        }

        @Test func `mistakes of the center are found, and the orders named`() throws {
            let folder = try RunFolder()
            let file = folder.path + "/small.json"
            // Orders that are under way when the last one is sold: edges refuse the next ones.
            let rush = Self.profile.replacing(
                "\"flash_orders\": 30", with: "\"flash_orders\": 500")
            try rush.write(toFile: file, atomically: true, encoding: .utf8)
            let run = folder.path + "/run"
            let said = try Executable().run(
                [
                    "rehearse", "--profile", file, "--faults", "none", "--directory", run,
                    "--samples", Sources.root + "/Samples", "--planted-mistake", "oversells",
                    "--planted-mistake", "drops", "--planted-mistake", "charges",
                ], in: folder, atMostSeconds: 180)
            #expect(said.exit == .code(1), "\(said)")
            #expect(said.output.hasPrefix("DOES NOT HOLD: "), "\(said)")
            let findings = try SaleReport(directory: run).findings.map { "\($0)" }
            for rule in ["stock: ", "acknowledged: ", "money: "] {
                #expect(
                    findings.contains { $0.hasPrefix(rule) && $0.contains(/order \d/) },
                    "\(rule)\(findings)")
            }
        }

        private struct Bug {
            var name: String
            var rule: Finding.Rule
            /// Makes the platform's books as if it had the bug; gives the order that is wrong.
            var plant: @Sendable (String) throws -> Int64
        }

        private func expect(_ bug: Bug, in run: String) throws {
            let copy = run + "-" + bug.rule.rawValue
            try FileManager.default.copyItem(atPath: run, toPath: copy)
            defer { try? FileManager.default.removeItem(atPath: copy) }
            let order = try bug.plant(copy + "/center")
            let report = try SaleAudit(directory: copy).run()
            #expect(!report.holds, "\(bug.name) went unnoticed")
            let isNamed = report.findings.contains {
                $0.rule == bug.rule && "\($0)".contains("order \(order)")
            }
            #expect(isNamed, "\(bug.name), order \(order): \(report.findings.prefix(5))")
        }

        private func expectFaultsOfRoom(in run: String) throws {
            let copy = run + "-room"
            try FileManager.default.copyItem(atPath: run, toPath: copy)
            try Self.change(
                copy + "/center/waiting-rooms.sqlite", "UPDATE rooms SET granted = 0, serial = 1")
            let file = copy + "/room.json"
            let text = try String(contentsOfFile: file, encoding: .utf8)
            let forged = text.replacing(/"seed":"./) { _ in "\"seed\":\"x" }
            try forged.write(toFile: file, atomically: true, encoding: .utf8)
            let findings = try SaleAudit(directory: copy).run().findings.map { "\($0)" }
            #expect(
                findings.contains { $0.hasPrefix("room: credit ") && $0.contains("never granted") })
            #expect(findings.contains { $0.hasPrefix("draw: buyer ") && $0.contains("drew ") })
        }

        private static let bugs = [
            Bug(name: "a sale oversold by one", rule: .stock) { center in
                // The last order of the flash sale once more, under another number and key.
                let (order, position) = try number(
                    center + "/cell-1/" + Cell.orderBookName,
                    """
                    SELECT max(orders.order_id), max(orders.position) FROM orders JOIN order_lines
                    ON order_lines.order_id = orders.order_id WHERE order_lines.sale =
                    (SELECT min(sale) FROM order_lines WHERE sale > 1)
                    """)
                let forged = UInt64(order) + 1_000_000
                try again(center, UInt64(order), from: UInt64(position), as: forged)
                return Int64(forged)
            },
            Bug(name: "a coupon granted past its budget", rule: .budget) { center in
                let (order, position) = try number(
                    center + "/cell-1/" + Cell.orderBookName,
                    """
                    SELECT max(order_id), max(position) FROM orders
                    WHERE coupon IS NOT NULL AND status < 3
                    """)
                // More often than cancelled orders can have given it back.
                let first = UInt64(order) + 2_000_000
                for number in first..<first + 8 {
                    try again(center, UInt64(order), from: UInt64(position), as: number)
                }
                return Int64(first) + 7
            },
            Bug(name: "an acknowledged order dropped", rule: .acknowledged) { center in
                let (order, position) = try number(
                    center + "/cell-1/" + Cell.orderBookName,
                    "SELECT max(order_id), max(position) FROM orders")
                try change(
                    center + "/cell-1/" + Cell.journalName,
                    "DELETE FROM batch WHERE position >= \(position)")
                return order
            },
            Bug(name: "a buyer charged twice", rule: .money) { center in
                let path = center + "/sandbox-provider.sqlite"
                let (order, payment) = try number(
                    path, "SELECT order_id, payment FROM payments WHERE state = 5 LIMIT 1")
                try change(
                    path,
                    """
                    INSERT INTO payments SELECT payment + 1000000, id || 'x', reference || 'x',
                    merchant, order_id, buyer, amount, currency, state, token || 'x', return_url,
                    failure, refunded, created_at, ended_at FROM payments
                    WHERE payment = \(payment)
                    """)
                return order
            },
        ]

        /// Appends an accepted order of the journal once more, rightly chained.
        private static func again(
            _ center: String, _ order: UInt64, from position: UInt64, as number: UInt64
        ) throws {
            let journal = try Journal(
                path: center + "/cell-1/" + Cell.journalName, cell: CellID(1))
            defer { try? journal.close() }
            let payload = try journal.readBatch(at: position).payload
            var offset = 24
            while offset < payload.count {
                let length = Int(payload[offset + 2]) | Int(payload[offset + 3]) << 8
                var record = Array(payload[offset..<offset + length])
                offset += length
                guard record[0] == 5, word(record, 8) == order else { continue }
                for byte in 0..<8 {
                    record[8 + byte] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(byte)))
                }
                record[24] ^= 0xFF
                var prelude = Array(payload[0..<24])
                (prelude[4], prelude[5], prelude[6], prelude[7]) = (1, 0, 0, 0)
                var frame = Journal.frame(capacity: 4096)
                unsafe frame.append(copying: (prelude + record).span.bytes)
                _ = try journal.append(&frame, epoch: try journal.lead())
                return
            }
            Issue.record("order \(order) is not in batch \(position)")
        }

        private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * UInt64($1)) }
        }

        private static func number(_ path: String, _ sql: String) throws -> (Int64, Int64) {
            let store = try Store(StoreConfiguration(.sqlite(path: path)))
            defer { try? store.close() }
            let found = try store.read { connection throws(StoreError) in
                try connection.first(sql) { row throws(StoreError) in
                    (try row.integer(0), try row.integer(1))
                }
            }
            return try #require(found)
        }

        private static func change(_ path: String, _ sql: String) throws {
            let store = try Store(StoreConfiguration(.sqlite(path: path)))
            let changed = try store.write { connection throws(StoreError) in
                try connection.execute(sql)
            }
            try store.close()
            try #require(changed > 0)
        }
    }
}
