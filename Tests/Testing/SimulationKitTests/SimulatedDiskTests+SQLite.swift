import Foundation
import GRDBSQLite
import Primitives
import SimulationKit
import Synchronization
import Testing

/// What SQLite's connections see of a simulated disk.
@Suite struct SimulatedDiskSQLiteTests {
    private static let setUp = """
        PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
        CREATE TABLE IF NOT EXISTS rows (id INTEGER PRIMARY KEY, bytes BLOB);
        """

    @Test func writersInEachOthersWayAreBusy() throws {
        for journal in ["WAL", "DELETE"] {
            let disk = SimulatedDisk(seed: 1)
            let first = try Connection(disk.path("a.sqlite"))
            try first.run(Self.setUp + "PRAGMA journal_mode = \(journal)")
            let second = try Connection(disk.path("a.sqlite"))
            try first.run("BEGIN IMMEDIATE; INSERT INTO rows DEFAULT VALUES")
            #expect(throws: SQLiteFailure(code: SQLITE_BUSY)) { try second.run("BEGIN IMMEDIATE") }
            #expect(try second.number("SELECT count(*) FROM rows") == 0)
            try first.run("COMMIT")
            try second.run("BEGIN IMMEDIATE; INSERT INTO rows DEFAULT VALUES; COMMIT")
            #expect(try first.number("SELECT count(*) FROM rows") == 2)
        }
    }

    @Test func readersKeepACheckpointFromEndingAndAWriterFromCommittingWithoutWAL() throws {
        let disk = SimulatedDisk(seed: 1)
        let writer = try Connection(disk.path("a.sqlite"))
        let reader = try Connection(disk.path("a.sqlite"))
        try writer.run(Self.setUp)
        try reader.run("BEGIN")
        #expect(try reader.number("SELECT count(*) FROM rows") == 0)
        try writer.run("INSERT INTO rows DEFAULT VALUES")
        #expect(try writer.rows("PRAGMA wal_checkpoint(TRUNCATE)")[0][0] == "1")
        try reader.run("COMMIT")
        #expect(try writer.rows("PRAGMA wal_checkpoint(TRUNCATE)") == [["0", "0", "0"]])
        reader.close()
        try writer.run("PRAGMA journal_mode = DELETE")
        let late = try Connection(disk.path("a.sqlite"))
        try late.run("BEGIN")
        #expect(try late.number("SELECT count(*) FROM rows") == 1)
        #expect(throws: SQLiteFailure(code: SQLITE_BUSY)) {
            try writer.run("INSERT INTO rows DEFAULT VALUES")
        }
    }

    @Test func aFullDiskRefusesAndGoesOnAfterRoomIsMade() throws {
        let disk = SimulatedDisk(seed: 1)
        let connection = try Connection(disk.path("a.sqlite"))
        try connection.run(Self.setUp)
        disk.plan.capacityBytes = 200_000
        var rows = 0
        #expect(throws: SQLiteFailure(code: SQLITE_FULL)) {
            while true {
                try connection.run("INSERT INTO rows (bytes) VALUES (zeroblob(3000))")
                rows += 1
            }
        }
        #expect(rows > 10 && disk.statistics.refusedWrites > 0)
        disk.plan.capacityBytes = 400_000
        try connection.run("INSERT INTO rows (bytes) VALUES (zeroblob(3000))")
        #expect(try connection.number("SELECT count(*) FROM rows") == rows + 1)
        #expect(try connection.rows("PRAGMA integrity_check") == [["ok"]])
    }

    @Test func theDeadStayDead() throws {
        let disk = SimulatedDisk(seed: 1)
        let zombie = try Connection(disk.path("a.sqlite"))
        try zombie.run(Self.setUp + "INSERT INTO rows DEFAULT VALUES; BEGIN IMMEDIATE")
        disk.crash()
        #expect(throws: SQLiteFailure.self) {
            try zombie.run("INSERT INTO rows DEFAULT VALUES; COMMIT")
        }
        #expect(throws: SQLiteFailure.self) {
            try Connection(disk.path("a.sqlite")).run("SELECT * FROM rows")
        }
        disk.restart()
        let living = try Connection(disk.path("a.sqlite"))
        try living.run("BEGIN IMMEDIATE; INSERT INTO rows DEFAULT VALUES")
        #expect(throws: SQLiteFailure.self) {
            try zombie.run("BEGIN IMMEDIATE; DELETE FROM rows; COMMIT")
        }
        zombie.close()
        try living.run("COMMIT")
        #expect(try living.number("SELECT count(*) FROM rows") == 2)
        #expect(try living.rows("PRAGMA integrity_check") == [["ok"]])
    }

    @Test func readsThatFailOnceSucceedTheNextTime() throws {
        let disk = SimulatedDisk(seed: 1)
        try Connection(disk.path("a.sqlite")).run(Self.setUp)
        let connection = try Connection(disk.path("a.sqlite"))
        disk.plan.failingReads = 1
        let failure = SQLiteFailure(code: SQLITE_IOERR | (1 << 8))
        #expect(throws: failure) { try connection.run("SELECT * FROM rows") }
        try connection.run("SELECT * FROM rows")
        #expect(disk.statistics.failedReads == 1)
    }

    @Test func aFlippedBitIsFound() throws {
        let disk = SimulatedDisk(seed: 1)
        let connection = try Connection(disk.path("a.sqlite"))
        try connection.run(Self.setUp + "INSERT INTO rows (bytes) VALUES (zeroblob(9000))")
        connection.close()
        // The type of the table's page.
        try disk.flipBit("a.sqlite", offset: 4096, bit: 3)
        let again = try Connection(disk.path("a.sqlite"))
        #expect(throws: SQLiteFailure(code: SQLITE_CORRUPT)) {
            _ = try again.rows("SELECT * FROM rows")
        }
    }

    @Test func timeAndSleepAreSimulated() throws {
        struct Clock: WallClock {
            func now() -> Timestamp { Timestamp(86_400_000) }
            func monotonicNanoseconds() -> UInt64 { 0 }
        }
        final class Slept: Sendable { let microseconds = Atomic<Int>(0) }
        let slept = Slept()
        let options = DiskOptions(clock: Clock()) { operation in
            guard operation.kind == .sleep else { return }
            slept.microseconds.add(operation.length, ordering: .relaxed)
        }
        let disk = SimulatedDisk(seed: 1, options: options)
        let first = try Connection(disk.path("a.sqlite"))
        let second = try Connection(disk.path("a.sqlite"))
        try first.run(Self.setUp + "BEGIN IMMEDIATE")
        #expect(try first.rows("SELECT datetime('now')") == [["1970-01-02 00:00:00"]])
        try second.run("PRAGMA busy_timeout = 60000")
        let start = SystemClock().monotonicNanoseconds()
        #expect(throws: SQLiteFailure(code: SQLITE_BUSY)) { try second.run("BEGIN IMMEDIATE") }
        #expect(SystemClock().monotonicNanoseconds() - start < 30_000_000_000)
        #expect(slept.microseconds.load(ordering: .relaxed) >= 59_000_000)
    }

    @Test func filesOfTheMachineGoOnWorking() throws {
        let disk = SimulatedDisk(seed: 1)
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "real.sqlite").path
        let real = try Connection(path)
        try real.run(Self.setUp + "INSERT INTO rows DEFAULT VALUES")
        disk.crash()
        try real.run("INSERT INTO rows DEFAULT VALUES")
        #expect(try real.number("SELECT count(*) FROM rows") == 2)
        real.close()
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(!FileManager.default.fileExists(atPath: path + "-wal"))
    }
}
