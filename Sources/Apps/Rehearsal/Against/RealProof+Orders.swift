internal import Crypto
internal import Service

extension RealProof {
    private typealias Range = (position: UInt64, text: String, document: JSON)

    private static func ranges(_ document: RealDocument) -> [Int64: Range] {
        var ranges: [Int64: Range] = [:]
        for line in document.lines {
            guard let document = try? JSONParser.parse(Array(line.text.utf8)),
                let from = document["from"]?.integer
            else { continue }
            ranges[from] = (line.position, line.text, document)
        }
        return ranges
    }

    /// Every range of real orders is the same, or differs by exactly the orders that real events
    /// name.
    mutating func compareOrders(
        _ first: RealDocument, _ last: RealDocument, _ findings: inout Findings
    ) {
        let (old, new) = (Self.ranges(first), Self.ranges(last))
        var explained = 0
        for (from, now) in new.sorted(by: { $0.key < $1.key }) {
            guard now.text != old[from]?.text else { continue }
            let subject = "orders \(from) to \((now.document["before"]?.integer ?? 0) - 1)"
            switch explain(old[from], now) {
            case .exactly(let count): explained += count
            case .moving(let order):
                notes.append(
                    "\(subject): order \(order) changed while it was read, or was long paid; stock "
                        + "is explained, the digest of these orders could not be compared")
            case .not(let why): findings.add(.real, subject, at: now.position, why)
            }
        }
        for from in old.keys where new[from] == nil {
            findings.add(.real, "orders from \(from)", "were there before, and are not any more")
        }
        if explained > 0 {
            notes.append("\(explained) real orders came or changed, each named by a real event")
        }
    }

    private enum Explanation {
        case exactly(Int)
        case moving(UInt64)
        case not(String)
    }

    private func explain(_ then: Range?, _ now: Range) -> Explanation {
        let from = UInt64(clamping: now.document["from"]?.integer ?? 0)
        let end = UInt64(clamping: now.document["before"]?.integer ?? 0)
        let start = then?.position ?? 0
        var touched: [UInt64] = []
        var placed: Set<UInt64> = []
        for event in events.all where event.order >= from && event.order < end {
            if event.position > start && event.position <= now.position {
                if !touched.contains(event.order) { touched.append(event.order) }
                if event.type == "order.placed" { placed.insert(event.order) }
            }
        }
        guard !touched.isEmpty else {
            return .not(
                "were \(then?.text ?? "none"), are \(now.text), and no real event is about them")
        }
        var sums = RangeSums(then?.document)
        for order in touched {
            // A document that was read beside a change may be of before or after it.
            let isMoving = events.all.contains { event in
                event.order == order
                    && (event.position > now.position
                        || event.position > start && event.position <= before.until
                            && !placed.contains(order))
            }
            guard !isMoving, let late = after.orders[order] else { return .moving(order) }
            if !placed.contains(order) {
                guard let early = before.orders[order] else { return .moving(order) }
                sums.change(early, sign: -1)
            }
            sums.change(late, sign: 1)
        }
        let seen = RangeSums(now.document)
        return sums == seen
            ? .exactly(touched.count)
            : .not(
                "are \(now.text), and by the real events of orders "
                    + "\(touched.map { "\($0)" }.joined(separator: ", ")) should be \(sums)")
    }
}
