package import Journal
package import OrderCore
package import Primitives

/// A cell's writer as single steps on the caller's thread: who calls decides what happens when.
///
/// `Cell` runs the same engine and intake with threads, by the same rules: one sealed batch at a
/// time is on its way to the disk; after a failed commit all that was decided on top of it is given
/// up.
package final class CellSteps {
    /// The epoch that this leader writes in.
    package let epoch: UInt64
    /// Where in the journal the core was when it took the lead.
    package let position: UInt64
    /// The snapshot that the core started from; 0 for none.
    package let snapshotPosition: UInt64

    private let engine: CellEngine
    private let intake: Intake
    private var taken: CommandBuffer?
    private var offset = 0
    private var sealed: Batch?

    /// Takes the lead of a journal, checks all of it and builds the core from it.
    package init(
        _ journal: Journal, _ snapshots: Snapshots?, options: CellOptions, clock: any WallClock
    ) throws(CellError) {
        do {
            epoch = try journal.lead()
            try journal.settle()
            try journal.verify()
        } catch { throw CellError(error) }
        let recovered = try Recovery.core(
            from: journal, snapshots, limits: options.limits, plantedBug: options.plantedBug)
        position = recovered.position
        snapshotPosition = recovered.snapshotPosition
        engine = CellEngine(
            journal: journal, snapshots: snapshots, options: options, clock: clock, sinks: Sinks(),
            epoch: epoch, recovered: recovered)
        intake = Intake(capacity: options.intakeBytes)
    }

    /// A core that is folded from the whole journal and from nothing else.
    package static func fold(_ journal: Journal, options: CellOptions) throws(CellError)
        -> OrderCore
    {
        try Recovery.core(
            from: journal, nil, limits: options.limits, plantedBug: options.plantedBug
        ).takeCore()
    }

    /// Adds a client; gives its number.
    package func addClient(_ sink: any AnswerSink) -> UInt32 { engine.sinks.add(sink) }

    /// Takes commands in, all or none: nil when they are in, else why not.
    package func submit(_ commands: CommandBuffer, client: UInt32) -> Answer.Outcome? {
        intake.submit(commands, client: client)
    }

    /// Lets `body` look at the core.
    package func withCore<Result>(_ body: (borrowing OrderCore) -> Result) -> Result {
        body(engine.core)
    }

    /// Decides a group of the commands that wait, in their order; gives the answers, which are not
    /// out yet. Decides nothing while the batch is full.
    package func decide() -> [Answer] {
        guard !isFull else { return [] }
        if taken == nil {
            guard case .commands(let commands, _) = intake.take(waitingAtMost: 0) else { return [] }
            (taken, offset) = (commands, 0)
        }
        guard let commands = taken else { return [] }
        let before = engine.pendingAnswers.count
        offset = engine.decide(commands, from: offset) { true }
        giveBackIfDone(commands)
        return Array(engine.pendingAnswers[before...])
    }

    /// Does what time demands; says whether more is due.
    package func tick() -> Bool { engine.tick() }

    /// Whether the batch takes nothing more.
    package var isFull: Bool { engine.isFull }

    /// Whether the batch holds anything that somebody waits for.
    package var hasWork: Bool { engine.hasWork }

    /// Records in the batch being filled.
    package var records: Int { engine.pendingRecords }

    /// Ends the batch; the one before must be given back.
    package func seal() { sealed = engine.seal() }

    /// Makes the sealed batch durable.
    package func commit() throws(JournalError) {
        guard let sealed else { return }
        try engine.commit(sealed)
    }

    /// Gives the answers of the sealed batch out, and its memory back.
    package func answer() {
        guard let batch = sealed.take() else { return }
        engine.answer(batch)
        engine.giveBack(batch)
    }

    /// Answers the sealed batch after a failed commit, and gives up what was decided on top of it.
    package func answer(after failure: JournalError) {
        guard let batch = sealed.take() else { return }
        engine.answer(batch, after: failure)
        engine.giveBack(batch)
        var isFenced = false
        if case .fenced = failure.code { isFenced = true }
        engine.abandonBatch(isFenced ? .notLeader : .unavailable)
    }

    /// Answers all commands that wait without deciding them; the batch must be empty.
    package func refuse(_ outcome: Answer.Outcome) {
        if taken == nil, case .commands(let commands, _) = intake.take(waitingAtMost: 0) {
            (taken, offset) = (commands, 0)
        }
        guard let commands = taken else { return }
        engine.refuse(commands, from: offset, outcome)
        offset = commands.byteCount
        giveBackIfDone(commands)
    }

    /// Builds the core anew after a failure, and proves that the journal takes batches again.
    package func recover() throws(CellError) { try engine.recover() }

    private func giveBackIfDone(_ commands: CommandBuffer) {
        guard offset == commands.byteCount else { return }
        intake.giveBack(commands)
        taken = nil
    }
}
