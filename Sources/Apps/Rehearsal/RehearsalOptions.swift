/// How a rehearsal runs.
package struct RehearsalOptions: Sendable, Hashable {
    /// The `spillway` executable that plays the cell.
    package var executable: String
    /// The folder of the run, which must be new or empty: the cell's data, the ledger, the report.
    package var directory: String
    /// How often the cell is killed.
    package var kills = 5
    /// For how long orders are asked for.
    package var seconds = 15.0
    /// Everything that is drawn follows from it, but not when which answer comes.
    package var seed: UInt64 = 1
    /// Requests in flight at most.
    package var window = 512
    /// Of the kills, how many hit a cell that is still starting.
    package var startingShare = 0.15

    /// A run of the default length.
    package init(executable: String, directory: String) {
        self.executable = executable
        self.directory = directory
    }
}
