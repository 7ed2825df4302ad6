internal import Journal
internal import Orders
internal import Primitives
internal import Service

extension Timestamp {
    /// The time as text, for those who show records.
    var rfc3339Text: String { rfc3339 }
}

extension Console {
    /// What a field of a record is called; lines have their number.
    private static func name(of field: String, _ t: Language) -> HTML {
        let chinese = [
            "order": "订单", "merchant": "商家", "buyer": "买家", "key": "幂等键",
            "payment_deadline": "付款截止", "coupon": "优惠券",
        ]
        if let word = chinese[field] { return "\(t(field, word))" }
        return "\(field.hasPrefix("line ") ? t(field, "明细 " + field.dropFirst(5)) : field)"
    }

    /// The record behind an order: where it lies, its bytes, what they say.
    func journalRecord(_ order: BookOrder, _ t: Language) -> HTML {
        guard order.position > 0,
            let batch = try? services.cell.journal.readBatch(at: order.position),
            let record = JournalRecord.placed(order.id, in: batch)
        else {
            return "<p class=\"empty\">\(t("The record cannot be read now.", "暂时无法读取记录。"))</p>"
        }
        let fields = record.fields.map { field -> HTML in
            """
            <tr><th scope="row">\(Self.name(of: field.name, t))</th>\
            <td><code>\(field.value)</code></td></tr>
            """
        }
        let facts = Parts.facts([
            (t("Position", "位置"), "\(batch.position)"), (t("Epoch", "任期"), "\(batch.epoch)"),
            (t("Kind", "类型"), "<code>\(record.kind)</code>"),
            (t("Decided", "决定时间"), Words.time(record.time)),
            (t("Bytes", "字节"), "\(record.bytes.count)"),
        ])
        return """
            \(facts)<div class="two"><div class="scroll" tabindex="0" role="region" \
            aria-label="\(t("Bytes", "字节"))"><pre>\(record.hexadecimal)</pre></div>\
            <div class="scroll" tabindex="0" role="region" aria-label="\(t("Fields", "字段"))">\
            <table><tbody>\(fields)</tbody></table></div></div>
            """
    }
}
