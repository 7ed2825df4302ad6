internal import Service

extension RealProof {
    /// Elements of a list that changed must be about real orders, or about what real events say
    /// was changed.
    mutating func compareList(
        _ first: RealDocument, _ last: RealDocument, _ findings: inout Findings
    ) {
        let (old, new) = (Set(first.lines.map(\.text)), Set(last.lines.map(\.text)))
        var explained = 0
        for line in last.lines where !old.contains(line.text) {
            guard let why = fault(line.text, in: last.name) else {
                explained += 1
                continue
            }
            findings.add(.real, Self.subject(line.text, last.name), why)
        }
        let replaced = Set(
            last.lines.filter { !old.contains($0.text) }.map { Self.subject($0.text, last.name) })
        for line in first.lines where !new.contains(line.text) {
            let subject = Self.subject(line.text, first.name)
            // Of a long list the newest are read: the oldest of before may be among them no more.
            let isBeyond = first.lines.count >= RealReading.newest
            findings.check(
                replaced.contains(subject) || isBeyond, .real, subject,
                "was there before, and is not any more")
        }
        if explained > 0 {
            notes.append(
                "\(last.name.rawValue): \(explained) elements came or changed by real events")
        }
    }

    /// What an element is about.
    private static func subject(_ text: String, _ name: RealDocument.Name) -> String {
        guard name != .products, let document = try? JSONParser.parse(Array(text.utf8)) else {
            // A row of a sheet begins with what names it.
            return "\(name.rawValue) \(text.prefix { $0 != "," })"
        }
        let number = ["id", "number", "payment", "refund", "shipment"].lazy
            .compactMap { document[$0]?.integer }.first
        let order = document["order"]?.integer.map { " of order \($0)" } ?? ""
        return "\(name.rawValue) \(number.map { "\($0)" } ?? "?")\(order)"
    }

    /// Why a changed element is not explained; nil where it is.
    private func fault(_ text: String, in name: RealDocument.Name) -> String? {
        guard let document = try? JSONParser.parse(Array(text.utf8)) else {
            return "changed, and no real event says why: was it edited meanwhile?"
        }
        func isNamed(_ member: String, _ types: Set<String>) -> Bool {
            events.all.contains {
                types.contains($0.type) && $0.document[member] == document["id"]
            }
        }
        switch name {
        case .payments, .differences, .refunds, .shipments:
            guard let order = document["order"]?.integer.map({ UInt64(clamping: $0) }) else {
                return "changed, and names no order"
            }
            if rehearsed.contains(order) { return "is about an order of the rehearsal" }
            return after.orders[order] == nil ? "is about an order that is no real one" : nil
        case .sales:
            return isNamed("sale", ["sale.changed", "price.changed"])
                ? nil : "changed, and no real event says why: was it edited meanwhile?"
        case .coupons:
            let isUsed = events.all.contains {
                ["order.expired", "order.cancelled", "order.paid"].contains($0.type)
            }
            return isUsed || isNamed("coupon", ["coupon.changed", "order.placed"])
                ? nil : "changed, and no real event says why"
        default: return "changed, and no real event says why: was it edited meanwhile?"
        }
    }

    /// Orders that payments, refunds, differences and parcels are about which came or changed.
    static func ordersOfChanges(_ before: RealReading, _ after: RealReading) -> [UInt64] {
        var orders: [UInt64] = []
        for name in [RealDocument.Name.payments, .differences, .refunds, .shipments] {
            let old = Set((before.documents[name]?.lines ?? []).map(\.text))
            for line in after.documents[name]?.lines ?? [] where !old.contains(line.text) {
                let document = try? JSONParser.parse(Array(line.text.utf8))
                if let order = document?["order"]?.integer {
                    orders.append(UInt64(clamping: order))
                }
            }
        }
        return orders
    }
}
