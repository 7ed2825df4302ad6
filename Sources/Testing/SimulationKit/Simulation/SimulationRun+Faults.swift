internal import Journal
internal import Orders
internal import Primitives

// What goes wrong, as the seed says.

extension SimulationRun {
    func drawFaults() throws {
        if happens(shape.crashChance) { try crashSoon() }
        if happens(shape.fullChance) { try fillUp() }
        if disk.plan.capacityBytes != nil, happens(0.08) { disk.plan.capacityBytes = nil }
        if happens(shape.failureChance) { failSoon() }
        if happens(shape.slowChance) {
            fault("slow disk")
            pace.slow(by: 2000)
        } else if happens(0.1) {
            pace.slow(by: 1)
        }
        if happens(shape.jumpChance) { jump() }
        if snapshotsWritten > 0, happens(0.01) { try damageSnapshot() }
        if happens(shape.takeoverChance) { try takeOver() }
        if happens(0.002) { try restartInOrder() }
    }

    private func crashSoon() throws {
        switch below(4) {
        case 0: try restart()
        case 1:
            fault("crash planned")
            disk.plan.crashAfterOperations = below(60)
        default:
            fault("crash in an append")
            faultOfNextAppend = .crash
        }
    }

    /// Lets the append that is about to be made fail, if it is its turn.
    func spoilAppend() {
        switch faultOfNextAppend.take() {
        case .crash: disk.plan.crashAfterOperations = below(16)
        case .failingWrite: disk.plan.failingWrites = 1
        case .failingSync:
            disk.plan.failingSyncs = 1
            disk.plan.forgetsFailedSyncs = happens(0.3)
        case nil: break
        }
    }

    private func fillUp() throws {
        fault("disk full")
        var used = 0
        for name in try disk.list() { used += try disk.readFile(name).count }
        disk.plan.capacityBytes = used + below(20_000)
    }

    private func failSoon() {
        if happens(0.6) {
            fault("failing append")
            faultOfNextAppend = happens(0.3) ? .failingWrite : .failingSync
            return
        }
        switch below(3) {
        case 0:
            fault("failing read")
            disk.plan.failingReads = 1
        case 1:
            fault("failing write")
            disk.plan.failingWrites = 1
        default:
            fault("failing sync")
            disk.plan.failingSyncs = 1
            disk.plan.forgetsFailedSyncs = happens(0.5)
        }
    }

    private func jump() {
        let far = shape.window
        var milliseconds = Int64(below(Int(far))) - far / 8
        if happens(0.05) { milliseconds = Int64(below(70)) * 86_400_000 }
        fault("clock jump")
        note(.clock(milliseconds: milliseconds))
        clock.jump(milliseconds: milliseconds)
    }

    private func damageSnapshot() throws {
        guard let position = try SimulatedSnapshotFiles(disk).damageLatest(at: random.next()) else {
            return
        }
        fault("damaged snapshot")
        // A second flip of the same bit would mend it.
        damaged.insert(position)
    }
}
