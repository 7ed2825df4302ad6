/// A second of a run, for whoever watches.
package struct SaleMoment: Sendable, Hashable {
    /// The part of the run.
    package var phase: String
    /// What happened.
    package var figures: DriveFigures
}
