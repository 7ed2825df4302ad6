internal import Foundation

/// Two reports of the same sale, side by side: what got better or worse, beyond the noise.
package struct ReportComparison {
    private let before: SaleReport
    private let after: SaleReport

    /// Changes of times and rates below this share of the value, and below a millisecond, are
    /// noise on a machine that does other things too.
    private static let noise = 0.15

    /// Compares `after` with `before`.
    package init(before: SaleReport, after: SaleReport) {
        self.before = before
        self.after = after
    }

    /// A table for people.
    package var text: String {
        var rows: [(String, Double, Double, Bool)] = [
            (
                "errors of requests with a key", Double(before.keyedErrors),
                Double(after.keyedErrors), false
            ),
            ("errors", Double(before.errors), Double(after.errors), false),
            ("findings", Double(before.findingCount), Double(after.findingCount), false),
            (
                "requests in the busiest second", Double(before.peakRequests),
                Double(after.peakRequests), true
            ),
            (
                "orders in the busiest second", Double(before.peakOrders), Double(after.peakOrders),
                true
            ),
            ("longest outage, s", Self.outage(before), Self.outage(after), false),
        ]
        for wait in before.waits {
            guard let other = after.waits.first(where: { $0.name == wait.name }) else { continue }
            rows.append(("\(wait.name), p50 ms", wait.p50, other.p50, false))
            rows.append(("\(wait.name), p99 ms", wait.p99, other.p99, false))
        }
        let lines = rows.map { name, old, new, moreIsBetter in
            Self.padded(name) + String(format: " %12.1f %12.1f  ", old, new)
                + Self.word(old, new, moreIsBetter)
        }
        let head = Self.padded("") + "       before        after"
        let note =
            before.profile == after.profile
            ? [] : ["the profiles differ: \(before.profile), \(after.profile)"]
        return ([head] + lines + note).joined(separator: "\n")
    }

    private static func padded(_ name: String) -> String {
        name.padding(toLength: 42, withPad: " ", startingAt: 0)
    }

    private static func outage(_ report: SaleReport) -> Double {
        report.faults.map(\.outage).max() ?? 0
    }

    private static func word(_ old: Double, _ new: Double, _ moreIsBetter: Bool) -> String {
        guard abs(new - old) > max(abs(old) * noise, 0.99) else { return "" }
        return (new > old) == moreIsBetter ? "better" : "WORSE"
    }
}
