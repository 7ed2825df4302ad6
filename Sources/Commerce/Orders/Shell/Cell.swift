internal import Foundation
package import Journal
internal import OrderCore
package import Primitives
internal import Synchronization

/// A running order core: what accepts, keeps and answers the orders of a shard of merchants.
///
/// Opened in a folder of its own, it leads the journal there. Every command that was submitted gets
/// exactly one answer.
package final class Cell: Sendable {
    /// The folder that the cell keeps its data in.
    package let directory: String
    /// How the cell runs.
    package let options: CellOptions
    /// The journal.
    package let journal: Journal
    /// The order book, if it follows in this process.
    package let orderBook: OrderBook?
    /// How the start went.
    package let start: CellStart

    private let engine: CellEngine
    private let intake: Intake
    private let writer: CellWriter
    private let writing: WorkThread
    private let followers: CellFollowers
    private let lock: Mutex<CellLock?>

    /// The name of the journal's file in a cell's folder.
    package static let journalName = "journal.sqlite"
    /// The name of the order book's file in a cell's folder.
    package static let orderBookName = "orderbook.sqlite"
    /// The name of the folder of snapshots in a cell's folder.
    package static let snapshotsName = "snapshots"

    /// Opens the cell in `directory`, creating it if there is none: checks the whole journal,
    /// builds the core from the latest snapshot and the tail, takes the lead, and takes orders when
    /// this returns.
    ///
    /// - Throws: `corrupt`, naming the position, when a batch is missing or altered; nothing is
    ///   started then.
    package init(
        directory: String, cell: CellID = CellID(1), options: CellOptions = CellOptions(),
        clock: any WallClock = SystemClock()
    ) throws(CellError) {
        self.directory = directory
        self.options = options
        let began = clock.monotonicNanoseconds()
        do {
            try FileManager.default.createDirectory(
                atPath: directory, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw CellError(
                .folder, "the folder \(directory) cannot be made: \(error.localizedDescription)")
        }
        try JournalWitnesses.requireJournal(in: directory)
        lock = Mutex(options.takesLock ? try CellLock(directory: directory) : nil)
        do {
            journal = try Journal(
                path: directory + "/" + Self.journalName, cell: cell, options: options.journal)
        } catch {
            throw CellError(error)
        }
        let snapshots: Snapshots
        do {
            let files = try DirectorySnapshotFiles(directory: directory + "/" + Self.snapshotsName)
            snapshots = Snapshots(files, kept: options.keptSnapshots)
        } catch {
            throw CellError(.folder, "the folder of snapshots cannot be made: \(error)")
        }
        let opened = try Self.lead(journal, snapshots, options)
        start = CellStart(
            epoch: opened.epoch, position: opened.recovered.position,
            snapshotPosition: opened.recovered.snapshotPosition,
            foldedRecords: opened.recovered.foldedRecords,
            openOrders: opened.recovered.core.orderCount,
            nanoseconds: clock.monotonicNanoseconds() - began)
        engine = CellEngine(
            journal: journal, snapshots: snapshots, options: options, clock: clock, sinks: Sinks(),
            epoch: opened.epoch, recovered: opened.takeRecovered())
        intake = Intake(capacity: options.intakeBytes)
        writer = CellWriter(engine, intake)
        do {
            orderBook =
                options.hasOrderBook
                ? try OrderBook(path: directory + "/" + Self.orderBookName) : nil
        } catch {
            throw CellError(
                .storage,
                "the order book cannot be opened; `spillway orders rebuild` makes it anew: \(error)"
            )
        }
        let witnesses = JournalWitnesses(
            snapshot: (try? snapshots.positions().first) ?? 0,
            orderBook: (try? orderBook?.position().position) ?? 0)
        try witnesses.check(journalEndsAt: journal.tail.position)
        writing = WorkThread(name: "cell-write") { [writer] in writer.run() }
        followers = CellFollowers(journal, orderBook, snapshots, options)
    }

    /// What the cell is at.
    package var state: CellState { writer.cellState }

    /// What the cell did since it was opened.
    package var statistics: CellStatistics { engine.statistics.now }

    /// How its batches spread since it was opened.
    package var spreads: CellSpreads { engine.statistics.spread }

    /// Bytes of commands that wait to be decided, and how many may.
    package var load: (waiting: Int, most: Int) { (intake.waitingBytes, intake.capacity) }

    /// Where the standby and the order book are.
    package var progress: CellProgress { followers.progress }

    /// Waits until the order book shows everything that is durable now, for `nanoseconds` at most;
    /// says whether it does.
    package func settleOrderBook(atMost nanoseconds: UInt64) -> Bool {
        followers.waitForOrderBook(journal.tail.position, atMost: nanoseconds)
    }

    /// Adds a client whose answers go to `sink`; gives its number.
    package func addClient(_ sink: any AnswerSink) -> UInt32 { engine.sinks.add(sink) }

    /// Lets a client go that has had all its answers.
    package func removeClient(_ client: UInt32) { engine.sinks.remove(client) }

    /// Submits commands, all or none. Each gets exactly one answer through the client's sink.
    ///
    /// - Returns: nil when they were taken in; else why none was: `busy` or `closed`.
    package func submit(_ commands: CommandBuffer, client: UInt32) -> Answer.Outcome? {
        intake.submit(commands, client: client)
    }

    /// Takes nothing in any more, answers what was taken in, and closes the files.
    package func close() {
        intake.close()
        writing.join()
        followers.stop()
        // Everything that was acknowledged is durable; there is nothing left to lose.
        try? orderBook?.close()
        try? journal.close()
        lock.withLock { $0 = nil }
    }

    private static func lead(
        _ journal: Journal, _ snapshots: Snapshots, _ options: CellOptions
    ) throws(CellError) -> OpenedCell {
        let epoch: UInt64
        do throws(JournalError) {
            epoch = try journal.lead()
            try journal.settle()
        } catch {
            throw CellError(error)
        }
        // The tail is final now. Another thread checks all of it while this one builds the core.
        let check = ConditionLock<CellError?>(nil)
        let checking = WorkThread(name: "journal-verify") {
            do throws(JournalError) { try journal.verify() } catch {
                let failure = CellError(error)
                check.withLock { $0 = failure }
            }
        }
        var recovered: RecoveredCore?
        var failure: CellError?
        do throws(CellError) {
            recovered = try Recovery.core(
                from: journal, snapshots, limits: options.limits, plantedBug: options.plantedBug)
        } catch {
            failure = error
        }
        checking.join()
        // A batch that is not what was written explains why the core could not be built.
        if let damage = check.withLock({ $0 }) { throw damage }
        if let failure { throw failure }
        guard let recovered = recovered.take() else {
            throw CellError(.inconsistent, "no core was built")
        }
        return OpenedCell(epoch: epoch, recovered: recovered)
    }
}

private struct OpenedCell: ~Copyable {
    var epoch: UInt64
    var recovered: RecoveredCore

    init(epoch: UInt64, recovered: consuming RecoveredCore) {
        self.epoch = epoch
        self.recovered = recovered
    }

    consuming func takeRecovered() -> RecoveredCore { recovered }
}

/// How a cell's start went.
package struct CellStart: Sendable, Hashable {
    /// The epoch that it leads in.
    package var epoch: UInt64
    /// The last batch of the journal.
    package var position: UInt64
    /// The snapshot that it started from; 0 for none.
    package var snapshotPosition: UInt64
    /// Records that were folded after it.
    package var foldedRecords: UInt64
    /// Orders in memory.
    package var openOrders: Int
    /// From opening the folder to taking orders.
    package var nanoseconds: UInt64
}
