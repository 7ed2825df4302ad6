import Foundation
import Glibc
import Journal
import Orders
import Primitives
import Rehearsal
import Store
import Testing

extension Integration {
    /// A planted lie in a copy of each book: the audit must name it.
    @Suite struct AuditCanaryTests {
        @Test func `every planted lie is named`() throws {
            let folder = try RunFolder()
            var options = RehearsalOptions(
                executable: try Executable().path, directory: folder.path)
            (options.kills, options.seconds, options.seed) = (1, 0.6, 9)
            let report = try Rehearsal(options).run()
            try #require(report.holds, "\(report.text)")
            // What is on disk says what the report was made from.
            try #require(try folder.audit() == report.audit)
            for (name, rule, lie) in Self.lies {
                let copy = try folder.copy()
                let subject = try lie(copy)
                let audit = try copy.audit()
                #expect(!audit.holds, "\(name) went unnoticed")
                let named = audit.findings.contains {
                    $0.rule == rule && $0.subject.contains(subject)
                }
                #expect(named, "\(name), about \(subject): \(audit.findings.prefix(5))")
            }
        }

        /// What is planted: its name, the rule that it breaks, and the change, which gives the
        /// subject.
        private static let lies: [(String, Finding.Rule, @Sendable (RunFolder) throws -> String)] =
            [
                (
                    "an order dropped from the order book", .book,
                    { folder in
                        let order = try number("SELECT max(order_id) FROM orders", folder)
                        try book(folder, "DELETE FROM orders WHERE order_id = \(order)")
                        return "order \(order)"
                    }
                ),
                (
                    "another total in the order book", .book,
                    { folder in
                        let order = try number(
                            "SELECT max(order_id) FROM orders WHERE status = 2", folder)
                        try book(
                            folder, "UPDATE orders SET total = total + 1 WHERE order_id = \(order)")
                        return "order \(order)"
                    }
                ),
                (
                    "another quantity in the order book", .book,
                    { folder in
                        let order = try number("SELECT max(order_id) FROM order_lines", folder)
                        try book(
                            folder,
                            "UPDATE order_lines SET quantity = 9 "
                                + "WHERE order_id = \(order) AND line = 0"
                        )
                        return "order \(order), line 0"
                    }
                ),
                (
                    "a payment dropped from the order book", .money,
                    { folder in
                        let order = try number("SELECT max(order_id) FROM payments", folder)
                        try book(folder, "DELETE FROM payments WHERE order_id = \(order)")
                        return "payments"
                    }
                ),
                (
                    "a refund dropped from the order book", .money,
                    { folder in
                        try book(folder, "DELETE FROM refunds_due WHERE number = 1")
                        return "refunds due"
                    }
                ),
                (
                    "other stock in the order book", .book,
                    { folder in
                        try book(
                            folder,
                            "UPDATE stock SET held = held + 1, sold = sold - 1 WHERE pool = 1")
                        return "(pool 1)"
                    }
                ),
                (
                    "another start of a sale in the order book", .book,
                    { folder in
                        try book(
                            folder, "UPDATE sales SET starts_at = starts_at + 1 WHERE sale = 1")
                        return "sale 1"
                    }
                ),
                (
                    "another time of a refund in the order book", .book,
                    { folder in
                        try book(folder, "UPDATE refunds_due SET at = at + 1 WHERE number = 1")
                        return "refund due 1"
                    }
                ),
                (
                    "another reference of a refund in the order book", .book,
                    { folder in
                        let due = try number(
                            "SELECT min(number) FROM refunds_due WHERE reference_low IS NOT NULL",
                            folder)
                        try book(
                            folder,
                            "UPDATE refunds_due SET reference_low = 0 WHERE number = \(due)")
                        return "refund due \(due)"
                    }
                ),
                (
                    "another place of a payment in the order book", .book,
                    { folder in
                        let order = try number("SELECT max(order_id) FROM payments", folder)
                        try book(
                            folder,
                            "UPDATE payments SET ordinal = ordinal + 100 WHERE order_id = \(order)")
                        return "payment of order \(order)"
                    }
                ),
                (
                    "an order that its buyer does not see", .book,
                    { folder in
                        let order = try number("SELECT max(order_id) FROM orders_by_buyer", folder)
                        try book(
                            folder, "DELETE FROM orders_by_buyer WHERE order_id = \(order)")
                        return "order \(order)"
                    }
                ),
                (
                    "a rehearsal order that the journal does not have", .book,
                    { folder in
                        try book(
                            folder, "INSERT INTO rehearsal_orders SELECT * FROM orders LIMIT 1")
                        return "rehearsal_orders"
                    }
                ),
                (
                    "an acknowledged order that is nowhere", .acknowledged,
                    { folder in
                        let tail = """
                            {"at":1,"life":1,"sent":{"token":900000001,"place":{"merchant":1,\
                            "buyer":7,"key":"ghost","payment_seconds":900,"lines":[{"sale":1,\
                            "sku":101,"quantity":1,"unit_price":1110}]}}}
                            {"at":2,"life":1,"got":{"token":900000001,"outcome":"decided",\
                            "code":"accepted","order":77,\
                            "amount":1110}}

                            """
                        try ledger(folder) { $0 + tail }
                        return "key ghost"
                    }
                ),
                (
                    "an acceptance that the client remembers otherwise", .acknowledged,
                    { folder in
                        try ledger(folder) {
                            $0.replacing("\"quantity\":1", with: "\"quantity\":2")
                        }
                        return "order with key"
                    }
                ),
                (
                    "an acceptance turned into a refusal", .refused,
                    { folder in
                        var key = ""
                        try ledger(folder) { text in
                            var lines = text.split(separator: "\n").map(String.init)
                            key = refuse(&lines)
                            return lines.joined(separator: "\n") + "\n"
                        }
                        return "order with key \(key) "
                    }
                ),
                (
                    "an answer that said nothing happened, though it did", .answers,
                    { folder in
                        try ledger(folder) { text in
                            text.replacing("\"replay\":false", with: "\"replay\":true")
                        }
                        return "order with key"
                    }
                ),
                (
                    "an answer that never came", .resolved,
                    { folder in
                        try ledger(folder) { text in
                            var lines = text.split(separator: "\n").map(String.init)
                            let last = lines.lastIndex { $0.contains("\"code\":\"paid\"") } ?? 0
                            lines.remove(at: last)
                            return lines.joined(separator: "\n") + "\n"
                        }
                        return "payment "
                    }
                ),
                (
                    "one key with two orders", .once,
                    { folder in
                        let (record, _) = try forge(folder, kind: 5) { $0[8] ^= 0xFF }
                        return "key \(Token128(high: word(record, 24), low: word(record, 32)))"
                    }
                ),
                (
                    "an order that nobody asked for", .refused,
                    { folder in
                        let (record, _) = try forge(folder, kind: 5) { record in
                            record[8] ^= 0xFF
                            record[24] ^= 0xFF
                        }
                        return "order \(word(record, 8) ^ 0xFF)"
                    }
                ),
                (
                    "one payment taken twice", .once,
                    { folder in
                        let (record, _) = try forge(folder, kind: 6, where: { $0[48] == 4 }) { _ in
                        }
                        return
                            "reference \(Token128(high: word(record, 16), low: word(record, 24)))"
                    }
                ),
                (
                    "more stock withdrawn than there is", .stock,
                    { folder in
                        _ = try forge(folder, kind: 3) { record in
                            for byte in 16..<22 { record[byte] = 0 }
                            (record[22], record[23], record[24]) = (0xFF, 0xFF, record[24] ^ 0xFF)
                        }
                        return "SKU"
                    }
                ),
                (
                    "a batch that is altered", .journal,
                    { folder in
                        try journal(
                            folder,
                            "UPDATE batch SET bytes = CAST(substr(bytes, 1, length(bytes) - 1) "
                                + "|| X'7F' AS BLOB) WHERE position = 5")
                        return "batch 5"
                    }
                ),
                (
                    "a batch that is missing", .journal,
                    { folder in
                        try journal(folder, "DELETE FROM batch WHERE position = 6")
                        return "batch 6"
                    }
                ),
            ]

