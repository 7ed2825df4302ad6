internal import Primitives

extension Rehearsal {
    /// Lets the product check itself, which also brings the order book up to the journal's end.
    func checkByProduct(_ report: inout RehearsalReport) {
        for words in [["journal", "verify"], ["orders", "catch-up"], ["orders", "check"]] {
            let said = ConditionLock("")
            let command = [options.executable] + words + [cellDirectory]
            do throws(RehearsalError) {
                let child = try ChildProcess(command, errors: options.directory + "/check.log") {
                    line in
                    said.withLock { $0 += String(decoding: line, as: UTF8.self) + " " }
                }
                child.closeInput()
                let exit = child.wait()
                guard exit != .code(0) else { continue }
                report.problems.append(
                    "spillway \(words[0]) \(words[1]) ended with \(exit): "
                        + said.withLock { $0 }.prefix(500)
                )
            } catch {
                report.problems.append(error.message)
            }
        }
    }
}
