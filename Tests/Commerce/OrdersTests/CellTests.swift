import Foundation
import Journal
import OrderCore
import Orders
import Primitives
import Testing

@Suite struct CellTests {
    @Test func anAcceptedOrderIsInTheJournalAndTheBook() throws {
        let folder = TemporaryCell()
        let cell = try folder.open()
        let client = BlockingClient(cell)
        #expect(TemporaryCell.openSale(client, stock: 2))
        let first = client.ask(TemporaryCell.order(1))
        #expect(first.outcome == .decided && first.decision.code == .accepted)
        #expect(client.ask(TemporaryCell.order(1)).decision.isReplay)
        #expect(client.ask(TemporaryCell.order(2)).decision.code == .accepted)
        #expect(client.ask(TemporaryCell.order(3)).decision.code == .soldOut)
        let book = try #require(cell.orderBook)
        #expect(try eventually { try book.position().position == cell.journal.tail.position })
        #expect(try book.order(first.decision.order)?.total == MinorUnits(200 - 100))
        #expect(eventually { cell.progress.standbyPosition == cell.journal.tail.position })
        #expect(cell.progress.divergence == nil)
        cell.close()
    }

    @Test func aRestartKnowsEveryOrderByItsKey() throws {
        let folder = TemporaryCell()
        var orders: [OrderID] = []
        for round in 0..<3 {
            let cell = try folder.open()
            let client = BlockingClient(cell)
            if round == 0 { #expect(TemporaryCell.openSale(client, stock: 100)) }
            for (index, order) in orders.enumerated() {
                let again = client.ask(TemporaryCell.order(UInt64(index)))
                #expect(again.decision.isReplay && again.decision.order == order)
            }
            for _ in 0..<10 {
                let answer = client.ask(TemporaryCell.order(UInt64(orders.count)))
                #expect(answer.decision.code == .accepted && !answer.decision.isReplay)
                orders.append(answer.decision.order)
            }
            #expect(cell.start.epoch == UInt64(round + 1))
            cell.close()
        }
        #expect(Set(orders).count == 30)
    }

    @Test func aStartGoesOnFromASnapshot() throws {
        let folder = TemporaryCell()
        let cell = try folder.open { $0.snapshotRecords = 50 }
        let client = BlockingClient(cell)
        #expect(TemporaryCell.openSale(client, stock: 1000))
        for key in 0..<200 { _ = client.ask(TemporaryCell.order(UInt64(key))) }
        #expect(eventually { cell.progress.snapshotPosition > 100 })
        cell.close()
        let again = try folder.open()
        #expect(again.start.snapshotPosition > 100)
        #expect(again.start.foldedRecords < 110)
        #expect(again.start.openOrders == 200)
        #expect(BlockingClient(again).ask(TemporaryCell.order(7)).decision.isReplay)
        again.close()
        // A damaged snapshot only makes the start longer.
        let snapshots = folder.directory + "/" + Cell.snapshotsName
        for name in try FileManager.default.contentsOfDirectory(atPath: snapshots) {
            let path = snapshots + "/" + name
            var bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
            bytes[bytes.count / 2] ^= 1
            try Data(bytes).write(to: URL(fileURLWithPath: path))
        }
        let third = try folder.open()
        #expect(third.start.snapshotPosition == 0 && third.start.openOrders == 200)
        third.close()
    }

    @Test func aFullIntakeSaysBusyAndDropsNothing() throws {
        let folder = TemporaryCell()
        let cell = try folder.open { $0.intakeBytes = 4096 }
        let client = BlockingClient(cell)
        #expect(TemporaryCell.openSale(client, stock: 1_000_000))
        let buffer = CommandBuffer(capacity: 4096)
        var (taken, busy, answered) = (0, 0, 0)
        for round in 0..<20_000 {
            buffer.reset()
            for index in 0..<20 {
                buffer.add(TemporaryCell.order(UInt64(round * 20 + index)), client: 0, token: 1)
            }
            if client.submit(buffer) == nil { taken += 20 } else { busy += 20 }
            answered += client.take(waitingAtMost: 0).count
            if busy > 0 && taken > 10_000 { break }
        }
        #expect(
            eventually {
                answered += client.take(waitingAtMost: 0).count
                return answered == taken
            })
        #expect(busy > 0)
        // A buffer that could never fit is refused too, rather than waited for.
        let large = CommandBuffer(capacity: 8192)
        for key in 0..<100 {
            large.add(TemporaryCell.order(UInt64(1 << 40 + key)), client: 0, token: 1)
        }
        #expect(client.submit(large) == .busy)
        cell.close()
    }

