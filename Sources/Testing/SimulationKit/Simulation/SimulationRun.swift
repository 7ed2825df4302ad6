internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

/// One simulated world, from its seed to its end: the real core, shell, journal and order book over
/// a simulated disk and clock, with clients that do what clients do.
///
/// One thread. The same seed and options give the same run.
package final class SimulationRun {
    let seed: UInt64
    let options: SimulationOptions
    let shape: WorldShape
    let clock: SimulatedClock
    let disk: SimulatedDisk
    let snapshots: Snapshots
    /// Microseconds that the disk takes for an operation.
    let pace: DiskPace
    var random: SeededRandom
    var workload: Workload
    var network = SimulatedNetwork()
    var ledger = Ledger()
    var trace: SimulationTrace
    var step = 0
    /// What happened.
    package internal(set) var statistics = SimulationStatistics()

    /// The model after the last batch that is surely durable.
    var durable: ReferenceModel
    var durableDigest: UInt64
    /// Batches that may have become durable although their commit failed, with the digest after
    /// them.
    var uncertain: [(digest: UInt64, model: ReferenceModel)] = []
    var leader: SimulatedLeader?
    /// A leader that was taken over from and goes on.
    var old: SimulatedLeader?
    var standby: Standby?
    var book: OrderBook?
    /// What the journal says, up to a position.
    var account = JournalAccount()
    var accountPosition: UInt64 = 0
    /// Positions of snapshots in which a bit was flipped.
    var damaged: Set<UInt64> = []
    var snapshotsWritten = 0
    /// Failed syncs that were followed by a loss of power.
    var survivedFailedSyncs = 0
    /// What goes wrong in the next append.
    var faultOfNextAppend: AppendFault?

    /// What can go wrong in an append.
    enum AppendFault { case crash, failingWrite, failingSync }

    /// A world that follows from `seed`.
    package init(seed: UInt64, options: SimulationOptions = SimulationOptions()) {
        self.seed = seed
        self.options = options
        var random = SeededRandom(seed: seed)
        var shape = WorldShape(&random)
        shape.options.plantedBug = options.plantedBug
        self.shape = shape
        let clock = SimulatedClock(
            start: Timestamp(1_700_000_000_000 + Int64(random.next() % 1_000_000)))
        let pace = DiskPace()
        self.clock = clock
        self.pace = pace
        disk = SimulatedDisk(
            seed: random.next(),
            options: DiskOptions(powersafeOverwrite: shape.powersafeOverwrite, clock: clock) {
                operation in
                clock.pass(microseconds: pace.microseconds(operation))
            })
        snapshots = Snapshots(SimulatedSnapshotFiles(disk), kept: shape.options.keptSnapshots)
        workload = Workload(random: random.split(), shape: shape)
        trace = SimulationTrace(limit: options.traceLimit)
        durable = ReferenceModel(limits: shape.options.limits)
        durableDigest = OrderCore(limits: shape.options.limits).digest
        self.random = random
    }

    /// Equal for two runs that did the same.
    package var traceHash: UInt64 { trace.hash }

    /// Runs the world to its end.
    package func run() throws(SimulationFailure) {
        do {
            try live()
        } catch {
            let what = (error as? Violation)?.what ?? "\(error)"
            letGo()
            throw SimulationFailure(
                seed: seed, step: step, what: what, trace: trace.lines,
                disk: disk.trace.entries.suffix(options.traceLimit).map { entry in
                    "\(entry.number) \(entry.operation)\(entry.error.map { ": \($0)" } ?? "")"
                })
        }
        letGo()
    }

    private func live() throws {
        try start()
        try open()
        for number in 1...options.steps {
            step = number
            let before = disk.statistics
            do {
                try takeStep()
            } catch let error as Violation {
                throw error
            } catch {
                try goOn(after: error, since: before)
            }
            try collectAnswers()
            if mustNotGoOn { try restart() }
        }
        try end()
    }

    /// Whether a sync has failed on a disk that may harm bytes beside a write.
    ///
    /// There SQLite pads each commit with bytes that it does not sync. Linux forgets what it could
    /// not write, so what is appended behind such bytes would be lost with them. On the usual disk
    /// every byte of a commit is synced, and the cell itself must find its way after a failed sync.
    var mustNotGoOn: Bool {
        !shape.powersafeOverwrite && disk.statistics.failedSyncs > survivedFailedSyncs
    }

    /// Sets the store up, undisturbed.
    private func open() throws {
        for command in workload.opening(at: clock.now()) {
            network.send(command, client: 0)
            while !network.messages.isEmpty { try deliver() }
            try turn()
        }
    }

    func note(_ event: SimulationEvent) { trace.add(event, step: step) }

    func fault(_ what: String) {
        statistics.faults[what, default: 0] += 1
        note(.fault(what))
    }

    /// True with a chance.
    func happens(_ chance: Double) -> Bool { chance > 0 && random.happens(chance) }

    func below(_ bound: Int) -> Int { Int(random.next() % UInt64(bound)) }
}
