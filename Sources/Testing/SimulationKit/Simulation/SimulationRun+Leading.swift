internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

// How leaders start, fall and are taken over from.

extension SimulationRun {
    private static let crashingStarts = 4

    /// Starts a process on the disk: again and again, as starting may crash too.
    func start() throws {
        var attempt = 0
        if mustNotGoOn { disk.crash() }
        survivedFailedSyncs = disk.statistics.failedSyncs
        while leader == nil {
            disk.plan = DiskFaults()
            if step > 0, attempt < Self.crashingStarts, happens(0.3) {
                disk.plan.crashAfterOperations = below(120)
            }
            attempt += 1
            disk.restart()
            do {
                try lead()
                // A snapshot that cannot be read is no reason not to start, and no error says so.
                if disk.isDown { throw DiskError.down }
            } catch {
                guard disk.isDown else { throw error }
                statistics.crashedStarts += 1
                note(.crashed(operations: disk.statistics.operations))
                letGo()
            }
        }
        disk.plan = DiskFaults()
    }

    /// Opens the journal, takes the lead, and compares what is there with what must be there.
    func lead() throws {
        let journal = try Journal(
            path: disk.path("journal.sqlite"), cell: CellID(1), options: shape.options.journal)
        do {
            let steps = try CellSteps(journal, snapshots, options: shape.options, clock: clock)
            statistics.starts += 1
            if steps.snapshotPosition > 0 { statistics.snapshotStarts += 1 }
            note(
                .led(epoch: steps.epoch, position: steps.position, snapshot: steps.snapshotPosition)
            )
            if damaged.contains(steps.snapshotPosition) {
                throw Violation("the damaged snapshot \(steps.snapshotPosition) was taken for good")
            }
            try adopt(steps.withCore { $0.digest })
            leader = SimulatedLeader(
                journal: journal, steps: steps, model: durable, clients: shape.clients)
            standby = try Standby(
                journal: journal, snapshots: snapshots,
                snapshotRecords: shape.options.snapshotRecords,
                limits: shape.options.limits, plantedBug: options.plantedBug)
        } catch {
            leader = nil
            // The reason to give up counts more than a failure to close.
            try? journal.close()
            throw error
        }
    }

    /// The order book, opened when it is first needed.
    func openBook() throws -> OrderBook {
        if let book { return book }
        let opened = try OrderBook(path: disk.path("orderbook.sqlite"))
        book = opened
        return opened
    }

    /// Takes what a core has for what is durable, if it may be.
    func adopt(_ digest: UInt64) throws(Violation) {
        defer { uncertain = [] }
        if digest == durableDigest { return }
        guard let found = uncertain.first(where: { $0.digest == digest }) else {
            throw Violation(
                "the core's digest is \(digest), that of the last durable batch \(durableDigest): "
                    + "batches are lost, changed or made up")
        }
        statistics.resurrectedBatches += 1
        durable = found.model
        durableDigest = found.digest
    }

    /// Loses power, now or when it was lost already, and starts again.
    func restart() throws {
        try collectAnswers()
        if !disk.isDown { disk.crash() }
        note(.crashed(operations: disk.statistics.operations))
        statistics.faults["power lost", default: 0] += 1
        if let sealed = leader?.sealed, sealed.hasRecords, !sealed.isCommitted {
            uncertain.append((sealed.digest, sealed.model))
        }
        pace.slow(by: 1)
        letGo()
        try start()
        try checkAfterStart()
    }

    /// Stops in order and starts again.
    func restartInOrder() throws {
        try collectAnswers()
        fault("clean restart")
        letGo()
        try start()
        try checkAfterStart()
    }

    /// Another process takes the lead while the leader lives on.
    func takeOver() throws {
        guard old == nil, let leader else { return }
        fault("takeover")
        statistics.takeovers += 1
        old = leader
        leader.isFenced = true
        self.leader = nil
        try lead()
        try checkAfterStart()
    }

    /// What to do after an error in a step: nothing, start again, or give up, as nothing explains
    /// it.
    func goOn(after error: any Error, since before: DiskStatistics) throws {
        note(.failed("\(error)"))
        try collectAnswers()
        if disk.isDown { return try restart() }
        if leader == nil { return try restart() }
        try mayGoOn(after: error, since: before)
    }

    /// Takes an error for what a fault of the disk does; anything else is a violation.
    func mayGoOn(after error: any Error, since before: DiskStatistics) throws {
        let now = disk.statistics
        if disk.isDown { throw error }
        guard
            now.failedSyncs > before.failedSyncs || now.failedReads > before.failedReads
                || now.failedWrites > before.failedWrites
                || now.refusedWrites > before.refusedWrites
        else { throw Violation("no fault of the disk explains: \(error)") }
    }

    /// Lets go of everything that lives in a process.
    func letGo() {
        // On a disk that lost power closing fails, and has nothing to save.
        try? book?.close()
        try? leader?.journal.close()
        try? old?.journal.close()
        (book, standby, leader, old) = (nil, nil, nil, nil)
    }
}
