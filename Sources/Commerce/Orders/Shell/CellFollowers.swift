internal import Journal
internal import OrderCore
internal import Primitives
internal import Synchronization

/// The threads that follow a cell's journal in its process: the standby and the order book. Each at
/// its own pace, at low priority, from its own position.
final class CellFollowers: Sendable {
    private let journal: Journal
    private let orderBook: OrderBook?
    private let stopped = Atomic<Bool>(false)
    private let state = ConditionLock(CellProgress())
    private let threads = ConditionLock<[WorkThread]>([])
    private let onTrouble: @Sendable (CellTrouble) -> Void

    /// How long a follower waits at the tail before it looks whether to stop.
    private static let patience = Duration.milliseconds(50)
    private static let patienceAfterFailure = Duration.milliseconds(500)
    /// How long a follower that caught up lets batches gather, in nanoseconds: a transaction of
    /// many orders writes fewer pages for each, and leaves disk and processor to those who wait.
    private static let standbyPause: UInt64 = 50_000_000
    private static let orderBookPause: UInt64 = 100_000_000

    init(
        _ journal: Journal, _ orderBook: OrderBook?, _ snapshots: Snapshots, _ options: CellOptions
    ) {
        self.journal = journal
        self.orderBook = orderBook
        onTrouble = options.onTrouble ?? { _ in }
        if options.hasStandby {
            let thread = WorkThread(name: "cell-standby", niceness: 10) { [self] in
                followAsStandby(snapshots, options)
            }
            threads.withLock { $0.append(thread) }
        }
        if orderBook != nil {
            let thread = WorkThread(name: "cell-orderbook", niceness: 19) { [self] in
                followAsOrderBook()
            }
            threads.withLock { $0.append(thread) }
        }
    }

    var progress: CellProgress {
        var progress = state.withLock { $0 }
        progress.journalPosition = journal.tail.position
        return progress
    }

    /// Waits until the order book shows the batch at `position`, for `nanoseconds` at most; says
    /// whether it does.
    func waitForOrderBook(_ position: UInt64, atMost nanoseconds: UInt64) -> Bool {
        let isThere = state.withLock { state in
            if state.orderBookPosition < position { state.wanted = max(state.wanted, position) }
            return state.orderBookPosition >= position
        }
        if isThere { return true }
        state.broadcast()
        return state.wait(until: { $0.orderBookPosition >= position }, atMost: nanoseconds)
    }

    /// Lets batches gather, unless somebody waits for the order book or the cell stops.
    private func pause(_ nanoseconds: UInt64, isOrderBook: Bool) {
        _ = state.wait(
            until: { [self] in
                isStopped || (isOrderBook && $0.wanted > $0.orderBookPosition)
            }, atMost: nanoseconds)
    }

    func stop() {
        stopped.store(true, ordering: .releasing)
        state.broadcast()
        for thread in threads.withLock({ $0 }) { thread.join() }
    }

    private var isStopped: Bool { stopped.load(ordering: .acquiring) }

    private func followAsStandby(_ snapshots: Snapshots, _ options: CellOptions) {
        while !isStopped {
            do {
                let standby = try Standby(
                    journal: journal, snapshots: snapshots,
                    snapshotRecords: options.snapshotRecords,
                    limits: options.limits)
                standby.reserve(
                    orders: options.reservedOrders, linesPerOrder: options.reservedLinesPerOrder)
                while !isStopped {
                    let folded = try standby.step(maximumBatches: 16)
                    if standby.isSnapshotDue { try standby.writeSnapshot() }
                    let known = state.withLock { state in
                        defer { state.standby(standby.progress) }
                        return state.divergence
                    }
                    if known == nil, let divergence = standby.progress.divergence {
                        onTrouble(.diverged(divergence))
                    }
                    let position = standby.progress.position
                    if folded == 0 {
                        waitAtTail(after: position, Self.patience)
                    } else if position >= journal.tail.position {
                        pause(Self.standbyPause, isOrderBook: false)
                    }
                }
            } catch {
                let text = "\(error)"
                let known = state.withLock { state in
                    defer { state.standbyFailure = text }
                    return state.standbyFailure
                }
                if known != text { onTrouble(.standbyFailed(text)) }
                waitAtTail(after: .max - 1, Self.patienceAfterFailure)
            }
        }
    }

    private func followAsOrderBook() {
        guard let orderBook else { return }
        // Once at least: a cell that ends at once has still tried its order book.
        repeat {
            do {
                repeat {
                    let folded = try orderBook.step(from: journal)
                    let position = try orderBook.position().position
                    state.withLock { $0.booked(position) }
                    state.broadcast()
                    if folded == 0 {
                        waitAtTail(after: position, Self.patience)
                    } else if position >= journal.tail.position {
                        pause(Self.orderBookPause, isOrderBook: true)
                    }
                } while !isStopped
            } catch {
                let text = "\(error)"
                let known = state.withLock { state in
                    defer { state.orderBookFailure = text }
                    return state.orderBookFailure
                }
                if known != text { onTrouble(.orderBookFailed(text)) }
                waitAtTail(after: .max - 1, Self.patienceAfterFailure)
            }
        } while !isStopped
    }

    private func waitAtTail(after position: UInt64, _ patience: Duration) {
        _ = journal.wait(forPosition: position + 1, atMost: patience)
    }
}

/// Where those are that follow a cell's journal.
package struct CellProgress: Sendable, Hashable {
    /// The last durable batch.
    package var journalPosition: UInt64 = 0
    /// The last batch that the standby folded.
    package var standbyPosition: UInt64 = 0
    /// The digest of the standby's state after that batch.
    package var standbyDigest: UInt64 = 0
    /// The position of the latest snapshot.
    package var snapshotPosition: UInt64 = 0
    /// Set when the standby's fold differs from what the leader had.
    package var divergence: String?
    /// The standby's last failure, if it has not gone on since.
    package var standbyFailure: String?
    /// The last batch in the order book.
    package var orderBookPosition: UInt64 = 0
    /// The order book's last failure, if it has not gone on since.
    package var orderBookFailure: String?
    /// The last batch that somebody waited for to be in the order book.
    var wanted: UInt64 = 0

    mutating func standby(_ progress: Standby.Progress) {
        standbyPosition = progress.position
        standbyDigest = progress.digest
        snapshotPosition = progress.snapshotPosition
        divergence = progress.divergence
        standbyFailure = nil
    }

    mutating func booked(_ position: UInt64) {
        orderBookPosition = position
        orderBookFailure = nil
    }
}
