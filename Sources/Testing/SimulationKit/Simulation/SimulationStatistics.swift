/// What happened in simulations.
package struct SimulationStatistics: Codable, Sendable, Equatable {
    /// Orders asked for and decided, whatever the answer.
    package var orders = 0
    /// Orders accepted.
    package var accepted = 0
    /// Commands decided.
    package var commands = 0
    /// Batches made durable.
    package var commits = 0
    /// Starts of a leader.
    package var starts = 0
    /// Starts that crashed before they were done.
    package var crashedStarts = 0
    /// Starts that used a snapshot.
    package var snapshotStarts = 0
    /// Takeovers from a leader that was still alive.
    package var takeovers = 0
    /// Batches of old leaders that the journal refused.
    package var fencedBatches = 0
    /// Commands that a leader answered without changing anything after another had taken over.
    package var staleAnswers = 0
    /// Times that a leader built its core anew after a failure.
    package var recoveries = 0
    /// Batches that failed and were there after all.
    package var resurrectedBatches = 0
    /// Full checks of everything.
    package var checks = 0
    /// Faults by kind.
    package var faults: [String: Int] = [:]
    /// Decisions by code.
    package var decisions: [String: Int] = [:]
    /// Answers by outcome.
    package var answers: [String: Int] = [:]

    /// Nothing yet.
    package init() {}

    mutating func add(_ other: SimulationStatistics) {
        orders += other.orders
        accepted += other.accepted
        commands += other.commands
        commits += other.commits
        starts += other.starts
        crashedStarts += other.crashedStarts
        snapshotStarts += other.snapshotStarts
        takeovers += other.takeovers
        fencedBatches += other.fencedBatches
        staleAnswers += other.staleAnswers
        recoveries += other.recoveries
        resurrectedBatches += other.resurrectedBatches
        checks += other.checks
        faults.merge(other.faults, uniquingKeysWith: +)
        decisions.merge(other.decisions, uniquingKeysWith: +)
        answers.merge(other.answers, uniquingKeysWith: +)
    }
}
