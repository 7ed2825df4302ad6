import Foundation
import Glibc
import Orders
import Rehearsal
import Store
import Testing

extension Integration {
    /// A journal that is not what was written: nothing starts, and the position is named.
    @Suite struct DamageTests {
        private static let orders = 60

        @Test func `a damaged journal is refused, and the position is named`() throws {
            let executable = try Executable()
            let sound = try RunFolder()
            let last = try fill(sound, executable)
            for position in [2, last / 2, last] {
                try check(sound.copy(), executable, position) { try flip(in: $0, at: position) }
                try check(sound.copy(), executable, position) {
                    try flipInFile(in: $0, at: position)
                }
            }
            try check(sound.copy(), executable, last / 2) { folder in
                try write(folder, "DELETE FROM batch WHERE position = $1", [SQLValue(last / 2)])
            }
            let verify = try executable.run(["journal", "verify", sound.cell], in: sound)
            #expect(verify.exit == .code(0), "the sound one: \(verify)")
        }

        /// Fills a journal, one batch for each order; gives the last position.
        private func fill(_ folder: RunFolder, _ executable: Executable) throws -> UInt64 {
            let session = try Session(folder, executable: executable)
            try session.openShop()
            for number in 10..<10 + Self.orders {
                #expect(try session.ask(Session.order(number)).code == "accepted")
            }
            session.cell.child.send(signal: SIGTERM)
            #expect(session.cell.child.wait(atMostSeconds: 5) == .code(0))
            session.cell.child.wait()
            return UInt64(3 + Self.orders)
        }

        private func check(
            _ folder: RunFolder, _ executable: Executable, _ position: UInt64,
            spoil: (RunFolder) throws -> Void
        ) throws {
            try spoil(folder)
            let name = "batch \(position) "
            let cell = try executable.run(["cell", folder.cell], in: folder)
            #expect(cell.exit == .code(2) && cell.errors.contains(name), "cell: \(cell)")
            #expect(cell.output.isEmpty, "it said it was ready: \(cell.output)")
            let verify = try executable.run(["journal", "verify", folder.cell], in: folder)
            #expect(verify.exit == .code(1) && verify.output.contains(name), "verify: \(verify)")
            let json = try executable.run(["journal", "verify", folder.cell, "--json"], in: folder)
            let report = try JSONDecoder().decode(Verified.self, from: Data(json.output.utf8))
            #expect(
                json.exit == .code(1) && !report.holds && report.position == position, "\(json)")
        }

        private struct Verified: Decodable {
            var holds: Bool
            var position: UInt64?
        }

        /// Flips a bit in the middle of a batch, through SQL: the file is sound, its content is
        /// not.
        private func flip(in folder: RunFolder, at position: UInt64) throws {
            var bytes = try self.bytes(folder, position)
            bytes[bytes.count / 2] ^= 0x10
            try write(
                folder, "UPDATE batch SET bytes = $1 WHERE position = $2",
                [.blob(bytes), SQLValue(position)])
        }

        /// Flips a bit in the middle of a batch, in the file itself.
        private func flipInFile(in folder: RunFolder, at position: UInt64) throws {
            let bytes = Data(try self.bytes(folder, position))
            let url = URL(fileURLWithPath: folder.cell + "/" + Cell.journalName)
            var file = try Data(contentsOf: url)
            let place = try #require(
                file.range(of: bytes), "the batch is not in one piece in the file")
            file[place.lowerBound + bytes.count / 2] ^= 0x01
            try file.write(to: url)
        }

        private func bytes(_ folder: RunFolder, _ position: UInt64) throws -> [UInt8] {
            let store = try Store(
                StoreConfiguration(.sqlite(path: folder.cell + "/" + Cell.journalName)))
            defer { try? store.close() }
            let bytes = try store.read { connection throws(StoreError) in
                try connection.first(
                    "SELECT bytes FROM batch WHERE position = $1", [SQLValue(position)]
                ) {
                    row throws(StoreError) in try row.blob(0)
                }
            }
            return try #require(bytes)
        }

        private func write(_ folder: RunFolder, _ sql: String, _ values: [SQLValue]) throws {
            let store = try Store(
                StoreConfiguration(.sqlite(path: folder.cell + "/" + Cell.journalName)))
            let changed = try store.write { connection throws(StoreError) in
                try connection.execute(sql, values)
            }
            try store.close()
            #expect(changed == 1)
        }
    }
}