        // MARK: The order book

        private static func number(_ sql: String, _ folder: RunFolder) throws -> Int64 {
            let store = try Store(
                StoreConfiguration(.sqlite(path: folder.cell + "/" + Cell.orderBookName)))
            defer { try? store.close() }
            let number = try store.read { connection throws(StoreError) in
                try connection.first(sql) { row throws(StoreError) in try row.integer(0) }
            }
            return try #require(number)
        }

        private static func book(_ folder: RunFolder, _ sql: String) throws {
            try change(folder.cell + "/" + Cell.orderBookName, sql)
        }

        private static func journal(_ folder: RunFolder, _ sql: String) throws {
            try change(folder.cell + "/" + Cell.journalName, sql)
        }

        private static func change(_ path: String, _ sql: String) throws {
            let store = try Store(StoreConfiguration(.sqlite(path: path)))
            let changed = try store.write { connection throws(StoreError) in
                try connection.execute(sql)
            }
            try store.close()
            try #require(changed > 0)
        }

        // MARK: The ledger

        private static func ledger(_ folder: RunFolder, _ change: (String) -> String) throws {
            let path = folder.path + "/" + Ledger.fileName
            let text = try String(contentsOfFile: path, encoding: .utf8)
            let changed = change(text)
            try #require(changed != text)
            try changed.write(toFile: path, atomically: true, encoding: .utf8)
        }

