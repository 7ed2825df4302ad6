internal import OrderCore

/// What a row of simulations did and found.
package struct SimulationReport: Codable, Sendable, CustomStringConvertible {
    /// Seeds that were run.
    package var seeds = 0
    /// How long it took, in seconds.
    package var seconds = 0.0
    /// What happened in all of them.
    package var statistics = SimulationStatistics()
    /// What was wrong with the last seed, if anything was.
    package var failure: SimulationFailure?

    /// Nothing yet.
    package init() {}

    /// Orders asked for and decided in a second of real time.
    package var ordersPerSecond: Double { seconds > 0 ? Double(statistics.orders) / seconds : 0 }

    /// Seeds in a second of real time.
    package var seedsPerSecond: Double { seconds > 0 ? Double(seeds) / seconds : 0 }

    /// Decisions that were never met, by their stable texts.
    package var decisionsNeverMet: [String] {
        DecisionCode.allCases.map(\.text).filter { statistics.decisions[$0] == nil }
    }

    /// All of it in words.
    package var description: String {
        let all = statistics
        func list(_ counts: [String: Int]) -> String {
            counts.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(
                separator: ", ")
        }
        var lines = [
            "\(seeds) seeds in \(rounded(seconds)) s: \(rounded(seedsPerSecond)) seeds/s, "
                + "\(rounded(ordersPerSecond)) orders/s",
            "\(all.orders) orders asked for, \(all.accepted) accepted; \(all.commands) commands, "
                + "\(all.commits) commits",
            "\(all.starts) starts (\(all.snapshotStarts) from a snapshot), "
                + "\(all.crashedStarts) crashed while starting; \(all.recoveries) recoveries; "
                + "\(all.checks) full checks",
            "\(all.takeovers) takeovers, \(all.fencedBatches) batches fenced off, "
                + "\(all.staleAnswers) answers of old leaders; "
                + "\(all.resurrectedBatches) failed batches were there after all",
            "faults: \(list(all.faults))",
            "answers: \(list(all.answers))",
            "decisions: \(list(all.decisions))",
        ]
        let missing = decisionsNeverMet
        lines.append(
            missing.isEmpty
                ? "every decision was met" : "never met: \(missing.joined(separator: ", "))")
        lines.append(failure.map { "FAILED: \($0)" } ?? "nothing wrong was found")
        return lines.joined(separator: "\n")
    }

    private func rounded(_ value: Double) -> String { "\((value * 10).rounded() / 10)" }
}
