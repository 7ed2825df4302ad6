import GRDBSQLite
import Primitives
import SimulationKit
import Testing

/// Batches of rows written by the real SQLite through crashes, and what must be true of them after.
struct History {
    /// How the database is used.
    struct Use {
        var journal = "WAL"
        var synchronous = "FULL"
        var checkpoints = false
        var powersafeOverwrite = false
        var syncFailureChance = 0.0
        var writeFailureChance = 0.0
        /// Whether a failed write or sync ends the life, as it must where syncs fail: what is read
        /// back afterwards may not be on the disk, and never get there.
        var stopsOnFailure = true
        var lives = 3
    }

    let use: Use
    let disk: SimulatedDisk
    private var random: SeededRandom
    private var zombies: [Connection] = []
    /// Batches that were begun, in order, with the rows each may have: an attempt that failed may
    /// come to light until another has succeeded.
    private var begun: [Set<Int>] = []
    /// Batches that SQLite said are committed.
    private(set) var acknowledged = 0
    /// Acknowledged batches that were not there after a crash.
    private(set) var lost = 0

    init(seed: UInt64, _ use: Use) {
        self.use = use
        random = SeededRandom(seed: seed)
        disk = SimulatedDisk(
            seed: random.next(), options: DiskOptions(powersafeOverwrite: use.powersafeOverwrite))
    }

    /// Lives and crashes as often as the use says, and checks after each crash.
    mutating func run() throws -> [String] {
        for _ in 0..<use.lives {
            disk.plan.crashAfterOperations = Int(random.next() % 250)
            disk.plan.syncFailureChance = use.syncFailureChance
            disk.plan.writeFailureChance = use.writeFailureChance
            live()
            disk.crash()
            disk.plan = DiskFaults()
            disk.restart()
            let problems = try check()
            guard problems.isEmpty else { return problems }
            if random.happens(0.5) { zombies.removeAll() }
        }
        return []
    }

    /// Writes batches until the disk is gone.
    private mutating func live() {
        while !disk.isDown {
            // The connection outlives the crash, as that of a stopped process's thread would.
            guard let connection = try? Connection(disk.path("rows.sqlite")) else { continue }
            zombies.append(connection)
            do {
                try connection.run(
                    """
                    PRAGMA journal_mode = \(use.journal); PRAGMA synchronous = \(use.synchronous);
                    PRAGMA cache_size = 20;
                    PRAGMA wal_autocheckpoint = \(use.checkpoints ? 12 : 1000);
                    CREATE TABLE IF NOT EXISTS rows
                    (id INTEGER PRIMARY KEY, batch INTEGER, size INTEGER, payload TEXT);
                    """)
                for _ in 0..<(random.next() % 40) { try writeBatch(connection) }
            } catch {
                if error.primary == SQLITE_IOERR, use.stopsOnFailure { disk.crash() }
                if !disk.isDown { connection.close() }
                continue
            }
            if random.happens(0.5) { connection.close() }
        }
    }

    private mutating func writeBatch(_ connection: Connection) throws(SQLiteFailure) {
        // A batch without an answer may be there or not; whoever goes on has to look.
        let present = try connection.number("SELECT coalesce(max(batch), 0) FROM rows")
        guard present <= begun.count else { return }
        let count = 1 + Int(random.next() % 4)
        let batch = present + 1
        if batch > begun.count { begun.append([]) }
        begun[present].insert(count)
        try connection.run("BEGIN IMMEDIATE")
        for _ in 0..<count {
            let size = random.happens(0.2) ? 2000 + random.next() % 9000 : random.next() % 300
            try connection.run(
                """
                INSERT INTO rows (batch, size, payload)
                VALUES (\(batch), \(size), \(Self.payload("\(batch)", "\(size)")))
                """)
        }
        try connection.run("COMMIT")
        begun[present] = [count]
        acknowledged = batch
        if use.checkpoints, random.happens(0.2) {
            let mode = ["PASSIVE", "FULL", "RESTART", "TRUNCATE"][Int(random.next() % 4)]
            try connection.run("PRAGMA wal_checkpoint(\(mode))")
        }
    }

    /// Reads all back: whole, every acknowledged batch, and in order.
    private mutating func check() throws -> [String] {
        let connection: Connection
        var problems: [String] = []
        let found: [[String]]
        do {
            connection = try Connection(disk.path("rows.sqlite"))
            let verdict = try connection.rows("PRAGMA integrity_check")
            if verdict != [["ok"]] { problems.append("integrity: \(verdict)") }
            guard
                try connection.number("SELECT count(*) FROM sqlite_schema WHERE name = 'rows'") == 1
            else {
                return acknowledged == 0
                    ? problems : ["the table of \(acknowledged) batches is lost"]
            }
            let spoilt = try connection.number(
                "SELECT count(*) FROM rows WHERE payload <> \(Self.payload("batch", "size"))")
            if spoilt > 0 { problems.append("\(spoilt) rows are spoilt") }
            found = try connection.rows(
                "SELECT batch, count(*) FROM rows GROUP BY batch ORDER BY batch")
        } catch {
            lost += acknowledged
            return problems + ["unreadable: \(error)"]
        }
        for (index, row) in found.enumerated() {
            guard row[0] == "\(index + 1)", index < begun.count,
                begun[index].contains(Int(row[1]) ?? 0)
            else {
                problems.append("batch \(row[0]) has \(row[1]) rows at place \(index + 1)")
                break
            }
        }
        if found.count < acknowledged {
            lost += acknowledged - found.count
            problems.append("\(found.count) batches of \(acknowledged) acknowledged are there")
        }
        // What was there after a crash is on the disk for good.
        acknowledged = found.count
        begun.removeSubrange(min(found.count, begun.count)...)
        return problems
    }

    private static func payload(_ batch: String, _ size: String) -> String {
        "printf('%.*c', \(size), char(97 + \(batch) % 26))"
    }
}
