internal import Crypto
internal import JournalFormat
internal import OrderRecords
internal import Primitives
internal import Store

/// The audit's own reader of a journal: the rows through SQL, the bytes by `journal_format.h`, the
/// chain by SHA-256. It shares no code with what wrote them.
struct JournalReader {
    /// The journal's file.
    var path: String
    /// Whose journal it is.
    var cell: UInt32 = 1

    /// What was read.
    struct Summary {
        var batches: UInt64 = 0
        var records: UInt64 = 0
        var epochs: Set<UInt64> = []
    }

    /// Gives every record in order to `body`; the first batch that is not what was written is a
    /// finding, and the last one read.
    func read(_ findings: inout Findings, _ body: (RawRecord, inout Findings) -> Void)
        throws(RehearsalError) -> Summary
    {
        try AuditedBook.read(path) { connection throws(StoreError) in
            var summary = Summary()
            var previous = [UInt8](repeating: 0, count: Int(JOURNAL_HASH_BYTES))
            try connection.queryWhile(
                throwing: StoreError.self,
                "SELECT position, epoch, bytes FROM batch WHERE cell = $1 ORDER BY position",
                [SQLValue(cell)]
            ) { row throws(StoreError) in
                let expected = summary.batches + 1
                let bytes = try row.blob(2)
                let (payload, hash, failure) = try check(
                    bytes, position: try row.unsigned(0), epoch: try row.unsigned(1),
                    expected: expected,
                    previous: previous)
                if let failure {
                    findings.add(.journal, "batch \(expected)", at: expected, failure)
                }
                guard let payload, failure == nil else { return false }
                let (records, damage) = RawRecord.split(payload, position: expected)
                for record in records { body(record, &findings) }
                if let damage { findings.add(.journal, "batch \(expected)", at: expected, damage) }
                summary.batches = expected
                summary.records += UInt64(records.count)
                summary.epochs.insert(try row.unsigned(1))
                previous = hash
                return damage == nil
            }
            return summary
        }
    }

    private func check(
        _ bytes: [UInt8], position: UInt64, epoch: UInt64, expected: UInt64, previous: [UInt8]
    ) throws(StoreError) -> (payload: RawBytes?, hash: [UInt8], failure: String?) {
        let raw = RawBytes(bytes[...])
        let size = Int(JOURNAL_BATCH_HEADER_BYTES)
        guard position == expected else {
            return (nil, [], "its row is missing: the next is \(position)")
        }
        guard let header = raw.load(journal_batch_header.self), header.magic == JOURNAL_BATCH_MAGIC,
            header.version == JOURNAL_BATCH_VERSION, header.reserved == 0
        else { return (nil, [], "it has no header of this format") }
        guard header.position == position, header.epoch == epoch, header.cell == cell,
            Int(header.payload_length) == bytes.count - size
        else { return (nil, [], "its header does not fit its row") }
        var blank = bytes
        let place = MemoryLayout<journal_batch_header>.offset(of: \.checksum) ?? 0
        for index in 0..<8 { blank[place + index] = 0 }
        let hash = Array(SHA256.hash(data: blank))
        guard RawBytes(hash[...]).load(UInt64.self) == header.checksum else {
            return (nil, [], "its checksum does not match its bytes")
        }
        let chain = MemoryLayout<journal_batch_header>.offset(of: \.previous_hash) ?? 0
        guard Array(bytes[chain..<chain + Int(JOURNAL_HASH_BYTES)]) == previous else {
            return (nil, [], "it does not follow the batch before it")
        }
        return (raw.slice(size, bytes.count - size), hash, nil)
    }
}
