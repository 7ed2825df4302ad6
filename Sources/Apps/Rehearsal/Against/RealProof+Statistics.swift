internal import Service

extension RealProof {
    /// What real events add to the big screen's figures.
    private struct Counts: Hashable {
        var orders: Int64 = 0
        var units: Int64 = 0
        var paid: Int64 = 0
        var expired: Int64 = 0
        var cancelled: Int64 = 0
        var placed: Int64 = 0

        init() {}

        init(_ document: JSON?) {
            func count(_ name: String) -> Int64 { document?[name]?.integer ?? 0 }
            orders = count("orders")
            units = count("units")
            paid = count("paid")
            expired = count("expired")
            cancelled = count("cancelled")
            placed = (document?["money"]?.array ?? []).reduce(0) {
                $0 &+ ($1["placed"]?.integer ?? 0)
            }
        }

        static func - (left: Counts, right: Counts) -> Counts {
            var result = left
            result.orders -= right.orders
            result.units -= right.units
            result.paid -= right.paid
            result.expired -= right.expired
            result.cancelled -= right.cancelled
            result.placed &-= right.placed
            return result
        }

        mutating func add(_ event: RealEvents.Event) {
            switch event.type {
            case "order.placed":
                orders += 1
                for line in event.document["lines"]?.array ?? [] {
                    units += line["quantity"]?.integer ?? 0
                }
                placed += event.document["total"]?["amount"]?.integer ?? 0
                if event.document["total"]?["amount"]?.integer == 0 { paid += 1 }
            case "order.paid": paid += 1
            case "order.expired": expired += 1
            case "order.cancelled": cancelled += 1
            default: break
            }
        }
    }

    /// Figures of orders must have moved by real events alone; visits are nobody's event, but those
    /// of the rehearsal may not be among them.
    mutating func compareStatistics(
        _ first: RealDocument, _ last: RealDocument, _ findings: inout Findings
    ) -> AgainstReport.State {
        func document(_ of: RealDocument) -> JSON? {
            of.lines.first.flatMap { try? JSONParser.parse(Array($0.text.utf8)) }
        }
        let (old, new) = (document(first), document(last))
        guard old?["since"] == new?["since"] else {
            notes.append("statistics: the day, or the center's process, is another one")
            return .visited
        }
        let known = findings.count
        let change = Counts(new) - Counts(old)
        findings.check(
            isByEvents(change), .real, "statistics",
            "figures of orders moved by \(change), which real events do not say")
        // Lists follow from the orders; without any they are as they were.
        for name in ["money", "top_by_units", "top_by_money", "countries"] where change == Counts()
        {
            findings.check(
                old?[name] == new?[name] || !events.orders.isEmpty, .real, "statistics",
                "\(name) moved without an order")
        }
        var isVisited = false
        for (name, made) in [("funnel", visits), ("answers", rehearsed.count)] {
            for member in new?[name]?.members ?? [] {
                let count =
                    (member.value.integer ?? 0) - (old?[name]?[member.name]?.integer ?? 0)
                guard count != 0 else { continue }
                isVisited = true
                notes.append("statistics: \(count) more of \(name) \(member.name)")
                findings.check(
                    made == 0 || count < Int64(made), .real, "statistics",
                    "\(name) \(member.name) rose by \(count) while the rehearsal had \(made) of "
                        + "its own: these must not count")
            }
        }
        if findings.count > known { return .differs }
        return isVisited && events.orders.isEmpty ? .visited : .explained
    }

    /// Whether some real events in a row add up to a change: figures and events are read one after
    /// the other.
    private func isByEvents(_ change: Counts) -> Bool {
        var sums = [Counts()]
        for event in events.all {
            var next = sums[sums.count - 1]
            next.add(event)
            sums.append(next)
        }
        let early = events.all.prefix { $0.position <= before.until }.count
        return sums[...early].contains { start in
            sums.contains { $0 - start == change }
        }
    }
}
