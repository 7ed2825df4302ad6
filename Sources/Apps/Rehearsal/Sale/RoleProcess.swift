internal import Foundation
internal import Primitives

/// A role of Spillway in a process of its own: what it says goes to a file of the run.
final class RoleProcess: Sendable {
    let child: ChildProcess
    private let log: String

    /// Ends the role when the rehearsal ends in whatever way.
    private static let wrapper = ["/usr/bin/setpriv", "--pdeathsig", "KILL"]
    private static let lookNanoseconds: UInt64 = 5_000_000

    /// Starts `command`; `log` must be a new file.
    init(_ command: [String], log: String) throws(RehearsalError) {
        self.log = log
        child = try ChildProcess(Self.wrapper + command, errors: log) { _ in }
        child.closeInput()
    }

    /// What it has said.
    var said: String { (try? String(contentsOfFile: log, encoding: .utf8)) ?? "" }

    /// The first word behind `name` in what it has said.
    func word(after name: String) -> String? {
        let line = said.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.dropFirst(name.count).split(separator: " ").first.map(String.init)
    }

    /// Waits until it says that it is ready.
    func waitUntilReady(atMostSeconds seconds: Double) throws(RehearsalError) {
        let clock = SystemClock()
        let limit = clock.monotonicNanoseconds() + UInt64(seconds * 1e9)
        while !said.contains("\nready") {
            guard child.exitNow == nil, clock.monotonicNanoseconds() < limit else {
                child.send(signal: 9)
                throw RehearsalError(
                    .process, "a role did not start (\(child.wait())): \(said.suffix(2000))")
            }
            clock.pause(nanoseconds: Self.lookNanoseconds)
        }
    }

    /// Asks it to end, and waits; says how it ended, or nil when it had to be killed.
    func stop(atMostSeconds seconds: Double) -> ChildProcess.Exit? {
        child.send(signal: 15)
        let exit = child.wait(atMostSeconds: seconds)
        if exit == nil { child.send(signal: 9) }
        child.wait()
        return exit
    }
}
