import Foundation
import Orders
import Rehearsal
import Testing

extension Integration {
    /// A journal that ends too early: who has seen more says so.
    @Suite struct WitnessTests {
        @Test func `verify finds batches that are missing at the end`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            let last = try Shop.fill(folder, executable)
            try Shop.change(folder, "DELETE FROM batch WHERE position >= \(last - 1)")
            for command in [["journal", "verify"], ["orders", "check"]] {
                let said = try executable.run(command + [folder.cell], in: folder)
                #expect(said.exit == .code(1), "\(command): \(said)")
            }
            let said = try executable.run(["journal", "verify", folder.cell], in: folder)
            #expect(said.output.contains("batch \(last - 1) is missing"), "\(said)")
            let json = try executable.run(["journal", "verify", folder.cell, "--json"], in: folder)
            #expect(json.output.contains("\"position\":\(last - 1)"), "\(json)")
        }

        @Test func `a snapshot is a witness too`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            try Shop.fill(folder, executable)
            for suffix in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(
                    atPath: folder.cell + "/" + Cell.orderBookName + suffix)
            }
            let name = "/snapshot-00000000000000000099"
            try Data().write(to: URL(filePath: folder.cell + "/" + Cell.snapshotsName + name))
            let said = try executable.run(["journal", "verify", folder.cell], in: folder)
            #expect(said.exit == .code(1) && said.output.contains("batch 24 is missing"), "\(said)")
            let rebuild = try executable.run(["orders", "rebuild", folder.cell], in: folder)
            #expect(rebuild.exit == .code(1), "\(rebuild)")
        }

        @Test func `rebuild keeps a book that has seen more, unless it is forced`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            let last = try Shop.fill(folder, executable)
            try Shop.change(folder, "DELETE FROM batch WHERE position = \(last)")
            let path = folder.cell + "/" + Cell.orderBookName
            let before = FileManager.default.contents(atPath: path)
            let said = try executable.run(["orders", "rebuild", folder.cell], in: folder)
            #expect(said.exit == .code(1) && said.errors.contains("--force"), "\(said)")
            #expect(FileManager.default.contents(atPath: path) == before)
            let forced = try executable.run(
                ["orders", "rebuild", folder.cell, "--force", "--json"], in: folder)
            #expect(
                forced.exit == .code(0)
                    && forced.output.contains("\"position\":\(last - 1),\"was_at\":\(last)"),
                "\(forced)")
            let check = try executable.run(["orders", "check", folder.cell], in: folder)
            #expect(check.exit == .code(0), "\(check)")
        }

        @Test func `a cell does not start without a journal that others have seen`() throws {
            let executable = try Executable()
            let folder = try RunFolder()
            try Shop.fill(folder, executable)
            try FileManager.default.removeItem(atPath: folder.cell + "/" + Cell.journalName)
            try FileManager.default.removeItem(atPath: folder.cell + "/" + CellLock.name)
            let before = try FileManager.default.contentsOfDirectory(atPath: folder.cell).sorted()
            let said = try executable.run(["cell", folder.cell], in: folder)
            #expect(said.exit == .code(2) && said.output.isEmpty, "\(said)")
            #expect(said.errors.contains(Cell.journalName), "\(said)")
            let after = try FileManager.default.contentsOfDirectory(atPath: folder.cell).sorted()
            #expect(after == before)
        }
    }
}
