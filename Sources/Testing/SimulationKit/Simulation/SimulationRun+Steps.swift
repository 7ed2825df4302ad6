internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

// What can happen in a step of a simulation.

extension SimulationRun {
    /// Something happens, as the seed says.
    func takeStep() throws {
        clock.pass(microseconds: random.next() % UInt64(1 + shape.pace * 1000))
        try drawFaults()
        switch below(100) {
        case ..<22: send()
        case ..<40: try deliver()
        case ..<56: try decide(leader)
        case ..<66: try seal(leader)
        case ..<77: try commit(leader)
        case ..<85: try answer(leader)
        case ..<89: try tick(leader)
        case ..<92: try stepStandby()
        case ..<94: try stepBook()
        case ..<95: try leader?.journal.checkpoint()
        case ..<98: try stepOldLeader()
        default: try turn()
        }
        if let leader, leader.mustRecover, happens(0.3) { try recover(leader) }
        if disk.isDown { throw DiskError.down }
    }

    /// The quick way of a lone batch: decided, sealed, committed and answered at once.
    func turn() throws {
        for _ in 0..<8 { try decide(leader) }
        try seal(leader)
        try commit(leader)
        try answer(leader)
        try collectAnswers()
    }

    private func stepStandby() throws {
        guard let standby else { return }
        _ = try standby.step(maximumBatches: 1 + below(8))
        try check(standby)
        guard standby.isSnapshotDue else { return }
        // A standby that begins again may write a whole one over a damaged one.
        damaged.remove(standby.progress.position)
        do {
            try standby.writeSnapshot()
            snapshotsWritten += 1
        } catch {
            note(.failed("snapshot: \(error)"))
        }
    }

    func check(_ standby: Standby) throws(Violation) {
        if let divergence = standby.progress.divergence {
            throw Violation("the standby diverges: \(divergence)")
        }
        note(.followed("standby", standby.progress.position))
    }

    private func stepBook() throws {
        guard let leader else { return }
        let book = try openBook()
        _ = try book.step(from: leader.journal, maximumBatches: 1 + below(8))
        note(.followed("book", try book.position().position))
    }
}
