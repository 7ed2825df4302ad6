package import Primitives

/// Runs simulations, seed after seed, up to the first that finds something wrong.
package struct Simulator: Sendable {
    private let options: SimulationOptions
    private let clock: any WallClock

    /// - Parameter clock: measures how long the runs take; nothing in a run depends on it.
    package init(
        options: SimulationOptions = SimulationOptions(), clock: any WallClock = SystemClock()
    ) {
        self.options = options
        self.clock = clock
    }

    /// Runs `seeds` one after the other, for `minutes` at most; stops at the first failure.
    ///
    /// - Parameter progress: is told the report so far after each seed.
    package func run(
        seeds: some Sequence<UInt64>, minutes: Double? = nil,
        progress: (SimulationReport) -> Void = { _ in }
    ) -> SimulationReport {
        var report = SimulationReport()
        let began = clock.monotonicNanoseconds()
        for seed in seeds {
            let run = SimulationRun(seed: seed, options: options)
            do throws(SimulationFailure) {
                try run.run()
            } catch {
                report.failure = error
            }
            report.seeds += 1
            report.statistics.add(run.statistics)
            report.seconds = Double(clock.monotonicNanoseconds() - began) / 1e9
            progress(report)
            if report.failure != nil { break }
            if let minutes, report.seconds >= minutes * 60 { break }
        }
        return report
    }
}
