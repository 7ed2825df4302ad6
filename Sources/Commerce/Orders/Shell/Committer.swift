internal import Journal
internal import Primitives
internal import Synchronization

/// The thread that waits for the disk, so that the writer decides the next batch meanwhile.
final class Committer: Sendable {
    private struct State {
        var pending: Batch?
        var finished: Batch?
        var failure: JournalError?
        var isStopped = false
    }

    private let engine: CellEngine
    private let state = ConditionLock(State())
    private let busy = Atomic<Bool>(false)
    private let whenDone: @Sendable () -> Void

    /// - Parameter whenDone: called after each batch, on the committer's thread.
    init(_ engine: CellEngine, whenDone: @escaping @Sendable () -> Void) {
        self.engine = engine
        self.whenDone = whenDone
    }

    /// Whether a batch can be handed over.
    var isIdle: Bool { !busy.load(ordering: .acquiring) }

    /// Takes a sealed batch over; the one before must be finished and fetched.
    func start(_ batch: Batch) {
        busy.store(true, ordering: .releasing)
        state.withLock { state in
            precondition(state.pending == nil && state.finished == nil)
            state.pending = batch
        }
        state.broadcast()
    }

    /// The batch that was finished, if any, and what went wrong with it.
    func fetch() -> (batch: Batch, failure: JournalError?)? {
        state.withLock { state in
            guard let batch = state.finished else { return nil }
            defer { (state.finished, state.failure) = (nil, nil) }
            return (batch, state.failure)
        }
    }

    /// Waits for the batch under way.
    func wait() {
        state.wait(until: { $0.pending == nil })
    }

    func stop() {
        state.withLock { $0.isStopped = true }
        state.broadcast()
    }

    /// Commits and answers batches until stopped.
    func run() {
        while true {
            state.wait(until: { $0.pending != nil || $0.isStopped })
            guard let batch = state.withLock({ $0.pending }) else { return }
            var failure: JournalError?
            do throws(JournalError) {
                try engine.commit(batch)
                engine.answer(batch)
            } catch {
                failure = error
                engine.answer(batch, after: error)
            }
            state.withLock { state in
                state.pending = nil
                state.finished = batch
                state.failure = failure
            }
            busy.store(false, ordering: .releasing)
            state.broadcast()
            whenDone()
        }
    }
}
