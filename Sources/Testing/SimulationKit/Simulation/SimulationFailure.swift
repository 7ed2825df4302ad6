/// What a simulation found to be wrong, and how to see it again.
package struct SimulationFailure: Error, Codable, Sendable, CustomStringConvertible {
    /// The seed of the run.
    package var seed: UInt64
    /// The step in which it was found.
    package var step: Int
    /// What is wrong.
    package var what: String
    /// What happened before it, the oldest first.
    package var trace: [String]
    /// The last operations of the disk, the oldest first.
    package var disk: [String]

    /// The command that runs it again.
    package var replay: String { "spillway simulate --seed \(seed)" }

    /// All of it, on many lines.
    package var description: String {
        (["seed \(seed), step \(step): \(what)"] + trace + ["the disk:"] + disk
            + ["replay: \(replay)"]).joined(separator: "\n")
    }
}

/// Something that must not be; the run adds seed, step and trace.
struct Violation: Error {
    let what: String
    init(_ what: String) { self.what = what }
}
