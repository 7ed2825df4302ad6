import OrderCore
import Orders
import Primitives
import Testing

/// The way in between many producers and one writer.
@Suite struct IntakeTests {
    /// Submits an order, and takes what has come.
    private func pass(_ key: UInt64, through intake: Intake) throws -> CommandBuffer {
        let commands = CommandBuffer(capacity: 4096)
        guard case .place(let order, let lines) = TemporaryCell.order(key) else {
            throw CancellationError()
        }
        commands.place(order, lines: lines.span, client: 0, token: key)
        #expect(intake.submit(commands, client: 7) == nil)
        guard case .commands(let taken, _) = intake.take(waitingAtMost: 0) else {
            Issue.record("nothing came")
            throw CancellationError()
        }
        #expect(taken.count == 1)
        return taken
    }

    /// When the journal fails while the writer decides, it refuses what comes until the core is
    /// built anew, and still holds what it was deciding.
    @Test func `a writer may take more while it still holds what it took`() throws {
        let intake = Intake(capacity: 4096)
        let held = try pass(1, through: intake)
        let more = try pass(2, through: intake)
        #expect(held !== more && held.count == 1)
        intake.giveBack(more)
        intake.giveBack(held)
        for key in 3..<9 { intake.giveBack(try pass(UInt64(key), through: intake)) }
        guard case .nothing = intake.take(waitingAtMost: 0) else {
            Issue.record("something was left")
            return
        }
    }
}
