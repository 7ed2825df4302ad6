import Foundation
import Rehearsal
import Store
import Testing

/// A lie that is planted in the folder of a sale that was rehearsed: its audit must name it.
struct SaleLie: Sendable {
    var name: String
    /// The rule that it breaks.
    var rule: Finding.Rule
    /// Changes the folder; gives what the finding must speak of.
    var plant: @Sendable (String) throws -> String

    /// Plants it in a copy of `run`.
    func expectNamed(in run: String) throws {
        let copy = run + "-lie"
        try FileManager.default.copyItem(atPath: run, toPath: copy)
        defer { try? FileManager.default.removeItem(atPath: copy) }
        let subject = try plant(copy)
        let report = try SaleAudit(directory: copy).run()
        #expect(!report.holds, "\(name) went unnoticed")
        let isNamed = report.findings.contains {
            $0.rule == rule && "\($0)".contains(subject)
        }
        #expect(isNamed, "\(name), about \(subject): \(report.findings.prefix(5))")
    }

    /// Changes a book of the center.
    static func change(_ run: String, _ book: String, _ sql: String) throws {
        let store = try Store(StoreConfiguration(.sqlite(path: run + "/center/" + book)))
        let changed = try store.write { connection throws(StoreError) in
            try connection.execute(sql)
        }
        try store.close()
        try #require(changed > 0)
    }

    /// A number in a book of the center.
    static func number(_ run: String, _ book: String, _ sql: String) throws -> Int64 {
        let store = try Store(StoreConfiguration(.sqlite(path: run + "/center/" + book)))
        defer { try? store.close() }
        let found = try store.read { connection throws(StoreError) in
            try connection.first(sql) { row throws(StoreError) in try row.integer(0) }
        }
        return try #require(found)
    }

    /// Leaves out the lines of a file that `isDropped` picks, each given by its fields.
    static func drop(_ path: String, _ isDropped: ([Substring]) -> Bool) throws {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        let lines = text.split(separator: "\n")
        let kept = lines.filter {
            !isDropped($0.split(separator: "\t", omittingEmptySubsequences: false))
        }
        try #require(kept.count < lines.count)
        try (kept.joined(separator: "\n") + "\n")
            .write(toFile: path, atomically: true, encoding: .utf8)
    }
}
