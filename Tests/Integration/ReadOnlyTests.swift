import Foundation
import Orders
import Rehearsal
import Store
import Testing

extension Integration {
    /// Commands that only look: nothing is made, changed or taken for what it is not.
    @Suite struct ReadOnlyTests {
        private static let looks = [
            ["journal", "verify"], ["journal", "stat"], ["journal", "dump"], ["orders", "check"],
        ]

        @Test func `looking makes and changes nothing`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            try Shop.fill(folder, executable)
            let before = try contents(folder.cell)
            for look in Self.looks {
                let said = try executable.run(look + [folder.cell], in: folder)
                #expect(said.exit == .code(0), "\(look): \(said)")
                #expect(try contents(folder.cell) == before, "\(look) left something")
            }
        }

        @Test func `a copy with a log is read too`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            let session = try Session(folder, executable: executable)
            try session.openShop()
            session.cell.child.send(signal: SIGKILL)
            session.cell.child.wait()
            #expect(try contents(folder.cell)["journal.sqlite-wal"]?.isEmpty == false)
            let said = try executable.run(["journal", "verify", folder.cell], in: folder)
            #expect(said.exit == .code(0) && said.output.contains("all 3 batches"), "\(said)")
        }

        @Test func `what is no journal ends with 2 and stays as it is`() throws {
            let executable = try Executable()
            for spoil in [Self.otherTables, Self.empty, Self.folder, Self.newer] {
                let folder = try RunFolder()
                try FileManager.default.createDirectory(
                    atPath: folder.cell, withIntermediateDirectories: true)
                try spoil(folder.cell + "/" + Cell.journalName)
                let before = try contents(folder.cell)
                for look in Self.looks + [["orders", "rebuild"], ["orders", "catch-up"]] {
                    let said = try executable.run(look + [folder.cell], in: folder)
                    #expect(said.exit == .code(2) && said.output.isEmpty, "\(look): \(said)")
                    #expect(said.errors.hasPrefix("spillway: "), "\(look): \(said)")
                    #expect(try contents(folder.cell) == before, "\(look) left something")
                }
            }
        }

        @Test func `a file that is damaged at its start ends with 1`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            try Shop.fill(folder, executable)
            let url = URL(fileURLWithPath: folder.cell + "/" + Cell.journalName)
            var bytes = try Data(contentsOf: url)
            bytes.replaceSubrange(0..<16, with: Data(repeating: 7, count: 16))
            try bytes.write(to: url)
            let said = try executable.run(["journal", "verify", folder.cell], in: folder)
            #expect(said.exit == .code(1), "\(said)")
        }

        @Test func `a batch that holds no bytes is named`() throws {
            let executable = try Executable()
            for column in ["bytes = 'text'", "epoch = 'text'"] {
                let folder = try RunFolder()
                try Shop.fill(folder, executable)
                try Shop.change(folder, "UPDATE batch SET \(column) WHERE position = 2")
                let said = try executable.run(["journal", "verify", folder.cell], in: folder)
                #expect(said.exit == .code(1) && said.output.contains("batch 2 "), "\(said)")
                let check = try executable.run(["orders", "check", folder.cell], in: folder)
                #expect(check.exit == .code(1) && check.errors.contains("batch 2 "), "\(check)")
            }
        }

        private func contents(_ folder: String) throws -> [String: Data] {
            var found: [String: Data] = [:]
            for name in try FileManager.default.subpathsOfDirectory(atPath: folder) {
                found[name] = FileManager.default.contents(atPath: folder + "/" + name) ?? Data()
            }
            return found
        }

        private static func otherTables(_ path: String) throws {
            let steps = [Migration(1, "somebody else's", "CREATE TABLE batch (x BIGINT)")]
            try Store(StoreConfiguration(.sqlite(path: path)), migrations: steps).close()
        }

        private static func empty(_ path: String) throws {
            try Data().write(to: URL(filePath: path))
        }

        private static func folder(_ path: String) throws {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true)
        }

        private static func newer(_ path: String) throws {
            let steps = [
                Migration(1, "batches and leaders", "CREATE TABLE batch (x BIGINT)"),
                Migration(2, "of tomorrow", "CREATE TABLE tomorrow (x BIGINT)"),
            ]
            try Store(StoreConfiguration(.sqlite(path: path)), migrations: steps).close()
        }
    }
}
