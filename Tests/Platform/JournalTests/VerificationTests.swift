import Journal
import JournalFormat
import Store
import Testing

/// Whatever is changed in the file is found and named by position.
@Suite struct VerificationTests {
    /// Checks that after a change the first bad position and the reason are named.
    private func check(
        position: UInt64, reason: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ change: (TemporaryJournal) throws -> Void
    ) throws {
        let file = try TemporaryJournal()
        try file.fill(6)
        try change(file)
        let error = #expect(throws: JournalError.self, sourceLocation: sourceLocation) {
            let journal = try file.open()
            defer { try? journal.close() }
            try journal.verify()
        }
        #expect(error?.code == .corrupt, sourceLocation: sourceLocation)
        #expect(error?.position == position, sourceLocation: sourceLocation)
        #expect(
            error?.message.contains(reason) == true, "\(error?.message ?? "")",
            sourceLocation: sourceLocation)
    }

    /// One flipped bit in each field; offsets are those of `struct journal_batch_header`.
    @Test(arguments: [
        (0, "magic"), (3, "magic"), (4, "version"), (6, "reserved"), (8, "written at position"),
        (15, "written at position"), (16, "its epoch"), (24, "belongs to cell"),
        (28, "its payload has"),
        (31, "its payload has"), (32, "checksum"), (39, "checksum"), (40, "checksum"),
        (71, "checksum"),
        (72, "checksum"), (79, "checksum"),
    ])
    func aFlippedBitIsFound(offset: Int, reason: String) throws {
        for position in [UInt64(1), 3, 6] {
            try check(position: position, reason: reason) { file in
                var bytes = try file.bytes(at: Int64(position))
                bytes[offset] ^= 0x10
                try file.tamper(
                    "UPDATE batch SET bytes = $1 WHERE position = $2",
                    [.blob(bytes), SQLValue(position)])
            }
        }
    }

    @Test(arguments: [
        ("DELETE FROM batch WHERE position = 1", 1, "missing"),
        ("DELETE FROM batch WHERE position = 3", 3, "missing"),
        ("DELETE FROM batch WHERE position IN (3, 4)", 3, "missing"),
        ("UPDATE batch SET bytes = substr(bytes, 1, 40) WHERE position = 2", 2, "too few"),
        ("UPDATE batch SET bytes = substr(bytes, 1, 75) WHERE position = 2", 2, "its payload has"),
        ("UPDATE batch SET bytes = x'' WHERE position = 6", 6, "too few"),
        ("UPDATE batch SET epoch = 2 WHERE position = 5", 5, "its epoch"),
        ("UPDATE batch SET epoch = -1 WHERE position = 5", 5, "its epoch"),
        ("UPDATE batch SET position = 60 WHERE position = 6", 60, "written at position"),
    ])
    func aChangedTableIsFound(sql: String, position: Int, reason: String) throws {
        try check(position: UInt64(position), reason: reason) { try $0.tamper(sql) }
    }

    @Test func exchangedRowsAreFound() throws {
        try check(position: 2, reason: "written at position 4") { file in
            let rows = (try file.bytes(at: 2), try file.bytes(at: 4))
            try file.tamper("UPDATE batch SET bytes = $1 WHERE position = 2", [.blob(rows.1)])
            try file.tamper("UPDATE batch SET bytes = $1 WHERE position = 4", [.blob(rows.0)])
        }
    }

    @Test func aBatchFromAnotherHistoryIsFound() throws {
        let other = try TemporaryJournal()
        let journal = try other.open()
        let epoch = try journal.lead()
        for number in 1...6 { try journal.append(payload(number + 1), epoch: epoch) }
        try journal.close()
        let foreign = try other.bytes(at: 4)
        try check(position: 4, reason: "does not follow") { file in
            try file.tamper("UPDATE batch SET bytes = $1 WHERE position = 4", [.blob(foreign)])
        }
    }

    @Test(arguments: ["'a text'", "12", "NULL", "zeroblob(72)", "zeroblob(100000)"])
    func garbageNeverTraps(value: String) throws {
        let file = try TemporaryJournal()
        try file.fill(6)
        try file.tamper("CREATE TABLE copy AS SELECT * FROM batch")
        try file.tamper("DROP TABLE batch")
        try file.tamper("ALTER TABLE copy RENAME TO batch")
        try file.tamper("UPDATE batch SET bytes = \(value) WHERE position = 4")
        let journal = try file.open()
        let error = #expect(throws: JournalError.self) { try journal.verify() }
        #expect(error?.code == .corrupt)
        try journal.close()
    }

    @Test func aMissingEndIsFoundByWhoKnowsIt() throws {
        let file = try TemporaryJournal()
        try file.fill(6)
        try file.tamper("DELETE FROM batch WHERE position > 4")
        let journal = try file.open()
        #expect(try journal.verify().position == 4)
        let error = #expect(throws: JournalError.self) { try journal.verify(upTo: 6) }
        #expect(error?.code == .corrupt)
        #expect(error?.position == 5)
        try journal.close()
    }

    @Test func verificationGoesOnFromAnywhere() throws {
        let file = try TemporaryJournal()
        try file.fill(600)
        let journal = try file.open()
        let third = try journal.readBatch(at: 3)
        var reports: [UInt64] = []
        let last = try journal.verify(from: 4, expectingPrevious: third.hash) { position, _ in
            reports.append(position)
        }
        #expect(last == journal.tail)
        #expect(reports == [256, 512])
        let error = #expect(throws: JournalError.self) {
            try journal.verify(from: 4, expectingPrevious: BatchHash.zero)
        }
        #expect(error?.position == 4)
        #expect(try journal.verify(from: 601).position == 600)
        try journal.close()
    }
}