        /// Turns the only acceptance of some order into `sold_out`; gives the order's key.
        private static func refuse(_ lines: inout [String]) -> String {
            let decoder = JSONDecoder()
            var keys: [UInt64: String] = [:]
            var accepted: [String: [Int]] = [:]
            for (index, line) in lines.enumerated() {
                guard let entry = try? decoder.decode(LedgerEntry.self, from: Data(line.utf8))
                else { continue }
                if let request = entry.sent, case .order(_, _, let key) = request.identity {
                    keys[request.token] = key
                } else if let reply = entry.got, reply.code == "accepted",
                    let key = keys[reply.token ?? 0]
                {
                    accepted[key, default: []].append(index)
                }
            }
            guard let (key, places) = accepted.first(where: { $0.value.count == 1 }) else {
                return ""
            }
            lines[places[0]] = lines[places[0]].replacing("\"accepted\"", with: "\"sold_out\"")
            return key
        }

        // MARK: The journal

        /// Appends a batch, rightly chained, with a changed copy of the last record of a kind;
        /// gives that record as it was.
        private static func forge(
            _ folder: RunFolder, kind: UInt8, where isWanted: ([UInt8]) -> Bool = { _ in true },
            _ change: (inout [UInt8]) -> Void
        ) throws -> (record: [UInt8], position: UInt64) {
            let journal = try Journal(path: folder.cell + "/" + Cell.journalName, cell: CellID(1))
            defer { try? journal.close() }
            var position = journal.tail.position
            while position > 0 {
                let payload = try journal.readBatch(at: position).payload
                var offset = 24
                while offset < payload.count {
                    let length = Int(payload[offset + 2]) | Int(payload[offset + 3]) << 8
                    let record = Array(payload[offset..<offset + length])
                    if record[0] == kind && isWanted(record) {
                        var copy = record
                        change(&copy)
                        var prelude = Array(payload[0..<24])
                        (prelude[4], prelude[5], prelude[6], prelude[7]) = (1, 0, 0, 0)
                        var frame = Journal.frame(capacity: 4096)
                        unsafe frame.append(copying: (prelude + copy).span.bytes)
                        let epoch = try journal.lead()
                        return (record, try journal.append(&frame, epoch: epoch))
                    }
                    offset += length
                }
                position -= 1
            }
            throw RehearsalError(.file, "no record of kind \(kind)")
        }

        private static func word(_ bytes: [UInt8], _ offset: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(bytes[offset + $1]) << (8 * UInt64($1)) }
        }
    }
}
