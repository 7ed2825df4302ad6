internal import Foundation

/// What a rehearsal did and found.
package struct RehearsalReport: Codable, Sendable, Hashable {
    /// Whether every check holds.
    package var holds = false
    /// The seed that the run was drawn from.
    package var seed: UInt64 = 0
    /// The folder that holds the run's files.
    package var directory = ""
    /// Seconds from beginning to end, the audit included.
    package var seconds = 0.0
    /// How often the cell was killed, also while it started.
    package var kills = 0
    /// How often it was killed while it started.
    package var killsAtStart = 0
    /// How often it started and took orders.
    package var starts = 0
    /// Requests whose cell was killed before it answered, each asked again by its key.
    package var unanswered = 0
    /// Answers by what they said.
    package var answers: [String: Int] = [:]
    /// Requests that never got a final answer.
    package var userErrors = 0
    /// The longest time from a kill to the first answer of the next cell.
    package var outageMaximumMilliseconds = 0.0
    /// Each of these times.
    package var outagesMilliseconds: [Double] = []
    /// Half of the answers came within this time.
    package var latencyMedianMilliseconds = 0.0
    /// 99 % of the answers came within this time.
    package var latency99Milliseconds = 0.0
    /// The slowest answer of a cell that lived to give it.
    package var latencyMaximumMilliseconds = 0.0
    /// Answers in a second while orders were asked for.
    package var answersPerSecond = 0.0
    /// What else went wrong in the run.
    package var problems: [String] = []
    /// The comparison of all books.
    package var audit = AuditReport()

    /// The verdict in one line.
    package var verdict: String {
        let orders =
            "\(audit.acknowledgedOrders) orders acknowledged, "
            + "\(audit.journalOrders) in the journal, "
        let start = holds ? "HOLDS: " : "DOES NOT HOLD: "
        let faults = audit.findingCount + problems.count
        let end =
            holds
            ? "each exactly once and as promised; stock, limits and money add up"
            : "\(faults) finding\(faults == 1 ? "" : "s"), the first: "
                + (problems.first ?? audit.findings.first.map { "\($0)" } ?? "none kept")
        return start + orders + "\(audit.bookOrders) in the order book; \(kills) kills, " + end
    }

    /// The report for people, without the verdict.
    package var text: String {
        func milliseconds(_ value: Double) -> String { String(format: "%.1f ms", value) }
        let codes = answers.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
            "\($0.key) \($0.value)"
        }
        let lines = [
            "answers     \(audit.answers) compared: " + codes.joined(separator: ", "),
            "journal     \(audit.batches) batches, \(audit.records) records, "
                + "\(audit.epochs) leaders",
            "money       \(audit.journalMoney) came in by the journal, "
                + "\(audit.bookMoney) by the order book, "
                + "\(audit.acknowledgedMoney) acknowledged; \(audit.moneyBack) goes back",
            "kills       \(kills), \(killsAtStart) of them while starting; "
                + "\(unanswered) requests unanswered, "
                + "all asked again; \(userErrors) without a final answer",
            "outage      \(milliseconds(outageMaximumMilliseconds)) at most, "
                + "from a kill to the next answer",
            "latency     \(milliseconds(latencyMedianMilliseconds)) median, "
                + "\(milliseconds(latency99Milliseconds)) for 99 %, "
                + "\(milliseconds(latencyMaximumMilliseconds)) at most, "
                + "\(Int(answersPerSecond)) answers a second",
            "run         " + (directory.isEmpty ? "" : "files in \(directory), ")
                + "seed \(seed), \(String(format: "%.1f", seconds)) s in all",
        ]
        return (lines + problems + audit.findings.map { "\($0)" }).joined(separator: "\n")
    }

    /// The report as JSON with sorted keys.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        // These types have no value that JSON cannot say.
        return String(decoding: (try? encoder.encode(self)) ?? Data(), as: UTF8.self)
    }
}
