internal import Foundation

/// Two reports of the same sale, side by side: what got better or worse, beyond the noise.
package struct ReportComparison {
    private let before: SaleReport
    private let after: SaleReport

    /// A row of the table; a value is nil where a report has no such thing.
    private struct Row {
        var name: String
        var old: Double?
        var new: Double?
        var isMoreBetter = false
        /// Changes up to this, as a share of the value and as a number, are noise.
        var noise = (share: 0.15, least: 0.99)
        /// What is said in place of a judgement.
        var note: String?
    }

    /// How far a run may differ from itself on a machine that does other things too.
    private static let noise = 0.15
    /// Fewer observations beyond a quantile than this say nothing of it.
    private static let fewest = 5.0
    private static let leastOutage = 0.25

    /// Compares `after` with `before`.
    package init(before: SaleReport, after: SaleReport) {
        self.before = before
        self.after = after
    }

    /// A table for people.
    package var text: String {
        let head = Self.padded("") + "       before        after"
        let lines = (counts + outages + room + waits).map(line)
        return ([head] + lines + differences).joined(separator: "\n")
    }

    /// Whether both runs were the same sale under the same load.
    private var isSameLoad: Bool {
        before.profile == after.profile && (before.scale ?? 1) == (after.scale ?? 1)
    }

    private var counts: [Row] {
        func exact(_ name: String, _ value: (SaleReport) -> Int) -> Row {
            Row(
                name: name, old: Double(value(before)), new: Double(value(after)),
                noise: (share: 0, least: 0))
        }
        return [
            exact("errors of requests with a key", \.keyedErrors),
            count("errors", before.errors, after.errors, isMoreBetter: false),
            exact("findings and problems") { $0.findingCount + $0.problems.count },
            count("requests in the busiest second", before.peakRequests, after.peakRequests),
            count("orders in the busiest second", before.peakOrders, after.peakOrders),
        ]
    }

    /// The longest outage of each kind of fault.
    private var outages: [Row] {
        func longest(_ report: SaleReport, _ name: String) -> Double? {
            report.faults.filter { $0.name == name }.map(\.outage).max()
        }
        var names: [String] = []
        for fault in before.faults + after.faults where !names.contains(fault.name) {
            names.append(fault.name)
        }
        return names.map { name in
            Row(
                name: "outage, \(name), s", old: longest(before, name), new: longest(after, name),
                noise: (share: Self.noise, least: Self.leastOutage))
        }
    }

    private var room: [Row] {
        guard before.room != nil || after.room != nil else { return [] }
        func row(_ name: String, _ value: (SaleReport.Room) -> Int) -> Row {
            count("waiting room, " + name, before.room.map(value), after.room.map(value))
        }
        return [row("let in", \.admitted), row("passes used", \.checkedOut)]
    }

    /// What came so often by chance comes about its square root more or less often again.
    private func count(_ name: String, _ old: Int?, _ new: Int?, isMoreBetter: Bool = true) -> Row {
        Row(
            name: name, old: old.map(Double.init), new: new.map(Double.init),
            isMoreBetter: isMoreBetter,
            noise: (
                share: isMoreBetter ? Self.noise : 0,
                least: Double(max(old ?? 0, new ?? 0)).squareRoot()
            ),
            note: isSameLoad ? nil : "another load")
    }

    private var waits: [Row] {
        var names = before.waits.map(\.name)
        names += after.waits.map(\.name).filter { !names.contains($0) }
        return names.flatMap { name -> [Row] in
            let old = before.waits.first { $0.name == name }
            let new = after.waits.first { $0.name == name }
            let count = min(old?.count ?? .max, new?.count ?? .max)
            return [
                Self.wait(name + ", p50 ms", old?.p50, new?.p50, beyond: Double(count) / 2),
                Self.wait(name + ", p99 ms", old?.p99, new?.p99, beyond: Double(count) / 100),
            ]
        }
    }

    /// A quantile is known the better the more observations lie beyond it: to about one in their
    /// square root.
    private static func wait(_ name: String, _ old: Double?, _ new: Double?, beyond count: Double)
        -> Row
    {
        Row(
            name: name, old: old, new: new,
            noise: (share: max(noise, 1 / max(count, 1).squareRoot()), least: 0.99),
            note: count < fewest ? "too few to say" : nil)
    }

    /// What makes the two runs something else than the same twice.
    private var differences: [String] {
        func faults(_ report: SaleReport) -> String {
            report.faults.map(\.name).joined(separator: ", ")
        }
        func difference(_ name: String, _ value: (SaleReport) -> String) -> String? {
            let (old, new) = (value(before), value(after))
            return old == new ? nil : "the \(name) differ: \(old); \(new)"
        }
        return [
            difference("profiles", \.profile),
            difference("scales") { $0.scale.map { "\($0)" } ?? "not known" },
            difference("faults", faults), difference("seeds") { "\($0.seed)" },
        ].compactMap { $0 }
    }

    // MARK: Lines

    private func line(_ row: Row) -> String {
        Self.padded(row.name) + " " + Self.number(row.old) + " " + Self.number(row.new) + "  "
            + Self.word(row)
    }

    private static func padded(_ name: String) -> String {
        name.padding(toLength: 42, withPad: " ", startingAt: 0)
    }

    private static func number(_ value: Double?) -> String {
        guard let value else { return String(repeating: " ", count: 11) + "-" }
        return String(format: value < 10 ? "%12.2f" : "%12.1f", value)
    }

    private static func word(_ row: Row) -> String {
        guard let old = row.old, let new = row.new else { return "" }
        if let note = row.note { return note }
        guard abs(new - old) > max(abs(old) * row.noise.share, row.noise.least) else { return "" }
        return (new > old) == row.isMoreBetter ? "better" : "WORSE"
    }
}