    @Test func whatWasTakenInIsAnsweredWhenTheCellCloses() throws {
        let folder = TemporaryCell()
        let cell = try folder.open()
        let client = BlockingClient(cell)
        #expect(TemporaryCell.openSale(client, stock: 1_000_000))
        let buffer = CommandBuffer()
        for key in 0..<500 { buffer.add(TemporaryCell.order(UInt64(key)), client: 0, token: 1) }
        #expect(client.submit(buffer) == nil)
        cell.close()
        let answers = client.take(waitingAtMost: 0)
        #expect(answers.count == 500)
        #expect(answers.allSatisfy { $0.decision.code == .accepted })
        #expect(client.submit(buffer) == .closed)
    }

    @Test func anOldLeaderIsFenced() throws {
        let folder = TemporaryCell()
        let old = try folder.open { $0.hasOrderBook = false }
        let oldClient = BlockingClient(old)
        #expect(TemporaryCell.openSale(oldClient, stock: 10))
        #expect(oldClient.ask(TemporaryCell.order(1)).decision.code == .accepted)
        let new = try folder.open { $0.hasOrderBook = false }
        let newClient = BlockingClient(new)
        #expect(oldClient.ask(TemporaryCell.order(2)).outcome == .notLeader)
        #expect(old.state == .notLeader)
        #expect(oldClient.ask(TemporaryCell.order(3)).outcome == .notLeader)
        #expect(newClient.ask(TemporaryCell.order(1)).decision.isReplay)
        let second = newClient.ask(TemporaryCell.order(2))
        #expect(second.decision.code == .accepted && !second.decision.isReplay)
        old.close()
        #expect(newClient.ask(TemporaryCell.order(4)).decision.code == .accepted)
        new.close()
    }

    @Test func aFullJournalRefusesAndGoesOnWhenThereIsRoom() throws {
        let folder = TemporaryCell()
        let cell = try folder.open()
        let client = BlockingClient(cell)
        #expect(TemporaryCell.openSale(client, stock: 1_000_000))
        var accepted: [UInt64: OrderID] = [:]
        func order(_ key: UInt64) -> Answer {
            let answer = client.ask(TemporaryCell.order(key))
            if answer.decision.code == .accepted && answer.outcome == .decided {
                accepted[key] = answer.decision.order
            }
            return answer
        }
        for key in 0..<50 { #expect(order(UInt64(key)).outcome == .decided) }
        try cell.journal.limit(toBytes: try cell.journal.statistics().databaseBytes + (256 << 10))
        var key: UInt64 = 100
        var refused: Set<String> = []
        while refused.count < 2 && key < 100_000 {
            let answer = order(key)
            if answer.outcome != .decided { refused.insert(answer.outcome.text) }
            key += 1
        }
        #expect(refused == ["unknown", "unavailable"])
        #expect(cell.state == .recovering)
        try cell.journal.limit(toBytes: nil)
        #expect(eventually { order(200_000).outcome == .decided })
        #expect(cell.statistics.recoveries >= 1)
        for (key, id) in accepted {
            let again = client.ask(TemporaryCell.order(key))
            #expect(again.decision.isReplay && again.decision.order == id)
        }
        cell.close()
    }

    @Test func aJournalThatEndsBeforeItsFollowersIsRefused() throws {
        let folder = TemporaryCell()
        let cell = try folder.open()
        let client = BlockingClient(cell)
        #expect(TemporaryCell.openSale(client, stock: 10))
        for key in 0..<5 { _ = client.ask(TemporaryCell.order(UInt64(key))) }
        let last = cell.journal.tail.position
        let book = try #require(cell.orderBook)
        #expect(try eventually { try book.position().position == last })
        cell.close()
        let path = folder.directory + "/" + Cell.journalName
        try removeLastBatch(path, last)
        let error = #expect(throws: CellError.self) { try folder.open() }
        #expect(error?.code == .corrupt)
        #expect(error?.position == last)
    }

    @Test func tasksGetTheirAnswers() async throws {
        let folder = TemporaryCell()
        let cell = try folder.open()
        #expect(TemporaryCell.openSale(BlockingClient(cell), stock: 300))
        let client = AsyncClient(cell)
        let codes = await withTaskGroup(of: DecisionCode.self) { group in
            for key in 0..<400 {
                group.addTask { await client.ask(TemporaryCell.order(UInt64(key))).decision.code }
            }
            return await group.reduce(into: [DecisionCode: Int]()) { $0[$1, default: 0] += 1 }
        }
        #expect(codes == [.accepted: 300, .soldOut: 100])
        cell.close()
    }
}
