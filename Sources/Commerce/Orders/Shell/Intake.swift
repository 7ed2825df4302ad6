internal import Primitives
internal import Synchronization

/// The bounded way in: many producers, one writer.
///
/// Two buffers take turns: producers append to one under a lock, the writer takes it whole and
/// leaves the other, or a new one while it still holds that, as the journal failed in the midst of
/// it. First come, first served; what was taken in is never dropped.
package final class Intake: Sendable {
    /// What the writer finds when it looks.
    package enum Taken {
        /// Commands, and whether they came so soon that looking without sleeping pays.
        case commands(CommandBuffer, isPrompt: Bool)
        /// Nothing came in that time.
        case nothing
        /// Nothing comes any more.
        case closed
    }

    private struct State {
        var filling: CommandBuffer
        var spare: CommandBuffer?
        var isOpen = true
        var writerWaits = false
        var wasPoked = false
    }

    /// Bytes of commands that may wait.
    let capacity: Int
    private let state: ConditionLock<State>
    /// Whether there is something to take: what a writer that looks without waiting looks at.
    private let hasNews = Atomic<Bool>(false)
    private let clock = SystemClock()
    /// How long the writer looks before it sleeps: about what it takes to wake a thread and a
    /// client to send its next order.
    private static let patience: UInt64 = 200_000

    /// An empty one.
    package init(capacity: Int) {
        self.capacity = capacity
        state = ConditionLock(
            State(
                filling: CommandBuffer(capacity: capacity), spare: CommandBuffer(capacity: capacity)
            ))
    }

    /// Bytes of commands that wait now.
    var waitingBytes: Int { state.withLock { $0.filling.byteCount } }

    /// Takes commands in, all or none: nil when they are in, else why not.
    package func submit(_ commands: CommandBuffer, client: UInt32) -> Answer.Outcome? {
        let (refusal, wake) = state.withLock { state -> (Answer.Outcome?, Bool) in
            guard state.isOpen else { return (.closed, false) }
            guard state.filling.byteCount + commands.byteCount <= capacity else {
                return (.busy, false)
            }
            state.filling.append(commands, client: client)
            hasNews.store(true, ordering: .releasing)
            defer { state.writerWaits = false }
            return (nil, state.writerWaits)
        }
        if wake { state.signal() }
        return refusal
    }

    /// Takes what has come in, or waits for it, for `nanoseconds` at most or until poked.
    ///
    /// - Parameter isEager: looks for a moment before it sleeps, for a writer with nothing else to
    /// do.
    package func take(waitingAtMost nanoseconds: UInt64, isEager: Bool = false) -> Taken {
        let begun = clock.monotonicNanoseconds()
        if isEager && nanoseconds > 0 { look() }
        if nanoseconds > 0 {
            _ = state.wait(
                until: { state in
                    let ready = state.filling.count > 0 || !state.isOpen || state.wasPoked
                    state.writerWaits = !ready
                    return ready
                }, atMost: nanoseconds)
        }
        let isPrompt = clock.monotonicNanoseconds() - begun <= Self.patience
        return state.withLock { state in
            hasNews.store(false, ordering: .relaxed)
            state.writerWaits = false
            state.wasPoked = false
            guard state.filling.count > 0 else { return state.isOpen ? .nothing : .closed }
            let taken = state.filling
            state.filling = state.spare ?? CommandBuffer(capacity: capacity)
            state.spare = nil
            return .commands(taken, isPrompt: isPrompt)
        }
    }

    private func look() {
        let end = clock.monotonicNanoseconds() + Self.patience
        while !hasNews.load(ordering: .acquiring) && clock.monotonicNanoseconds() < end {}
    }

    /// Whether commands wait.
    var hasCommands: Bool { state.withLock { $0.filling.count > 0 } }

    /// Gives a buffer back whose commands are decided.
    package func giveBack(_ buffer: CommandBuffer) {
        buffer.reset()
        state.withLock { $0.spare = buffer }
    }

    /// Wakes the writer for another reason than a command.
    func poke() {
        let wake = state.withLock { state -> Bool in
            state.wasPoked = true
            hasNews.store(true, ordering: .releasing)
            defer { state.writerWaits = false }
            return state.writerWaits
        }
        if wake { state.signal() }
    }

    /// Takes nothing in any more; what is in is still to be taken.
    func close() {
        state.withLock { $0.isOpen = false }
        state.signal()
    }
}
