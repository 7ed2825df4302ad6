internal import Journal
internal import OrderCore
internal import OrderRecords
internal import Primitives

/// A record of the journal as people read it: kind, bytes, fields.
struct JournalRecord {
    var kind: String
    var time: Timestamp
    var offset: Int
    var bytes: [UInt8]
    var fields: [(name: String, value: String)]

    /// Hexadecimal digits, sixteen bytes a line, with the place in the batch.
    var hexadecimal: String {
        stride(from: 0, to: bytes.count, by: 16).map { start in
            let line = bytes[start..<min(start + 16, bytes.count)]
            let digits = line.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }
            let place = String(offset + start, radix: 16)
            return String(repeating: "0", count: max(0, 6 - place.utf8.count)) + place + "  "
                + digits.joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// The digest of the leader's state after a batch; nil where the batch cannot be read.
    static func digest(of batch: JournalBatch) -> UInt64? {
        (try? unsafe RecordCursor(batch.payload.span.bytes))?.prelude.digest
    }

    /// The record in which an order was placed; nil when the batch has none.
    static func placed(_ order: OrderID, in batch: JournalBatch) -> JournalRecord? {
        guard var cursor = try? unsafe RecordCursor(batch.payload.span.bytes) else { return nil }
        while let kind = (try? cursor.next()) ?? nil {
            guard kind == .placed else { continue }
            let record = cursor.load(order_record_placed.self)
            guard record.order == order.rawValue else { continue }
            let end = min(cursor.offset + Int(cursor.header.length), batch.payload.count)
            var fields: [(String, String)] = [
                ("order", "\(record.order)"), ("merchant", "\(record.merchant)"),
                ("buyer", "\(record.buyer)"),
                ("key", "\(IdempotencyKey(high: record.key.0, low: record.key.1))"),
                ("payment_deadline", Timestamp(record.payment_deadline).rfc3339Text),
            ]
            if let coupon = cursor.coupon { fields.append(("coupon", "\(coupon)")) }
            for index in 0..<cursor.lineCount {
                let line = cursor.line(index)
                let text = "pool \(line.pool), \(line.quantity) × \(line.unit_price)"
                    + ", discount \(cursor.discount(index))"
                fields.append(("line \(index)", text))
            }
            return JournalRecord(
                kind: "\(kind)", time: cursor.time, offset: cursor.offset,
                bytes: Array(batch.payload[cursor.offset..<end]), fields: fields)
        }
        return nil
    }
}
