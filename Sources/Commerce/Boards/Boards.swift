package import Journal
package import Orders
package import Primitives
internal import OrderCore
internal import Synchronization

/// The boards of a cell: one thread that follows its journal and keeps them up to date.
///
/// A start takes the stock from the order book's tables and folds the journal from there, and the
/// figures from the batch in which the day began, or from those that were kept at the end.
package final class Boards: Sendable {
    /// Where the boards are.
    package struct Progress: Sendable, Hashable {
        /// The last batch that is on the boards.
        package var position: UInt64 = 0
        /// Records that wait for the order book.
        package var deferred = 0
        /// The batch behind which the figures were counted; above 0 where they were kept.
        package var countedFrom: UInt64 = 0
        /// Pages of orders in memory.
        package var pages = 0
        /// The last failure, if they have not gone on since.
        package var failure: BoardsError?
    }

    /// Price and stock of every pool.
    package let stock: StockBoard
    /// The figures of the big screen.
    package let sales: SaleBoard
    private let journal: Journal
    private let book: OrderBook?
    private let options: BoardsOptions
    private let clock: any WallClock
    private let isStopped = Atomic<Bool>(false)
    private let state = ConditionLock(Progress())
    private let thread = ConditionLock<WorkThread?>(nil)

    private static let patience = Duration.milliseconds(50)
    /// How long batches gather once the boards have caught up, in nanoseconds: what pages and
    /// screens show is no older than that.
    private static let pause: UInt64 = 20_000_000
    private static let patienceAfterFailure = Duration.milliseconds(500)
    /// How often the figures are kept while orders come, in nanoseconds.
    private static let snapshotInterval: UInt64 = 60_000_000_000
    /// Bytes after which a step publishes.
    private static let bytesInStep = 1 << 20

    /// Starts following.
    package init(
        journal: Journal, orderBook: OrderBook?, options: BoardsOptions = BoardsOptions(),
        clock: any WallClock = SystemClock()
    ) {
        self.journal = journal
        book = orderBook
        self.options = options
        self.clock = clock
        let now = clock.now().rawValue
        let midnight = Timestamp(now - now % SaleState.dayMilliseconds)
        stock = StockBoard()
        sales = SaleBoard(stock: stock, dayStart: options.dayStart ?? midnight, clock: clock)
        let thread = WorkThread(name: "boards", niceness: 5) { [self] in follow() }
        self.thread.withLock { $0 = thread }
    }

    /// Starts following a cell.
    package convenience init(
        _ cell: Cell, options: BoardsOptions = BoardsOptions(),
        clock: any WallClock = SystemClock()
    ) {
        self.init(journal: cell.journal, orderBook: cell.orderBook, options: options, clock: clock)
    }

    /// Where the boards are.
    package var progress: Progress { state.withLock { $0 } }

    /// Waits until there are prices and stock at all, as of the order book or later, for
    /// `nanoseconds` at most; says whether there are.
    package func waitForStock(atMost nanoseconds: UInt64) -> Bool {
        guard journal.tail.position > 0 else { return true }
        return state.wait(until: { [stock] _ in stock.position > 0 }, atMost: nanoseconds)
    }

    /// Waits until the boards show the batch at `position`, for `nanoseconds` at most; says whether
    /// they do.
    package func wait(forPosition position: UInt64, atMost nanoseconds: UInt64) -> Bool {
        state.wait(until: { $0.position >= position && $0.deferred == 0 }, atMost: nanoseconds)
    }

    /// Waits until the boards show what is in the journal now.
    package func waitForTail(atMost nanoseconds: UInt64) -> Bool {
        wait(forPosition: journal.tail.position, atMost: nanoseconds)
    }

    /// Stops following; close the boards before the cell.
    package func close() {
        isStopped.store(true, ordering: .releasing)
        state.broadcast()
        let thread = thread.withLock { $0 }
        thread?.join()
    }

    private func follow() {
        while !isStopped.load(ordering: .acquiring) {
            do throws(BoardsError) {
                try followFromStart()
            } catch {
                state.withLock { $0.failure = error }
                _ = journal.wait(forPosition: .max - 1, atMost: Self.patienceAfterFailure)
            }
        }
    }

    /// Folds from a fresh start until stopped.
    private func followFromStart() throws(BoardsError) {
        let opening = (try? book?.opening()) ?? nil
        let fold = BoardFold(
            book: book, opening: opening, maximumOrders: options.maximumOrders,
            countries: options.countries)
        var position = fold.stockStart
        // Without an order book the fold begins where the journal does, and needs no more.
        let path = opening == nil ? nil : options.snapshotPath
        let snapshot = path.flatMap { FiguresSnapshot.read($0, of: journal) }
        if sales.start(with: snapshot), let snapshot {
            fold.figuresStart = snapshot.position
            position = min(position, snapshot.position)
        } else if opening != nil {
            position = min(position, try JournalTimes(journal).positionBefore(sales.dayStart))
        }
        var kept = (position: fold.figuresStart, at: clock.monotonicNanoseconds())
        var previous: BatchHash?
        stock.publish(&fold.stock, position: fold.stockStart)
        state.broadcast()
        while !isStopped.load(ordering: .acquiring) {
            fold.countries.begin(nanoseconds: clock.monotonicNanoseconds())
            let tail = try step(fold, after: position, previous)
            let hasMoved = tail.position > position
            if hasMoved {
                position = tail.position
                previous = tail.hash
            }
            if !fold.deferred.isEmpty {
                sales.figures.withLock { fold.settleDeferred(&$0) }
            }
            stock.publish(&fold.stock, position: max(position, fold.stockStart))
            let progress = Progress(
                position: position, deferred: fold.deferred.count, countedFrom: fold.figuresStart,
                pages: fold.memory.pageCount)
            state.withLock { $0 = progress }
            state.broadcast()
            if clock.monotonicNanoseconds() &- kept.at > Self.snapshotInterval {
                keep(fold, position, previous, at: path, &kept)
            }
            if hasMoved, position >= journal.tail.position {
                // Batches that arrive close together cost less to fold together.
                _ = state.wait(
                    until: { [self] _ in isStopped.load(ordering: .acquiring) },
                    atMost: Self.pause)
            } else if !hasMoved {
                _ = journal.wait(forPosition: position + 1, atMost: Self.patience)
            }
        }
        // Not after a failure: some of the figures may be ahead of the position then.
        keep(fold, position, previous, at: path, &kept)
    }

    /// Keeps the figures as they are behind the batch at `position`, unless they were kept there.
    private func keep(
        _ fold: BoardFold, _ position: UInt64, _ hash: BatchHash?, at path: String?,
        _ kept: inout (position: UInt64, at: UInt64)
    ) {
        kept.at = clock.monotonicNanoseconds()
        guard let path, let hash, position > max(kept.position, fold.figuresStart),
            fold.deferred.isEmpty
        else { return }
        let figures = sales.figures.withLock { $0 }
        FiguresSnapshot(position: position, hash: hash, figures: figures).write(to: path)
        kept.position = position
    }

    private func step(
        _ fold: BoardFold, after position: UInt64, _ previous: BatchHash?
    ) throws(BoardsError) -> JournalTail {
        var failure: BoardsError?
        var bytes = 0
        let figures = sales
        let tail: JournalTail
        do {
            tail = try unsafe journal.fold(from: position + 1, previous: previous) {
                position, payload in
                do throws(BoardsError) {
                    let span = unsafe payload.bytes
                    try figures.fold(span, position: position, with: fold)
                } catch {
                    failure = error
                }
                bytes += payload.count
                return failure == nil && bytes < Self.bytesInStep
            }
        } catch {
            throw BoardsError(position: error.position ?? position + 1, message: "\(error)")
        }
        if let failure { throw failure }
        return tail
    }
}
