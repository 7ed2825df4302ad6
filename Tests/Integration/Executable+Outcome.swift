import Foundation
import Glibc
import Primitives
import Rehearsal

extension Executable {
    /// Runs any command to its end, or ends it; what it says on standard error comes last.
    static func outcome(
        of command: [String], in folder: RunFolder, atMostSeconds seconds: Double
    ) throws -> Outcome {
        let output = ConditionLock("")
        let errors = folder.path + "/errors-\(UUID().uuidString)"
        let child = try ChildProcess(command, errors: errors) { line in
            output.withLock { $0 += String(decoding: line, as: UTF8.self) + "\n" }
        }
        child.closeInput()
        let exit = child.wait(atMostSeconds: seconds)
        if exit == nil { child.send(signal: SIGKILL) }
        child.wait()
        let complaints = try String(contentsOfFile: errors, encoding: .utf8)
        return Outcome(
            exit: exit, output: output.withLock { $0 } + complaints, errors: complaints)
    }
}
