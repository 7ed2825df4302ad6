internal import Journal
internal import OrderCore
internal import Primitives

/// The core and the batch that it fills: what the writer alone touches, as one value, so that the
/// whole of a run of commands is decided under one access.
struct Decider: ~Copyable {
    var core: OrderCore
    var batch: BatchContent
    /// A batch of this many bytes is full.
    let batchBytes: Int

    /// Commands that are looked at ahead, so that their memory is near when they are decided.
    private static let lookAhead = 32
    /// Deadlines handled between two looks at the intake.
    private static let tickRecords = 2048
    private static let tickRecordBytes = 24

    init(core: consuming OrderCore, batchBytes: Int) {
        self.core = core
        self.batchBytes = batchBytes
        batch = BatchContent(capacity: Self.capacity(batchBytes))
    }

    /// Room for a full batch and the commands that may be decided before it is seen to be full.
    static func capacity(_ batchBytes: Int) -> Int {
        (batchBytes + lookAhead * OrderCore.maximumRecordBytes + 7) / 8 * 8
    }

    var isFull: Bool { batch.frame.count >= batchBytes }

    /// Whether the batch holds records to be made durable.
    var hasRecords: Bool { batch.frame.count > 0 && core.recordsInBatch > 0 }

    /// Starts a batch if none is under way.
    ///
    /// One without records starts anew: time in a batch counts from its start, and for 49 days.
    mutating func begin(at now: Timestamp) {
        guard !hasRecords else { return }
        batch.frame.reset()
        core.beginBatch(&batch.frame, at: now)
    }

    /// Decides commands from `offset` up to `end`, until the batch is full or `stop` says so
    /// between two groups; gives the offset of the next command.
    @unsafe mutating func decide(
        _ start: UnsafeRawPointer, from first: Int, end: Int, clock: any WallClock,
        until stop: () -> Bool
    ) -> Int {
        var offset = first
        while offset < end {
            let now = clock.now()
            begin(at: now)
            unsafe prepare(start, from: offset, end: end)
            var left = Self.lookAhead
            while left > 0 && offset < end {
                offset += unsafe decide(start + offset, at: now)
                left -= 1
            }
            if isFull || stop() { break }
        }
        return offset
    }

    /// Does what time alone demands; says whether more is due.
    mutating func tick(at now: Timestamp) -> Bool {
        begin(at: now)
        let maximum = min(Self.tickRecords, batch.frame.room / Self.tickRecordBytes)
        return core.tick(at: now, into: &batch.frame, maximum: maximum) == maximum
    }

    /// Ends the batch.
    mutating func seal() {
        if hasRecords {
            core.sealBatch(&batch.frame)
        } else {
            // Nothing was decided that changes anything: only answers to give.
            batch.frame.reset()
        }
    }

    /// Has the memory that a group of orders needs brought near, in three rounds, as each tells
    /// where the next lies.
    @unsafe private func prepare(_ start: UnsafeRawPointer, from first: Int, end: Int) {
        for round in PrepareRound.allCases {
            var offset = first
            var left = Self.lookAhead
            while left > 0 && offset < end {
                let slot = unsafe (start + offset).load(as: CommandBuffer.Slot.self)
                if slot.kind == CommandBuffer.Kind.place.rawValue && slot.lineCount > 0 {
                    let body = unsafe start + (offset + MemoryLayout<CommandBuffer.Slot>.stride)
                    core.prepare(
                        unsafe body.load(as: PlaceOrder.self),
                        line: unsafe (body + MemoryLayout<PlaceOrder>.stride).load(
                            as: LineRequest.self),
                        round: round)
                }
                offset += Int(slot.length)
                left -= 1
            }
        }
    }

    /// Decides the command at `place`; gives its length.
    @inline(__always) @unsafe
    private mutating func decide(_ place: UnsafeRawPointer, at now: Timestamp) -> Int {
        let slot = unsafe place.load(as: CommandBuffer.Slot.self)
        let body = unsafe place + MemoryLayout<CommandBuffer.Slot>.stride
        let decision: Decision
        if slot.kind == CommandBuffer.Kind.place.rawValue {
            let lines = unsafe UnsafeBufferPointer(
                start: (body + MemoryLayout<PlaceOrder>.stride).assumingMemoryBound(
                    to: LineRequest.self),
                count: Int(slot.lineCount))
            decision = core.place(
                unsafe body.load(as: PlaceOrder.self), lines: unsafe Span(_unsafeElements: lines),
                at: now,
                into: &batch.frame)
        } else {
            decision = unsafe decideOther(slot.kind, body, at: now)
        }
        batch.add(Answer(token: slot.token, decision: decision), client: slot.client)
        return Int(slot.length)
    }

    @unsafe private mutating func decideOther(
        _ kind: UInt32, _ body: UnsafeRawPointer, at now: Timestamp
    ) -> Decision {
        switch CommandBuffer.Kind(rawValue: kind) {
        case .pay: core.pay(unsafe body.load(as: PayOrder.self), at: now, into: &batch.frame)
        case .cancel:
            core.cancel(unsafe body.load(as: CancelOrder.self), at: now, into: &batch.frame)
        case .refund:
            core.refund(unsafe body.load(as: RefundOrder.self), at: now, into: &batch.frame)
        case .restock:
            core.restock(unsafe body.load(as: RestockLine.self), at: now, into: &batch.frame)
        case .setSale:
            core.setSale(unsafe body.load(as: SaleTerms.self), at: now, into: &batch.frame)
        case .setItem:
            core.setItem(unsafe body.load(as: ItemTerms.self), at: now, into: &batch.frame)
        case .changeStock:
            core.changeStock(unsafe body.load(as: ChangeStock.self), at: now, into: &batch.frame)
        case .setCoupon:
            core.setCoupon(unsafe body.load(as: CouponTerms.self), at: now, into: &batch.frame)
        case .place, nil: preconditionFailure("a buffer holds commands alone")
        }
    }
}
