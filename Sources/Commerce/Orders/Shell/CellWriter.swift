internal import Journal
internal import OrderCore
internal import Primitives
internal import Synchronization

/// The one thread that decides for a cell.
///
/// A lone order is decided and committed at once, by this thread. Under load a batch is handed to
/// the committer as soon as that is idle, and the next one grows while it writes: its size follows
/// the disk's own time.
final class CellWriter: Sendable {
    /// Commands that came together up to which the writer looks for the next before it sleeps: a
    /// client that waits for each answer gains by it, a crowd has better use for the core.
    private static let fewCommands = 4

    private let engine: CellEngine
    private let intake: Intake
    private let committer: Committer
    private let state = Atomic<UInt8>(CellState.serving.rawValue)

    init(_ engine: CellEngine, _ intake: Intake) {
        self.engine = engine
        self.intake = intake
        committer = Committer(engine) { intake.poke() }
    }

    var cellState: CellState { CellState(rawValue: state.load(ordering: .acquiring)) ?? .serving }

    /// Runs until the intake is closed and everything in it is answered.
    func run() {
        let committing = WorkThread(name: "cell-commit") { [committer] in committer.run() }
        var mayTakeMore = true
        var isLone = false
        while mayTakeMore {
            // With a batch under way, its end pokes; without, the next deadline is what to wait
            // for.
            let wait =
                engine.hasWork && committer.isIdle
                ? 0 : min(engine.millisecondsToTick, 100) * 1_000_000
            switch intake.take(waitingAtMost: wait, isEager: isLone && committer.isIdle) {
            case .commands(let commands, let isPrompt):
                isLone = isPrompt && commands.count <= Self.fewCommands
                decideAll(commands)
                intake.giveBack(commands)
            case .nothing: isLone = false
            case .closed: mayTakeMore = false
            }
            fetch()
            guard isServing else { continue }
            while engine.tick() && isServing { handOver() }
            if engine.hasWork && committer.isIdle {
                if mayTakeMore && intake.hasCommands { handOver() } else { commitHere() }
            }
        }
        committer.wait()
        fetch()
        if isServing && engine.hasWork { commitHere() }
        committer.stop()
        committing.join()
    }

    private func decideAll(_ commands: CommandBuffer) {
        var offset = 0
        while offset < commands.byteCount {
            guard isServing else {
                // The cell closes before it could recover: its core is no core.
                engine.refuse(
                    commands, from: offset, cellState == .notLeader ? .notLeader : .unavailable)
                return
            }
            offset = engine.decide(commands, from: offset) { committer.isIdle }
            if offset < commands.byteCount || engine.isFull { handOver() }
        }
    }

    /// Hands the batch to the committer, once that is idle.
    private func handOver() {
        committer.wait()
        fetch()
        guard engine.hasWork else { return }
        committer.start(engine.seal())
    }

    /// Commits the batch on this thread: nobody waits behind it, and no other thread need wake up.
    private func commitHere() {
        fetch()
        let batch = engine.seal()
        do throws(JournalError) {
            try engine.commit(batch)
            engine.answer(batch)
            engine.giveBack(batch)
        } catch {
            // Whoever is told that another leads finds that the cell says so too.
            if case .fenced = error.code { set(.notLeader) }
            engine.answer(batch, after: error)
            engine.giveBack(batch)
            goThrough(error)
        }
    }

    /// Takes back what the committer finished.
    private func fetch() {
        guard committer.isIdle, let (batch, failure) = committer.fetch() else { return }
        engine.giveBack(batch)
        if let failure { goThrough(failure) }
    }

    /// After a failure of the journal: builds the core anew, and until then refuses what comes.
    private func goThrough(_ failure: JournalError) {
        var isFenced = false
        if case .fenced = failure.code { isFenced = true }
        set(isFenced ? .notLeader : .recovering)
        engine.abandonBatch(isFenced ? .notLeader : .unavailable)
        while true {
            if !isFenced {
                do throws(CellError) {
                    try engine.recover()
                    set(.serving)
                    return
                } catch {
                    if error.code == .fenced {
                        isFenced = true
                        set(.notLeader)
                    } else if error.code == .corrupt || error.code == .inconsistent {
                        set(.broken)
                    }
                }
            }
            guard refuseForAWhile(isFenced ? .notLeader : .unavailable) else { return }
        }
    }

    /// Answers whatever comes with `outcome` until it is time to try again; false when the cell
    /// closes.
    private func refuseForAWhile(_ outcome: Answer.Outcome) -> Bool {
        let clock = engine.clock
        let pause = UInt64(engine.options.recoveryRetryMilliseconds) * 1_000_000
        let until = clock.monotonicNanoseconds() + pause
        while true {
            let now = clock.monotonicNanoseconds()
            guard now < until else { return true }
            switch intake.take(waitingAtMost: until - now) {
            case .commands(let commands, _):
                engine.refuse(commands, outcome)
                intake.giveBack(commands)
            case .nothing: break
            case .closed: return false
            }
        }
    }

    private var isServing: Bool { cellState == .serving }

    private func set(_ new: CellState) { state.store(new.rawValue, ordering: .releasing) }
}

/// What a cell is at.
package enum CellState: UInt8, Sendable, CaseIterable {
    /// Takes and decides commands.
    case serving = 1
    /// The journal failed: the core is built anew, commands are answered `unavailable`.
    case recovering = 2
    /// Another leader has taken over: commands are answered `not_leader`.
    case notLeader = 3
    /// The journal cannot be folded: commands are answered `unavailable` until a person has mended
    /// it.
    case broken = 4
}
