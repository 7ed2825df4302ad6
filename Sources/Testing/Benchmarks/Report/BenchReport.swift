package import Primitives

/// The outcome of one run of a benchmark.
package struct BenchReport: Sendable {
    /// The benchmark's name, also that of its files.
    package var name: String
    /// When it ran; nil where that does not matter.
    package var date: Timestamp?
    /// Where it ran.
    package var machine: Machine
    /// How it was set up, each thing with its value, in the order to be shown.
    package var settings: [(name: String, value: String)]
    /// What was measured, in the order to be shown.
    package var measures: [Measure]
    /// Who ran beside it, with settings and commands.
    package var rivals: [RivalFigure]

    /// Gathers the outcome of one run.
    package init(
        name: String, date: Timestamp? = nil, machine: Machine = .describe(),
        settings: [(name: String, value: String)] = [], measures: [Measure] = [],
        rivals: [RivalFigure] = []
    ) {
        self.name = name
        self.date = date
        self.machine = machine
        self.settings = settings
        self.measures = measures
        self.rivals = rivals
    }

    /// Whether no goal was missed.
    package var holds: Bool { measures.allSatisfy { $0.holds != false } }

    /// The exit status that says so: 0, or 1 where a goal was missed.
    package var exitCode: Int32 { holds ? 0 : 1 }
}
