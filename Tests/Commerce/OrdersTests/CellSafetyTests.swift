import Foundation
import Journal
import OrderCore
import Orders
import Primitives
import Testing

/// What keeps a cell's folder whole, and says when somebody must look.
@Suite struct CellSafetyTests {
    @Test func `one program at a time has the lock of a folder`() throws {
        let folder = TemporaryCell()
        let first = try folder.open { $0.takesLock = true }
        let error = #expect(throws: CellError.self) { try folder.open { $0.takesLock = true } }
        #expect(error?.code == .inUse)
        #expect(error?.message.contains("pid \(getpid())") == true)
        #expect(throws: CellError.self) {
            try CellLock.refuseInUse(directory: folder.directory)
        }
        first.close()
        try CellLock.refuseInUse(directory: folder.directory)
        try folder.open { $0.takesLock = true }.close()
    }

    @Test func `a standby that differs is said at once`() throws {
        let folder = TemporaryCell()
        let said = ConditionLock<[CellTrouble]>([])
        let cell = try folder.open { options in
            options.onTrouble = { trouble in
                said.withLock { $0.append(trouble) }
                said.broadcast()
            }
        }
        let client = BlockingClient(cell)
        #expect(TemporaryCell.openSale(client, stock: 1))
        // A batch of a leader that knows nothing of what came before.
        var core = OrderCore(limits: Limits(orders: 1))
        var frame = Journal.frame(capacity: 64)
        core.beginBatch(&frame, at: Timestamp(1))
        core.sealBatch(&frame)
        _ = try cell.journal.append(&frame, epoch: cell.start.epoch)
        let came = said.wait(until: { !$0.isEmpty }, atMost: 10_000_000_000)
        try #require(came, "nothing was said")
        guard case .diverged = said.withLock({ $0[0] }) else {
            Issue.record("\(said.withLock { $0 })")
            return
        }
        #expect(cell.progress.divergence != nil)
        cell.close()
    }

    @Test func `an order book that fails is said once`() throws {
        let folder = TemporaryCell()
        let said = ConditionLock<[CellTrouble]>([])
        let cell = try folder.open { options in
            options.hasStandby = false
            options.onTrouble = { trouble in
                said.withLock { $0.append(trouble) }
                said.broadcast()
            }
        }
        try cell.orderBook?.close()
        #expect(TemporaryCell.openSale(BlockingClient(cell), stock: 1))
        #expect(said.wait(until: { !$0.isEmpty }, atMost: 10_000_000_000))
        // It is tried again each half second, and fails in the same way.
        _ = said.wait(until: { $0.count > 1 }, atMost: 1_500_000_000)
        #expect(said.withLock { $0.count } == 1)
        cell.close()
    }
}
