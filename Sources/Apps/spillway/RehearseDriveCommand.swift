internal import ArgumentParser
internal import Primitives
internal import Rehearsal

/// The load of a rehearsal, in a process of its own.
struct RehearseDriveCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drive", abstract: "Drive the load of a plan; a rehearsal starts it.",
        shouldDisplay: false)

    @Option(help: "The plan.") var plan: String

    func run() throws {
        OpenFiles.raiseLimit()
        let signal = StopSignal()
        defer { withExtendedLifetime(signal) {} }
        do throws(RehearsalError) {
            let driver = try SaleDriver(plan: plan) { figures in
                guard let line = try? Output.json(figures) else { return }
                Output.line(line)
                try? Output.finish()
            }
            let isAsked = signal.isAsked
            _ = WorkThread(name: "stop") {
                isAsked.wait(until: { $0 })
                driver.stop()
            }
            try driver.run()
        } catch {
            throw Failed(.data, error.message)
        }
    }
}
