internal import Journal
internal import OrderCore
internal import Primitives

/// Everything that a cell's writer does, step by step and without threads: decides, makes batches,
/// commits them, gives answers out, and builds the core anew when the journal failed.
///
/// `Cell` drives it with two threads, the simulator with one and a seed. `commit` and `answer` may
/// run on another thread than the rest; a batch has one owner at a time.
final class CellEngine: @unchecked Sendable {
    // @unchecked: `decider`, `spare` and `nextTick` belong to the writer; what `commit` and
    // `answer` use besides the batch they are given is immutable or guards itself.
    let journal: Journal
    let snapshots: Snapshots?
    let options: CellOptions
    let clock: any WallClock
    let sinks: Sinks
    let statistics = CellCounters()
    let epoch: UInt64

    private var decider: Decider
    private var spare: Batch?
    private var nextTick: Int64 = 0

    init(
        journal: Journal, snapshots: Snapshots?, options: CellOptions, clock: any WallClock,
        sinks: Sinks,
        epoch: UInt64, recovered: consuming RecoveredCore
    ) {
        self.journal = journal
        self.snapshots = snapshots
        self.options = options
        self.clock = clock
        self.sinks = sinks
        self.epoch = epoch
        decider = Decider(core: recovered.takeCore(), batchBytes: options.batchBytes)
        spare = Batch(capacity: Decider.capacity(options.batchBytes))
        decider.core.reserve(
            orders: options.reservedOrders, linesPerOrder: options.reservedLinesPerOrder)
    }

    /// The core, to be looked at between two steps.
    var core: OrderCore {
        _read { yield decider.core }
    }

    /// Decides the commands of a buffer from `offset` on, until the batch is full or `stop` says so
    /// between two groups; gives the offset of the next command.
    func decide(_ commands: CommandBuffer, from offset: Int, until stop: () -> Bool) -> Int {
        let end = commands.byteCount
        return unsafe commands.frame.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return end }
            return unsafe decider.decide(start, from: offset, end: end, clock: clock, until: stop)
        }
    }

    /// Releases holds past their deadline and forgets what is past its time; says whether more is
    /// due.
    func tick() -> Bool {
        let now = clock.now()
        guard now.rawValue >= nextTick else { return false }
        if decider.tick(at: now) { return true }
        nextTick = (now.rawValue / 1000 + 1) * 1000
        return false
    }

    /// When `tick` has something to look at next.
    var millisecondsToTick: UInt64 { UInt64(max(0, nextTick - clock.now().rawValue)) }

    var isFull: Bool { decider.isFull }

    /// Answers that wait for the batch being filled.
    var pendingAnswers: [Answer] { decider.batch.answers }

    /// Records in the batch being filled.
    var pendingRecords: Int { decider.hasRecords ? decider.core.recordsInBatch : 0 }

    /// Whether the batch holds anything that somebody waits for.
    var hasWork: Bool { !decider.batch.answers.isEmpty || decider.hasRecords }

    /// Ends the batch and starts the next one.
    func seal() -> Batch {
        decider.seal()
        return takeBatch()
    }

    /// Takes a batch back whose answers are out.
    func giveBack(_ batch: Batch) {
        batch.content.reset()
        spare = batch
    }

    /// Makes a sealed batch durable.
    func commit(_ batch: Batch) throws(JournalError) {
        guard batch.content.frame.count > 0 else { return }
        let start = clock.monotonicNanoseconds()
        _ = try journal.append(&batch.content.frame, epoch: epoch)
        statistics.committed(
            bytes: batch.content.frame.count, nanoseconds: clock.monotonicNanoseconds() - start)
    }

    /// Gives the answers of a batch that is durable.
    func answer(_ batch: Batch) {
        statistics.answered(batch.content.answers.count)
        batch.deliver(to: sinks.all, insteadAll: nil, retryAfter: 0)
    }

    /// Answers a batch that a failing journal may have taken or not.
    func answer(_ batch: Batch, after failure: JournalError) {
        var outcome = Answer.Outcome.unknown
        if case .fenced = failure.code { outcome = .notLeader }
        batch.deliver(
            to: sinks.all, insteadAll: outcome, retryAfter: options.recoveryRetryMilliseconds)
    }

    /// Gives up what was decided on top of a batch that failed: it was never written.
    func abandonBatch(_ outcome: Answer.Outcome) {
        let abandoned = takeBatch()
        abandoned.deliver(
            to: sinks.all, insteadAll: outcome, retryAfter: options.recoveryRetryMilliseconds)
        giveBack(abandoned)
    }

    /// Answers commands, from `offset` on, that are not decided at all; the batch must be empty.
    func refuse(_ commands: CommandBuffer, from offset: Int = 0, _ outcome: Answer.Outcome) {
        unsafe commands.frame.withUnsafeBytes { bytes in
            var offset = offset
            while offset < bytes.count {
                let slot = unsafe bytes.load(fromByteOffset: offset, as: CommandBuffer.Slot.self)
                let answer = Answer(
                    token: slot.token, outcome: outcome,
                    retryAfterMilliseconds: options.recoveryRetryMilliseconds)
                decider.batch.add(answer, client: slot.client)
                offset += Int(slot.length)
            }
        }
        let refused = takeBatch()
        refused.deliver(to: sinks.all, insteadAll: nil, retryAfter: 0)
        giveBack(refused)
    }

    /// Builds the core from the journal after a failure, and proves that the journal takes batches.
    func recover() throws(CellError) {
        precondition(decider.batch.isEmpty)
        // Two cores of this size may not fit in memory: let go of the old one first.
        decider.core = OrderCore(limits: Limits(orders: 1))
        do { try journal.settle() } catch { throw CellError(error) }
        let recovered = try Recovery.core(
            from: journal, snapshots, limits: options.limits, plantedBug: options.plantedBug)
        decider.core = recovered.takeCore()
        var probe = Journal.frame(capacity: 64)
        decider.core.beginBatch(&probe, at: clock.now())
        decider.core.sealBatch(&probe)
        do { _ = try journal.append(&probe, epoch: epoch) } catch { throw CellError(error) }
        nextTick = 0
        statistics.recovered()
    }

    /// Takes the batch as it is, and puts an empty one in its place.
    private func takeBatch() -> Batch {
        guard let next = spare else {
            preconditionFailure("at most one batch is on its way to the disk")
        }
        spare = nil
        swap(&next.content, &decider.batch)
        return next
    }
}

extension RecoveredCore {
    consuming func takeCore() -> OrderCore { core }
}
