internal import Primitives
internal import Synchronization

/// Keeps the books in line, on a thread of its own: tells the core, follows the provider, takes
/// over refunds and pays them out.
package final class PaymentsWorker: Sendable {
    private struct State {
        var isStopped = false
        var isPoked = false
    }

    private let payments: Payments
    private let thread: ConditionLock<WorkThread?>
    private let state = ConditionLock(State())
    private let failure = Mutex<String?>(nil)

    /// Starts to work: each pass comes `intervalMilliseconds` after the last, or when poked.
    package init(_ payments: Payments, intervalMilliseconds: UInt64) {
        precondition(intervalMilliseconds > 0)
        self.payments = payments
        thread = ConditionLock(nil)
        let work = WorkThread(name: "payments", niceness: 10) { [self] in
            run(intervalMilliseconds * 1_000_000)
        }
        thread.withLock { $0 = work }
    }

    /// Why the last pass stopped early; nil when it went through.
    package var lastFailure: String? { failure.withLock { $0 } }

    /// Lets the next pass begin at once.
    package func poke() {
        state.withLock { $0.isPoked = true }
        state.signal()
    }

    /// Finishes the pass under way and stops.
    package func stop() {
        state.withLock { $0.isStopped = true }
        state.signal()
        thread.withLock { $0 }?.join()
    }

    private func run(_ nanoseconds: UInt64) {
        while !state.withLock({ $0.isStopped }) {
            do {
                try payments.work()
                failure.withLock { $0 = nil }
            } catch {
                let text = "\(error)"
                failure.withLock { $0 = text }
            }
            _ = state.wait(until: { $0.isStopped || $0.isPoked }, atMost: nanoseconds)
            state.withLock { $0.isPoked = false }
        }
    }
}

extension Payments {
    /// One pass over all that may be open. What fails does not keep the rest from being done; the
    /// first failure is thrown at the end, and the next pass tries again.
    package func work() throws(PaymentsError) {
        var failure: PaymentsError?
        do throws(PaymentsError) { try settleDue() } catch { failure = failure ?? error }
        do throws(PaymentsError) { try followProvider() } catch { failure = failure ?? error }
        do throws(PaymentsError) { try askAboutOpen() } catch { failure = failure ?? error }
        do throws(PaymentsError) {
            while try takeOverRefunds() == Self.rowsInPass {}
        } catch { failure = failure ?? error }
        do throws(PaymentsError) { try payOut() } catch { failure = failure ?? error }
        do throws(PaymentsError) { try checkOthers() } catch { failure = failure ?? error }
        if let failure { throw failure }
    }
}
