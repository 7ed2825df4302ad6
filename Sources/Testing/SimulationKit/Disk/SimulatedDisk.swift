/// A disk in memory that loses power, fails and fills up as a seed and a plan say.
///
/// The real SQLite runs on it: a database opened at `path(_:)` reads and writes here and nowhere
/// else. What was not synced may be kept, lost or torn by a crash, each change on its own. The same
/// seed and the same requests give the same run.
///
/// SQLite has one random generator for the whole process. Opening a database here seeds it anew
/// from this disk, so a run repeats byte for byte while no other thread uses SQLite. Otherwise the
/// salts of the WAL differ, which changes no decision of the disk.
package final class SimulatedDisk: Sendable {
    /// Names the disk among those of the process.
    let number: Int
    let options: DiskOptions
    private let model: GuardedModel

    /// Makes an empty disk whose every choice comes from `seed`.
    package init(seed: UInt64, options: DiskOptions = DiskOptions()) {
        SimulatedVFS.install()
        number = DiskRegistry.shared.nextNumber()
        self.options = options
        model = GuardedModel(DiskModel(seed: seed, options: options))
        DiskRegistry.shared.add(self)
    }

    deinit { DiskRegistry.shared.remove(number) }

    /// The path by which SQLite opens the file `name` of this disk.
    package func path(_ name: String) -> String { "\(DiskPath.prefix)\(number)/\(name)" }

    /// Loses power: whatever is open is dead, and all fails until `restart()`.
    package func crash() { model.withLock { $0.crash() } }

    /// Comes back, if it was down, with what survived.
    package func restart() { model.withLock { $0.restart() } }

    /// Whether the disk has crashed and was not restarted.
    package var isDown: Bool { model.withLock { $0.isDown } }

    /// The faults to show from now on.
    package var plan: DiskFaults {
        get { model.withLock { $0.faults } }
        set { model.withLock { $0.faults = newValue } }
    }

    /// What the disk has done so far.
    package var statistics: DiskStatistics { model.withLock { $0.statistics } }

    /// The last operations.
    package var trace: DiskTrace { model.withLock { $0.trace } }

    /// Runs one operation of the disk, after telling the hook.
    func perform<Result: Sendable>(
        _ operation: DiskOperation, by holder: Int? = nil,
        _ body: (inout DiskModel) throws(DiskError) -> Result
    ) throws(DiskError) -> Result {
        options.onOperation?(operation)
        return try model.withLock { model throws(DiskError) in
            try model.perform(operation, by: holder, body)
        }
    }

    /// Uses the model for what is no operation of the disk.
    func withModel<Result: Sendable>(
        _ body: (inout DiskModel) throws(DiskError) -> Result
    ) throws(DiskError) -> Result {
        try model.withLock(body)
    }

    /// Closes a holder, living or dead.
    func close(_ holder: Int, _ name: String) {
        let operation = DiskOperation(.close, name)
        options.onOperation?(operation)
        model.withLock { model in
            model.note(operation)
            model.close(holder)
        }
    }

    /// Lets simulated time pass instead of waiting.
    func sleep(microseconds: Int) {
        let operation = DiskOperation(.sleep, length: microseconds)
        options.onOperation?(operation)
        model.withLock { $0.note(operation) }
    }

    /// Randomness for SQLite, from the seed.
    func randomBits() -> UInt64 { model.withLock { $0.randomBits() } }
}
