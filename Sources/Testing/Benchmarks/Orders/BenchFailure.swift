/// Why a benchmark could not be run.
package struct BenchFailure: Error, CustomStringConvertible {
    /// What happened and what to do.
    package var description: String

    /// Describes a failure.
    package init(_ description: String) { self.description = description }
}
