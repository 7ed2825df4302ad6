internal import NIOCore
internal import Service
internal import Synchronization

/// Requests of one event loop that wait until the center was heard for the first time: before that
/// nobody knows whether a waiting room stands before what they want.
final class HearingLine {
    private struct Waiter {
        let owner: ObjectIdentifier
        let until: NIODeadline
        let gate: Gate
        let done: (_ isHeard: Bool) -> Void
    }

    private var waiters: [Waiter] = []
    private let figures: EdgeFigures
    private let maximum: Int

    /// - Parameter maximum: requests that are held at most, whatever for.
    init(_ figures: EdgeFigures, maximum: Int) {
        self.figures = figures
        self.maximum = maximum
    }

    /// Calls `done` once the center was heard, or when it is too late; false where too many wait.
    func enter(
        _ owner: AnyObject, _ gate: Gate, until: NIODeadline, done: @escaping (Bool) -> Void
    ) -> Bool {
        guard figures.held.load(ordering: .relaxed) < maximum else { return false }
        figures.held.add(1, ordering: .relaxed)
        figures.heldTotal.add()
        waiters.append(
            Waiter(owner: ObjectIdentifier(owner), until: until, gate: gate, done: done))
        return true
    }

    /// The owner does not wait any more.
    func leave(_ owner: AnyObject) {
        guard !waiters.isEmpty else { return }
        let before = waiters.count
        waiters.removeAll { $0.owner == ObjectIdentifier(owner) }
        figures.held.subtract(before - waiters.count, ordering: .relaxed)
    }

    /// Lets go of whoever need not wait any more; called ten times a second.
    func tick(_ now: NIODeadline) {
        release { $0.gate.isHeard ? true : $0.until <= now ? false : nil }
    }

    /// Lets go of everybody.
    func stop() { release { _ in false } }

    private func release(_ verdict: (Waiter) -> Bool?) {
        guard !waiters.isEmpty else { return }
        let all = waiters.map { ($0, verdict($0)) }
        waiters = all.compactMap { $0.1 == nil ? $0.0 : nil }
        figures.held.subtract(all.count - waiters.count, ordering: .relaxed)
        for case (let waiter, let isHeard?) in all { waiter.done(isHeard) }
    }
}
