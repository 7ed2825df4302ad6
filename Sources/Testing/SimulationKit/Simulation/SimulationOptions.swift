package import OrderCore

/// What a simulation is like, besides its seed.
package struct SimulationOptions: Sendable {
    /// Steps of a run, after which everything is brought to an end and checked.
    package var steps: Int
    /// A mistake planted in the core, which the run must find.
    package var plantedBug: PlantedBug?
    /// A mistake planted in how the shell is driven, which the run must find.
    package var shellBug: ShellBug?
    /// Events that a failure shows.
    package var traceLimit: Int

    /// Describes a run.
    package init(
        steps: Int = 500, plantedBug: PlantedBug? = nil, shellBug: ShellBug? = nil,
        traceLimit: Int = 120
    ) {
        precondition(steps > 0 && traceLimit >= 0)
        self.steps = steps
        self.plantedBug = plantedBug
        self.shellBug = shellBug
        self.traceLimit = traceLimit
    }
}

/// A mistake in what drives the cell's steps, planted to see that the checks would find it.
package enum ShellBug: String, Sendable, CaseIterable {
    /// Tells clients what was decided before it is durable.
    case answersBeforeCommit
    /// Goes on with the same core after a batch could not be written.
    case keepsCoreAfterFailure
    /// Says that nothing happened where a batch may have been written.
    case deniesWhatMayHaveHappened
}
