internal import OrderCore
internal import OrderRecords
internal import Primitives

/// Prints the records of a batch for people and scripts.
struct RecordPrinter {
    var json: Bool

    /// Prints a batch; gives what is wrong with it, if anything.
    @unsafe func print(_ position: UInt64, _ payload: UnsafeRawBufferPointer) -> String? {
        do throws(RecordError) {
            var cursor = try RecordCursor(unsafe RawSpan(_unsafeBytes: payload))
            while let kind = try cursor.next() { print(position, kind, cursor) }
            return nil
        } catch {
            return "batch \(position): \(error)"
        }
    }

    private func print(_ position: UInt64, _ kind: RecordKind, _ cursor: borrowing RecordCursor) {
        var fields: [(String, String)] = [
            ("position", "\(position)"), ("kind", text("\(kind)")), ("time", "\(cursor.time)"),
        ]
        if cursor.isRehearsal { fields.append(("rehearsal", "true")) }
        fields += details(kind, cursor)
        if json {
            Output.line("{" + fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ",") + "}")
        } else {
            Output.line(fields.map { "\($0.0)=\($0.1)" }.joined(separator: " "))
        }
    }

    private func text(_ text: String) -> String { json ? "\"\(text)\"" : text }

    private func details(_ kind: RecordKind, _ cursor: borrowing RecordCursor) -> [(String, String)]
    {
        switch kind {
        case .placed:
            let record = cursor.load(order_record_placed.self)
            let lines = (0..<cursor.lineCount).map { index in
                let line = cursor.line(index)
                return json
                    ? "{\"pool\":\(line.pool),\"quantity\":\(line.quantity),"
                        + "\"unit_price\":\(line.unit_price),"
                        + "\"discount\":\(cursor.discount(index))}"
                    : "\(line.quantity)×pool\(line.pool)@\(line.unit_price)"
                        + "-\(cursor.discount(index))"
            }
            var fields = [
                ("order", "\(record.order)"), ("merchant", "\(record.merchant)"),
                ("buyer", "\(record.buyer)"),
                ("key", text("\(IdempotencyKey(high: record.key.0, low: record.key.1))")),
                ("payment_deadline", "\(record.payment_deadline)"),
            ]
            if let coupon = cursor.coupon { fields.append(("coupon", "\(coupon)")) }
            fields.append(
                ("lines", json ? "[\(lines.joined(separator: ","))]" : lines.joined(separator: ","))
            )
            return fields
        case .payment:
            let record = cursor.load(order_record_payment.self)
            return [
                ("order", "\(record.order)"), reference(record.reference),
                ("amount", "\(record.amount)"),
                ("outcome", "\(record.outcome)"), ("refund_due", "\(record.refund_due)"),
            ]
        case .expired:
            let record = cursor.load(order_record_expired.self)
            return [("order", "\(record.order)"), ("refund_due", "\(record.refund_due)")]
        case .cancelled:
            let record = cursor.load(order_record_cancelled.self)
            return [("order", "\(record.order)"), ("refund_due", "\(record.refund_due)")]
        case .refunded:
            let record = cursor.load(order_record_refunded.self)
            return [
                ("order", "\(record.order)"), reference(record.reference),
                ("amount", "\(record.amount)"),
            ]
        case .restocked:
            let record = cursor.load(order_record_restocked.self)
            return [
                ("order", "\(record.order)"), reference(record.reference),
                ("line", "\(record.line)"),
                ("quantity", "\(record.quantity)"),
            ]
        case .forgotten: return [("order", "\(cursor.load(order_record_forgotten.self).order)")]
        case .kept:
            let record = cursor.load(order_record_kept.self)
            return [("order", "\(record.order)"), ("until", "\(record.until)")]
        default: return terms(kind, cursor)
        }
    }

    private func terms(_ kind: RecordKind, _ cursor: borrowing RecordCursor) -> [(String, String)] {
        switch kind {
        case .saleSet:
            let record = cursor.load(order_record_sale_set.self)
            return [
                ("sale", "\(record.sale)"), ("merchant", "\(record.merchant)"),
                ("starts_at", "\(record.starts_at)"), ("ends_at", "\(record.ends_at)"),
                ("limit_per_buyer", "\(record.limit_per_buyer)"),
                ("currency", "\(record.currency)"),
            ]
        case .itemSet:
            let record = cursor.load(order_record_item_set.self)
            return [
                ("pool", "\(record.pool)"), ("sale", "\(record.sale)"), ("sku", "\(record.sku)"),
                ("unit_price", "\(record.unit_price)"),
                ("limit_per_buyer", "\(record.limit_per_buyer)"),
            ]
        case .stockChanged:
            let record = cursor.load(order_record_stock_changed.self)
            return [
                ("pool", "\(record.pool)"), ("delta", "\(record.delta)"),
                reference(record.reference),
            ]
        case .couponSet:
            let record = cursor.load(order_record_coupon_set.self)
            return [
                ("coupon", "\(record.coupon)"), ("merchant", "\(record.merchant)"),
                ("value", "\(record.value)"), ("coupon_kind", "\(record.coupon_kind)"),
                ("minimum_spend", "\(record.minimum_spend)"),
                ("budget_money", "\(record.budget_money)"),
                ("budget_count", "\(record.budget_count)"),
                ("limit_per_buyer", "\(record.limit_per_buyer)"),
                ("starts_at", "\(record.starts_at)"), ("ends_at", "\(record.ends_at)"),
                ("currency", "\(record.currency)"),
            ]
        default: return []
        }
    }

    private func reference(_ words: (UInt64, UInt64)) -> (String, String) {
        ("reference", text("\(Reference(high: words.0, low: words.1))"))
    }
}
