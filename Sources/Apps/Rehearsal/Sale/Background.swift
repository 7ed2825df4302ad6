internal import Primitives

/// Work on a thread of its own, whose result is asked for later.
final class Background<Value: Sendable>: Sendable {
    private let outcome = ConditionLock<Result<Value, RehearsalError>?>(nil)
    private let thread: WorkThread

    init(_ work: @escaping @Sendable () throws(RehearsalError) -> Value) {
        let outcome = outcome
        thread = WorkThread(name: "background") {
            let result = Result { () throws(RehearsalError) in try work() }
            outcome.withLock { $0 = result }
        }
    }

    /// Waits for the result.
    func result() throws(RehearsalError) -> Value {
        thread.join()
        guard let result = outcome.withLock({ $0 }) else {
            throw RehearsalError(.process, "a thread ended without a result")
        }
        return try result.get()
    }
}
