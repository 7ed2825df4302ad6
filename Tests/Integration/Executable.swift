import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

/// The `spillway` executable that was built beside these tests.
struct Executable {
    /// Where it lies.
    let path: String

    /// How a command ended, and what it said.
    struct Outcome {
        var exit: ChildProcess.Exit?
        var output: String
        var errors: String
    }

    init() throws {
        // The folder of the tests' own program: SwiftPM puts both into one.
        let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let given = CommandLine.arguments.first ?? ""
        let folders = [tests, given].map { URL(fileURLWithPath: $0).deletingLastPathComponent() }
        let candidates = folders.map { $0.appending(path: "spillway").path }
        let found = candidates.first { FileManager.default.isExecutableFile(atPath: $0) }
        path = try #require(
            found, "no spillway in \(candidates): build it first, with swift build -c release")
    }

    /// Runs it to its end, with nothing on its standard input.
    func run(_ arguments: [String], in folder: RunFolder, atMostSeconds seconds: Double = 60) throws
        -> Outcome
    {
        let output = ConditionLock("")
        let errors = folder.path + "/errors-\(UUID().uuidString)"
        let child = try ChildProcess([path] + arguments, errors: errors) { line in
            output.withLock { $0 += String(decoding: line, as: UTF8.self) + "\n" }
        }
        child.closeInput()
        let exit = child.wait(atMostSeconds: seconds)
        if exit == nil { child.send(signal: SIGKILL) }
        child.wait()
        return Outcome(
            exit: exit, output: output.withLock { $0 },
            errors: try String(contentsOfFile: errors, encoding: .utf8))
    }
}
