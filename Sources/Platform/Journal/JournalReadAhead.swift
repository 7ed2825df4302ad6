internal import Primitives

/// Reads and checks batches on a thread of its own, some ahead of who folds them: reading, hashing
/// and folding a long journal take one core each instead of one together.
final class JournalReadAhead: Sendable {
    private struct State {
        var batches: [(position: UInt64, payload: [UInt8])] = []
        var bytes = 0
        var isDone = false
        var isStopped = false
        var result: Result<JournalTail, JournalError>?
    }

    /// Bytes that may wait.
    private static let maximumBytes = 16 << 20
    private let state = ConditionLock(State())

    init(_ journal: Journal, from first: UInt64, previous: BatchHash?) {
        _ = WorkThread(name: "journal-read") { [state] in
            let result = Result { () throws(JournalError) in
                try unsafe journal.fold(from: first, previous: previous) { position, payload in
                    let copy = unsafe [UInt8](payload)
                    state.wait(until: { $0.bytes < Self.maximumBytes || $0.isStopped })
                    let goesOn = state.withLock { state in
                        state.batches.append((position, copy))
                        state.bytes += copy.count
                        return !state.isStopped
                    }
                    state.broadcast()
                    return goesOn
                }
            }
            state.withLock { state in
                state.result = result
                state.isDone = true
            }
            state.broadcast()
        }
    }

    /// The next batches, in order; none after the last.
    func next() -> [(position: UInt64, payload: [UInt8])] {
        state.wait(until: { !$0.batches.isEmpty || $0.isDone })
        let batches = state.withLock { state in
            let batches = state.batches
            state.batches = []
            state.bytes = 0
            return batches
        }
        state.broadcast()
        return batches
    }

    /// Ends the thread and gives what it came to.
    func finish() throws(JournalError) -> JournalTail {
        state.withLock { $0.isStopped = true }
        state.broadcast()
        state.wait(until: { $0.isDone })
        guard let result = state.withLock({ $0.result }) else { throw JournalError.closed }
        return try result.get()
    }
}

extension Journal {
    /// Folds like `fold(from:previous:)`, reading ahead on another thread: for long journals.
    ///
    /// When `body` returns false, batches after that one may have been read in vain; the tail that
    /// is returned is then beyond it.
    package func foldReadingAhead(
        from first: UInt64, previous: BatchHash?,
        _ body: (_ position: UInt64, _ payload: UnsafeRawBufferPointer) -> Bool
    ) throws(JournalError) -> JournalTail {
        let ahead = JournalReadAhead(self, from: first, previous: previous)
        reading: while true {
            let batches = ahead.next()
            if batches.isEmpty { break }
            for batch in batches {
                let goesOn = unsafe batch.payload.span.withUnsafeBytes { bytes in
                    unsafe body(batch.position, bytes)
                }
                if !goesOn { break reading }
            }
        }
        return try ahead.finish()
    }
}
