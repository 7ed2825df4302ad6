import Foundation
import Journal
import JournalFormat
import Primitives
import Store

/// A directory for one test's journal, removed with the object.
final class TemporaryJournal: Sendable {
    static let cell = CellID(3)
    let path: String
    private let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(
            path: "journal-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "journal.sqlite").path
    }

    deinit { try? FileManager.default.removeItem(at: directory) }

    /// Opens the journal, with what the test changes in its options.
    func open(_ change: (inout JournalOptions) -> Void = { _ in }) throws(JournalError) -> Journal {
        var options = JournalOptions()
        options.checkpointing = .manual
        change(&options)
        return try Journal(path: path, cell: Self.cell, options: options)
    }

    /// Makes a journal of `count` batches under one leader, and closes it.
    func fill(_ count: Int) throws {
        let journal = try open()
        let epoch = try journal.lead()
        for number in 1...count { try journal.append(payload(number), epoch: epoch) }
        try journal.close()
    }

    /// Changes the tables behind the journal's back.
    func tamper(_ sql: String, _ parameters: [SQLValue] = []) throws {
        let store = try Store(StoreConfiguration(.sqlite(path: path)))
        try store.write { connection throws(StoreError) in try connection.execute(sql, parameters) }
        try store.close()
    }

    /// The bytes of one row.
    func bytes(at position: Int64) throws -> [UInt8] {
        let store = try Store(StoreConfiguration(.sqlite(path: path)))
        let bytes = try store.read { connection throws(StoreError) in
            try connection.first(
                "SELECT bytes FROM batch WHERE position = $1", [.integer(position)]
            ) {
                row throws(StoreError) in try row.blob(0)
            }
        }
        try store.close()
        return bytes ?? []
    }
}

/// The payload that tests give to their batch of this number.
func payload(_ number: Int) -> [UInt8] {
    Array("batch \(number)".utf8)
        + [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: number % 7)
}

extension Journal {
    /// Appends a payload from an array.
    @discardableResult
    func append(_ payload: [UInt8], epoch: UInt64) throws(JournalError) -> UInt64 {
        var frame = ByteFrame(capacity: 1 << 10, headroom: Int(JOURNAL_BATCH_HEADER_BYTES))
        unsafe frame.append(copying: payload.span.bytes)
        return try append(&frame, epoch: epoch)
    }
}
