import Foundation
import Journal
import Store
import Testing

/// The format on disk, byte for byte.
///
/// The files were written by another program from the text of `journal_format.h`. If a test here
/// fails, journals that exist can no longer be read: raise the version instead.
@Suite struct GoldenTests {
    private static let payloads: [[UInt8]] = [[], Array("accepted: 双11".utf8), Array(0...255)]
    private static let lastHash = "0e1e6af2a55d91b7998c06c6d85d4c7aa1d7fde106085a1cd40772c9e3ee1538"

    private func golden(_ position: Int) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(
            path: "Golden")
        return [UInt8](try Data(contentsOf: folder.appending(path: "batch-\(position).bin")))
    }

    @Test func batchesAreWrittenAsTheyAlwaysWere() throws {
        let file = try TemporaryJournal()
        let journal = try file.open()
        let epoch = try journal.lead()
        for payload in Self.payloads { try journal.append(payload, epoch: epoch) }
        #expect(journal.tail.hash.description == Self.lastHash)
        try journal.close()
        for position in 1...3 { #expect(try file.bytes(at: Int64(position)) == golden(position)) }
    }

    @Test func oldBatchesAreRead() throws {
        let file = try TemporaryJournal()
        try file.open().close()
        for position in 1...3 {
            try file.tamper(
                "INSERT INTO batch VALUES (3, $1, 1, $2)",
                [.integer(Int64(position)), .blob(try golden(position))])
        }
        let journal = try file.open()
        #expect(try journal.verify().hash.description == Self.lastHash)
        for (offset, payload) in Self.payloads.enumerated() {
            #expect(try journal.readBatch(at: UInt64(offset + 1)).payload == payload)
        }
        // A leader that this file has not heard of goes on with a greater epoch.
        #expect(try journal.lead() == 2)
        try journal.close()
    }
}
