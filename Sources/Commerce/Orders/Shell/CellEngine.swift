internal import Journal
internal import OrderCore
internal import Primitives

/// Everything that a cell's writer does, step by step and without threads: decides, makes batches,
/// commits them, gives answers out, and builds the core anew when the journal failed.
///
/// `Cell` drives it with two threads, the simulator with one and a seed. `commit` and `answer` may
/// run on another thread than the rest; a batch has one owner at a time.
final class CellEngine: @unchecked Sendable {
    // @unchecked: `core`, `batch`, `spare` and `nextTick` belong to the writer; what `commit` and
    // `answer` use besides the batch they are given is immutable or guards itself.
    let journal: Journal
    let snapshots: Snapshots?
    let options: CellOptions
    let clock: any WallClock
    let sinks: Sinks
    let statistics: CellCounters
    let epoch: UInt64

    private(set) var core: OrderCore
    /// The batch that is being filled.
    private(set) var batch: Batch
    private var spare: Batch?
    private var nextTick: Int64 = 0

    /// Commands that are looked at ahead, so that their memory is near when they are decided.
    private static let lookAhead = 32
    /// Deadlines handled between two looks at the intake.
    private static let tickRecords = 2048
    private static let tickRecordBytes = 24

    init(
        journal: Journal, snapshots: Snapshots?, options: CellOptions, clock: any WallClock, sinks: Sinks,
        epoch: UInt64, recovered: consuming RecoveredCore
    ) {
        self.journal = journal
        self.snapshots = snapshots
        self.options = options
        self.clock = clock
        self.sinks = sinks
        self.epoch = epoch
        statistics = CellCounters()
        core = recovered.core
        let capacity = options.batchBytes + 2 * OrderCore.maximumRecordBytes
        batch = Batch(capacity: (capacity + 7) / 8 * 8)
        spare = Batch(capacity: (capacity + 7) / 8 * 8)
    }

