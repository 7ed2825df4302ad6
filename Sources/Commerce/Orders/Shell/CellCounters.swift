internal import Synchronization

/// What a cell counts about itself.
final class CellCounters: Sendable {
    private let batches = Atomic<UInt64>(0)
    private let bytes = Atomic<UInt64>(0)
    private let commitNanoseconds = Atomic<UInt64>(0)
    private let answers = Atomic<UInt64>(0)
    private let recoveries = Atomic<UInt64>(0)
    /// Touched once for each batch.
    private let spreads = Mutex(CellSpreads())

    func committed(bytes count: Int, nanoseconds: UInt64) {
        batches.wrappingAdd(1, ordering: .relaxed)
        bytes.wrappingAdd(UInt64(count), ordering: .relaxed)
        commitNanoseconds.wrappingAdd(nanoseconds, ordering: .relaxed)
        spreads.withLock { spreads in
            spreads.bytes.add(UInt64(count))
            spreads.commitMicroseconds.add(nanoseconds / 1000)
        }
    }

    func answered(_ count: Int) {
        answers.wrappingAdd(UInt64(count), ordering: .relaxed)
        if count > 0 { spreads.withLock { $0.answers.add(UInt64(count)) } }
    }

    func recovered() { recoveries.wrappingAdd(1, ordering: .relaxed) }

    var spread: CellSpreads { spreads.withLock { $0 } }

    var now: CellStatistics {
        CellStatistics(
            batches: batches.load(ordering: .relaxed), bytes: bytes.load(ordering: .relaxed),
            commitNanoseconds: commitNanoseconds.load(ordering: .relaxed),
            answers: answers.load(ordering: .relaxed),
            recoveries: recoveries.load(ordering: .relaxed))
    }
}

/// What a cell did since it was opened.
package struct CellStatistics: Sendable, Hashable {
    /// Batches made durable.
    package var batches: UInt64
    /// Bytes of records made durable.
    package var bytes: UInt64
    /// Time spent in commits.
    package var commitNanoseconds: UInt64
    /// Answers given after a decision.
    package var answers: UInt64
    /// Times that the core was built anew after a failure of the journal.
    package var recoveries: UInt64
}

/// How the batches of a cell spread since it was opened.
package struct CellSpreads: Sendable, Hashable {
    /// Answers that a batch carried.
    package var answers = Spread()
    /// Bytes of records in a batch.
    package var bytes = Spread()
    /// How long a commit took.
    package var commitMicroseconds = Spread()
}
