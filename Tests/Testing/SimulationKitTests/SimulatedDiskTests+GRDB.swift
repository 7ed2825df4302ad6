import Foundation
import GRDB
import SimulationKit
import Testing

/// GRDB on a simulated disk: it opens by plain path and knows nothing of it.
@Suite struct SimulatedDiskGRDBTests {
    @Test func aPoolLivesThroughACrash() throws {
        let disk = SimulatedDisk(seed: 1)
        let pool = try DatabasePool(path: disk.path("pool.sqlite"))
        // A pool sets NORMAL when it turns WAL on.
        try pool.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
        try pool.write { try $0.execute(sql: "CREATE TABLE rows (id INTEGER PRIMARY KEY)") }
        for _ in 0..<10 {
            try pool.write { try $0.execute(sql: "INSERT INTO rows DEFAULT VALUES") }
        }
        #expect(try pool.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM rows") } == 10)
        disk.crash()
        #expect(throws: DatabaseError.self) {
            try pool.write { try $0.execute(sql: "INSERT INTO rows DEFAULT VALUES") }
        }
        disk.restart()
        let again = try DatabaseQueue(path: disk.path("pool.sqlite"))
        try? pool.close()
        #expect(try again.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM rows") } == 10)
        #expect(!FileManager.default.fileExists(atPath: disk.path("pool.sqlite")))
    }
}
