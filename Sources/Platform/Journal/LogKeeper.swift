internal import Primitives
internal import Store

/// Keeps the write-ahead log short without making an append wait for it.
///
/// A checkpoint moves pages from the log to the database file; only when all are moved can the next
/// commit start the log anew. A thread moves them in small slices beside the appends, and when the
/// log is long the appending thread moves the little that is left between two commits.
final class LogKeeper: Sendable {
    private struct State {
        var log: LogState
        var isStopped = false
    }

    private let store: Store
    private let state: ConditionLock<State>
    /// Nil where the owner checkpoints by hand.
    private let thread: WorkThread?

    init(_ store: Store, _ options: JournalOptions) {
        let state = ConditionLock(State(log: LogState(options.limits)))
        self.store = store
        self.state = state
        switch options.checkpointing {
        case .manual: thread = nil
        case .background:
            thread = WorkThread(name: "journal-log") { Self.moveSlices(of: store, state) }
        }
    }

    deinit { stop() }

    /// The failure of the last checkpoint, if it failed.
    var failure: StoreError? { state.withLock { $0.log.failure } }

    /// Refuses an append when the log has reached its limit and cannot be started anew.
    func beforeCommit() throws(JournalError) {
        guard state.withLock({ $0.log.isFull }), try !moveAll() else { return }
        throw JournalError(
            .full,
            "the write-ahead log has reached its limit, and a reader that stays in one "
                + "transaction keeps it from being started anew")
    }

    /// Has the log moved, after a commit and on its thread, if it is time.
    func afterCommit() {
        let pages = store.pagesInLog
        let (mustHelp, mustWake) = state.withLock { state in
            state.log.note(pages: pages)
            return (state.log.wantsHelp, state.log.wantsSlice)
        }
        guard thread != nil else { return }
        if mustHelp {
            // The batch is durable whether this fails or not; the failure is kept for who asks.
            _ = try? moveAll()
        } else if mustWake {
            state.broadcast()
        }
    }

    /// Moves what can be moved, after the slice that is being moved; says whether that is all.
    @discardableResult
    func moveAll() throws(JournalError) -> Bool {
        state.withLock { $0.log.noteTryInAppend() }
        let result = Result { () throws(StoreError) in try store.checkpoint(.passive) }
        state.withLock { $0.log.note(result) }
        switch result {
        case .success(let found): return found.isComplete
        case .failure(let error): throw JournalError(error)
        }
    }

    /// Ends the thread.
    func stop() {
        state.withLock { $0.isStopped = true }
        state.broadcast()
        thread?.join()
    }

    private static func moveSlices(of store: Store, _ state: ConditionLock<State>) {
        while true {
            state.wait(until: { $0.isStopped || $0.log.wantsSlice })
            let isStopped = state.withLock { state in
                state.log.noteTryInBackground()
                return state.isStopped
            }
            if isStopped { return }
            let result = Result { () throws(StoreError) in try store.checkpoint(.passive) }
            state.withLock { $0.log.note(result) }
        }
    }
}

extension JournalOptions {
    fileprivate var limits: LogState.Limits {
        LogState.Limits(
            slice: max(1, sliceBytes / pageBytes), backlog: max(2, backlogBytes / pageBytes),
            target: max(1, logTargetBytes / pageBytes), limit: max(2, logLimitBytes / pageBytes))
    }
}
