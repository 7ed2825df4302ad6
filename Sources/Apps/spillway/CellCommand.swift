internal import ArgumentParser
internal import Foundation
internal import OrderCore
internal import Orders
internal import Primitives

/// Runs one cell on standard input and output.
struct CellCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cell",
        abstract:
            "Run the order core on a folder: JSON commands, line by line, in; answers out.",
        discussion: """
            An answer is printed when it is durable. The first line out says how the start went. \
            Ends when standard input ends, or on SIGTERM, SIGINT or SIGHUP, after everything taken \
            in is answered. What needs a person, such as a standby that differs, is said on \
            standard error. docs/cell.md has every command and every answer.
            Example: {"token":1,"place":{"merchant":1,"buyer":7,"key":"k1","lines":[{"sale":1,\
            "sku":1,"quantity":1,"unit_price":100}]}}
            """)

    @Argument(help: "The folder of the cell; made if there is none.")
    var directory: String

    @Option(help: "Orders in memory at most.") var orders: Int = 20_000_000
    @Option(help: "Records between two snapshots.") var snapshotRecords: UInt64 = 5_000_000

    func validate() throws {
        guard orders >= 1 && orders <= 200_000_000 else {
            throw ValidationError("--orders is 1 to 200,000,000")
        }
        guard snapshotRecords >= 1 else {
            throw ValidationError("--snapshot-records is at least 1")
        }
    }

    func run() throws {
        signal(SIGPIPE, SIG_IGN)
        var options = CellOptions()
        options.limits = Limits(orders: orders)
        options.snapshotRecords = snapshotRecords
        options.takesLock = true
        options.onTrouble = { Output.say("spillway: \($0)") }
        let cell: Cell
        do throws(CellError) { cell = try Cell(directory: directory, options: options) } catch {
            throw Failed(.data, "\(error.code.rawValue): \(error.message)")
        }
        let isWritten = CellPipe(cell).run()
        cell.close()
        if !isWritten {
            throw Failed(
                .data, "standard output could not be written: not every answer was given")
        }
        if cell.progress.divergence != nil { throw ExitCode(Failed.Kind.check.rawValue) }
    }
}
