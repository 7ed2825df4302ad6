internal import Foundation
internal import Glibc
package import Primitives

/// A sale as a test: a cell in a process of its own under a flood of orders, killed again and
/// again, and in the end an audit of everything that was promised.
package struct Rehearsal: Sendable {
    /// How it runs.
    package var options: RehearsalOptions
    private let clock: any WallClock
    private let say: @Sendable (String) -> Void

    /// The report's file in a run's folder.
    package static let reportName = "report.json"

    private static let startSeconds = 60
    private static let settlingSeconds: UInt64 = 30
    private static let stopSeconds = 30.0

    /// Prepares a run; `say` is told how it goes.
    package init(
        _ options: RehearsalOptions, clock: any WallClock = SystemClock(),
        say: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.options = options
        self.clock = clock
        self.say = say
    }

    /// The folder of the cell.
    package var cellDirectory: String { options.directory + "/cell" }

    /// Runs and audits; writes the report into the folder.
    ///
    /// - Throws: only where the run could not be carried out; what does not hold is in the report.
    package func run() throws(RehearsalError) -> RehearsalReport {
        let began = clock.monotonicNanoseconds()
        try makeFolder()
        var random = SeededRandom(seed: options.seed)
        let ledger = try Ledger(path: options.directory + "/" + Ledger.fileName, clock: clock)
        let flood = Flood(
            ledger: ledger, random: random.split(), window: options.window, clock: clock)
        var report = RehearsalReport()
        report.seed = options.seed
        report.directory = options.directory
        try sell(flood, ledger, random.split(), &report)
        fill(&report, flood.tally)
        say("auditing \(report.answers.values.reduce(0, +)) answers")
        checkByProduct(&report)
        if ledger.hasFailed { report.problems.append("the ledger's file could not be written") }
        report.audit = try Audit(directory: cellDirectory, ledger: ledger.entries).run()
        report.userErrors = report.audit.unresolved
        report.holds = report.audit.holds && report.problems.isEmpty
        report.seconds = seconds(since: began)
        let path = options.directory + "/" + Self.reportName
        guard
            FileManager.default.createFile(atPath: path, contents: Data((report.json + "\n").utf8))
        else {
            throw RehearsalError(.file, "the report cannot be written to \(path)")
        }
        return report
    }

    private func sell(
        _ flood: Flood, _ ledger: Ledger, _ seed: SeededRandom, _ report: inout RehearsalReport
    ) throws(RehearsalError) {
        var random = seed
        let began = clock.monotonicNanoseconds()
        let end = began + UInt64(options.seconds * 1e9)
        let slot = options.seconds / Double(options.kills + 1)
        while true {
            let mayKill = report.kills < options.kills
            let atStart = mayKill && report.starts > 0 && random.happens(options.startingShare)
            let process = try start(flood)
            let wait = atStart ? 0.06 : slot * 1.8
            let killer =
                mayKill
                ? Killer(process.child, after: delay(upTo: wait, &random), flood, clock) : nil
            let ready: CellProcess.Ready
            do { ready = try process.waitUntilReady(atMostSeconds: Self.startSeconds) } catch {
                guard killer?.join() == true else { throw error }
                ledger.note("killed")
                report.kills += 1
                report.killsAtStart += 1
                continue
            }
            report.starts += 1
            flood.begin()
            say(
                "start \(report.starts): position \(ready.position), epoch \(ready.epoch), "
                    + String(format: "%.0f ms", ready.start_ms))
            // With kills still to come the sale goes on until the next one, however long that
            // takes.
            let isLast = !mayKill
            let until = isLast ? max(end, clock.monotonicNanoseconds()) : UInt64.max / 2
            let isDone = flood.run(on: process, until: until, settlingFor: Self.settlingSeconds)
            if killer?.join() == true {
                process.child.wait()
                flood.lost()
                ledger.note("killed")
                report.kills += 1
                continue
            }
            if !isDone { report.problems.append("the cell did not answer everything in time") }
            report.answersPerSecond =
                Double(flood.tally.latenciesMicroseconds.count) / seconds(since: began)
            return stop(process, ledger, &report)
        }
    }

    private func start(_ flood: Flood) throws(RehearsalError) -> CellProcess {
        try CellProcess(
            executable: options.executable, directory: cellDirectory,
            options: ["--orders", "2000000"],
            errors: options.directory + "/cell.log"
        ) { flood.take($0) }
    }

    private func stop(_ process: CellProcess, _ ledger: Ledger, _ report: inout RehearsalReport) {
        process.child.send(signal: SIGTERM)
        let exit = process.child.wait(atMostSeconds: Self.stopSeconds)
        ledger.note("ended")
        if exit != .code(0) {
            report.problems.append(
                "after SIGTERM the cell did not end with 0: \(exit.map { "\($0)" } ?? "it runs on")"
            )
            process.child.send(signal: SIGKILL)
        }
        process.child.wait()
    }

    private func delay(upTo seconds: Double, _ random: inout SeededRandom) -> UInt64 {
        UInt64.random(in: 0...UInt64(seconds * 1e9), using: &random)
    }

    private func seconds(since moment: UInt64) -> Double {
        Double(clock.monotonicNanoseconds() - moment) / 1e9
    }

    private func fill(_ report: inout RehearsalReport, _ tally: FloodTally) {
        report.answers = tally.answers
        report.unanswered = tally.unanswered
        report.outagesMilliseconds = tally.outagesMilliseconds
        report.outageMaximumMilliseconds = tally.outagesMilliseconds.max() ?? 0
        report.latencyMedianMilliseconds = tally.latency(0.5)
        report.latency99Milliseconds = tally.latency(0.99)
        report.latencyMaximumMilliseconds = tally.latency(1)
    }

    private func makeFolder() throws(RehearsalError) {
        do {
            try FileManager.default.createDirectory(
                atPath: options.directory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw RehearsalError(.file, "the folder \(options.directory) cannot be made: \(error)")
        }
    }
}
