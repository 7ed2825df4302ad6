import Foundation
import Rehearsal

/// A folder of one test, removed with the object.
final class RunFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/spillway-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The folder of the cell in a rehearsal's folder.
    var cell: String { path + "/cell" }

    /// A copy, to be spoilt.
    func copy() throws -> RunFolder {
        let copy = try RunFolder()
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.copyItem(
                atPath: path + "/" + name, toPath: copy.path + "/" + name)
        }
        return copy
    }

    /// Audits the ledger, the journal and the order book in it.
    func audit() throws -> AuditReport {
        let ledger = try Ledger.read(path: path + "/" + Ledger.fileName)
        return try Audit(directory: cell, ledger: ledger).run()
    }
}
