import Foundation
import Glibc
import Orders
import Rehearsal
import Testing

extension Integration {
    /// How `spillway cell` ends, whom it keeps out, and what it says meanwhile.
    @Suite struct CellEndTests {
        @Test(arguments: [SIGINT, SIGHUP, SIGTERM])
        func `a signal to end is answered with everything`(signal: Int32) throws {
            let folder = try RunFolder()
            let session = try Session(folder, executable: Executable())
            try session.openShop()
            session.cell.child.send(signal: signal)
            #expect(session.cell.child.wait(atMostSeconds: 5) == .code(0))
        }

        @Test func `a folder that is in use is refused by name`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            let session = try Session(folder, executable: executable)
            try session.openShop()
            let pid = "pid \(session.cell.child.processID)"
            for command in ["cell", "orders rebuild", "orders catch-up", "orders check"] {
                let words = command.split(separator: " ").map(String.init)
                let said = try executable.run(words + [folder.cell], in: folder)
                #expect(said.exit == .code(2) && said.errors.contains(pid), "\(command): \(said)")
            }
            // Looking at the journal is free.
            let said = try executable.run(["journal", "verify", folder.cell], in: folder)
            #expect(said.exit == .code(0), "\(said)")
            #expect(try session.ask(Session.order(5)).code == "accepted")
        }

        @Test func `an order book that fails is said on standard error`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            try Shop.fill(folder, executable)
            try Shop.change(folder, "UPDATE position SET cell = 2", file: Cell.orderBookName)
            let said = try executable.run(["cell", folder.cell], in: folder)
            #expect(said.errors.contains("the order book failed"), "\(said)")
        }

        @Test func `output that cannot be written is no success`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            try Shop.fill(folder, executable)
            for command in ["journal dump", "journal verify", "journal stat", "cell"] {
                let script = "\"$0\" \(command) \"$1\" < /dev/null > /dev/full"
                let child = try ChildProcess(
                    ["/bin/sh", "-c", script, executable.path, folder.cell],
                    errors: folder.path + "/log"
                ) { _ in }
                #expect(child.wait() == .code(2), "\(command)")
            }
        }

        @Test func `answers have their members in order`() throws {
            let folder = try RunFolder()
            try "{\"token\":7,\"plaice\":{}}\n".write(
                toFile: folder.path + "/lines", atomically: true, encoding: .utf8)
            let lines = LinesOut()
            let child = try ChildProcess(
                [
                    "/bin/sh", "-c", "\"$0\" cell \"$1\" < \"$2\"", Executable().path, folder.cell,
                    folder.path + "/lines",
                ], errors: folder.path + "/log"
            ) { lines.add($0) }
            #expect(child.wait() == .code(0))
            #expect(
                lines.all.last
                    == #"{"explanation":"plaice is unknown: there is no such member","#
                    + #""outcome":"malformed","token":7}"#)
        }
    }
}
