import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

extension Integration {
    /// A client that sends and does not read its answers.
    @Suite struct SlowReaderTests {
        private static let orders = 150_000
        private static let inOneWrite = 100

        @Test func `a client that does not read fills its own pipe alone`() throws {
            let folder = try RunFolder()
            let isOpen = ConditionLock(false)
            let answered = ConditionLock(0)
            let cell = try CellProcess(
                executable: Executable().path, directory: folder.cell,
                options: ["--orders", "2000000"],
                errors: folder.path + "/cell.log"
            ) { _ in
                isOpen.wait(until: { $0 })
                answered.withLock { $0 += 1 }
                answered.broadcast()
            }
            defer {
                cell.child.send(signal: SIGKILL)
                isOpen.withLock { $0 = true }
                isOpen.broadcast()
            }
            _ = try cell.waitUntilReady(atMostSeconds: 30)
            let before = try residentMegabytes(cell)
            let sent = ConditionLock(0)
            let sending = WorkThread(name: "send") {
                for start in stride(from: 0, to: Self.orders, by: Self.inOneWrite) {
                    let lines = (start..<start + Self.inOneWrite).map(Session.order)
                    guard cell.child.write(Array((lines.joined(separator: "\n") + "\n").utf8))
                    else { return }
                    sent.withLock { $0 += Self.inOneWrite }
                    sent.broadcast()
                }
            }
            var last = -1
            while sent.wait(until: { $0 != last && $0 < Self.orders }, atMost: 3_000_000_000) {
                last = sent.withLock { $0 }
            }
            let stalled = sent.withLock { $0 }
            let grown = try residentMegabytes(cell) - before
            print("taken in without a reader: \(stalled) of \(Self.orders), \(grown) MiB")
            #expect(stalled < Self.orders, "the cell took everything in, and keeps all the answers")
            #expect(grown < 256)
            #expect(cell.child.exitNow == nil)

            isOpen.withLock { $0 = true }
            isOpen.broadcast()
            #expect(answered.wait(until: { $0 == Self.orders }, atMost: 60_000_000_000))
            sending.join()
            cell.child.closeInput()
            #expect(cell.child.wait(atMostSeconds: 5) == .code(0))
        }

        @Test func `a client that is gone stops nothing that was taken in`() throws {
            let folder = try RunFolder()
            let executable = try Executable()
            let log = folder.path + "/log"
            // `head` reads two lines and goes; the orders after them are decided all the same.
            let orders = (10..<2000).map(Session.order).joined(separator: "\n")
            let terms = """
                {"token":1,"set_sale":{"merchant":1,"sale":1,"starts_at":0,"currency":156}}
                {"token":2,"set_item":{"merchant":1,"sale":1,"sku":1,"unit_price":100}}
                {"token":3,"change_stock":{"merchant":1,"sale":1,"sku":1,"delta":9000,\
                "reference":"s"}}

                """
            try (terms + orders + "\n").write(
                toFile: folder.path + "/orders", atomically: true, encoding: .utf8)
            let script = "\"$0\" cell \"$1\" < \"$2\" | head -n 2"
            let child = try ChildProcess(
                ["/bin/sh", "-c", script, executable.path, folder.cell, folder.path + "/orders"],
                errors: log
            ) { _ in }
            #expect(child.wait(atMostSeconds: 20) == .code(0))
            child.wait()
            let dump = try executable.run(["journal", "dump", folder.cell, "--json"], in: folder)
            #expect(dump.output.split(separator: "\n").count { $0.contains("\"placed\"") } == 1990)
        }

        private func residentMegabytes(_ cell: CellProcess) throws -> Int {
            let status = try String(
                contentsOfFile: "/proc/\(cell.child.processID)/status", encoding: .utf8)
            let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
            let kibibytes = try #require(
                line.split(separator: " ").dropLast().last.flatMap { Int($0) })
            return kibibytes / 1024
        }
    }
}