    /// Decides the commands of a buffer from `offset` on, until the batch is full or `stop` says so
    /// between two groups; gives the offset of the next command.
    func decide(_ commands: CommandBuffer, from offset: Int, until stop: () -> Bool) -> Int {
        let end = commands.byteCount
        var offset = offset
        unsafe commands.frame.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            while offset < end {
                begin()
                unsafe prepare(start, from: offset, end: end)
                let now = clock.now()
                var left = Self.lookAhead
                while left > 0 && offset < end {
                    offset += unsafe decide(start + offset, at: now)
                    left -= 1
                }
                if isFull || stop() { return }
            }
        }
        return offset
    }

    /// Releases holds past their deadline and forgets what is past its time; says whether more is due.
    func tick() -> Bool {
        let now = clock.now()
        guard now.rawValue >= nextTick else { return false }
        begin()
        let maximum = min(Self.tickRecords, batch.frame.room / Self.tickRecordBytes)
        let records = core.tick(at: now, into: &batch.frame, maximum: maximum)
        if records == maximum { return true }
        nextTick = (now.rawValue / 1000 + 1) * 1000
        return false
    }

    /// When `tick` has something to look at next.
    var millisecondsToTick: UInt64 { UInt64(max(0, nextTick - clock.now().rawValue)) }

    var isFull: Bool { batch.frame.count >= options.batchBytes }

    /// Whether the batch holds anything that somebody waits for.
    var hasWork: Bool { !batch.answers.isEmpty || core.recordsInBatch > 0 && batch.frame.count > 0 }

    /// Ends the batch and starts the other one.
    func seal() -> Batch {
        guard let next = spare else { preconditionFailure("at most one batch is on its way to the disk") }
        let sealed = batch
        if core.recordsInBatch > 0 && sealed.frame.count > 0 {
            core.sealBatch(&sealed.frame)
        } else {
            // Nothing was decided that changes anything: only answers to give.
            sealed.frame.reset()
        }
        batch = next
        spare = nil
        return sealed
    }

    /// Takes a batch back whose answers are out.
    func giveBack(_ batch: Batch) {
        batch.reset()
        spare = batch
    }

    /// Makes a sealed batch durable.
    func commit(_ batch: Batch) throws(JournalError) {
        guard batch.frame.count > 0 else { return }
        let start = clock.monotonicNanoseconds()
        _ = try journal.append(&batch.frame, epoch: epoch)
        statistics.committed(
            bytes: batch.frame.count, nanoseconds: clock.monotonicNanoseconds() - start)
    }

    /// Gives the answers of a batch that is durable.
    func answer(_ batch: Batch) {
        statistics.answered(batch.answers.count)
        batch.deliver(to: sinks.all, insteadAll: nil, retryAfter: 0)
    }

    /// Answers a batch that a failing journal may have taken or not.
    func answer(_ batch: Batch, after failure: JournalError) {
        let outcome: Answer.Outcome
        switch failure.code {
        case .fenced: outcome = .notLeader
        case .full: outcome = .unavailable
        default: outcome = .unknown
        }
        batch.deliver(
            to: sinks.all, insteadAll: outcome, retryAfter: options.recoveryRetryMilliseconds)
    }

    /// Gives up what was decided on top of a batch that failed: it was never written.
    func abandonBatch(_ outcome: Answer.Outcome) {
        batch.deliver(to: sinks.all, insteadAll: outcome, retryAfter: options.recoveryRetryMilliseconds)
        batch.reset()
    }

    /// Answers commands, from `offset` on, that are not decided at all; the batch must be empty.
    func refuse(_ commands: CommandBuffer, from offset: Int = 0, _ outcome: Answer.Outcome) {
        unsafe commands.frame.withUnsafeBytes { bytes in
            var offset = offset
            while offset < bytes.count {
                let slot = unsafe bytes.load(fromByteOffset: offset, as: CommandBuffer.Slot.self)
                batch.add(
                    Answer(
                        token: slot.token, outcome: outcome,
                        retryAfterMilliseconds: options.recoveryRetryMilliseconds), client: slot.client)
                offset += Int(slot.length)
            }
        }
        batch.deliver(to: sinks.all, insteadAll: nil, retryAfter: 0)
        batch.reset()
    }

    /// Builds the core from the journal after a failure, and proves that the journal takes batches.
    func recover() throws(CellError) {
        precondition(batch.isEmpty)
        // Two cores of this size may not fit in memory: let go of the old one first.
        core = OrderCore(limits: Limits(orders: 1), plantedBug: nil)
        do { try journal.refresh() } catch { throw CellError(error) }
        let recovered = try Recovery.core(
            from: journal, snapshots, limits: options.limits, plantedBug: options.plantedBug)
        core = recovered.takeCore()
        var probe = Journal.frame(capacity: 64)
        core.beginBatch(&probe, at: clock.now())
        core.sealBatch(&probe)
        do { _ = try journal.append(&probe, epoch: epoch) } catch { throw CellError(error) }
        nextTick = 0
        statistics.recovered()
    }

    private func begin() {
        if batch.frame.count == 0 { core.beginBatch(&batch.frame, at: clock.now()) }
    }

    @unsafe private func prepare(_ start: UnsafeRawPointer, from offset: Int, end: Int) {
        var offset = offset
        var left = Self.lookAhead
        while left > 0 && offset < end {
            let slot = unsafe (start + offset).load(as: CommandBuffer.Slot.self)
            if slot.kind == CommandBuffer.Kind.place.rawValue && slot.lineCount > 0 {
                let body = unsafe start + (offset + MemoryLayout<CommandBuffer.Slot>.stride)
                core.prepare(
                    unsafe body.load(as: PlaceOrder.self),
                    line: unsafe (body + MemoryLayout<PlaceOrder>.stride).load(as: LineRequest.self))
            }
            offset += Int(slot.length)
            left -= 1
        }
    }

    /// Decides the command at `place`; gives its length.
    @unsafe private func decide(_ place: UnsafeRawPointer, at now: Timestamp) -> Int {
        let slot = unsafe place.load(as: CommandBuffer.Slot.self)
        let body = unsafe place + MemoryLayout<CommandBuffer.Slot>.stride
        guard let kind = CommandBuffer.Kind(rawValue: slot.kind) else {
            preconditionFailure("a buffer holds commands alone")
        }
        let decision: Decision
        switch kind {
        case .place:
            let lines = unsafe UnsafeBufferPointer(
                start: (body + MemoryLayout<PlaceOrder>.stride).assumingMemoryBound(to: LineRequest.self),
                count: Int(slot.lineCount))
            decision = core.place(
                unsafe body.load(as: PlaceOrder.self), lines: unsafe Span(_unsafeElements: lines), at: now,
                into: &batch.frame)
        case .pay: decision = core.pay(unsafe body.load(as: PayOrder.self), at: now, into: &batch.frame)
        case .cancel:
            decision = core.cancel(unsafe body.load(as: CancelOrder.self), at: now, into: &batch.frame)
        case .refund:
            decision = core.refund(unsafe body.load(as: RefundOrder.self), at: now, into: &batch.frame)
        case .restock:
            decision = core.restock(unsafe body.load(as: RestockLine.self), at: now, into: &batch.frame)
        case .setSale:
            decision = core.setSale(unsafe body.load(as: SaleTerms.self), at: now, into: &batch.frame)
        case .setItem:
            decision = core.setItem(unsafe body.load(as: ItemTerms.self), at: now, into: &batch.frame)
        case .changeStock:
            decision = core.changeStock(unsafe body.load(as: ChangeStock.self), at: now, into: &batch.frame)
        case .setCoupon:
            decision = core.setCoupon(unsafe body.load(as: CouponTerms.self), at: now, into: &batch.frame)
        }
        batch.add(Answer(token: slot.token, decision: decision), client: slot.client)
        return Int(slot.length)
    }
}

extension RecoveredCore {
    consuming func takeCore() -> OrderCore { core }
}
