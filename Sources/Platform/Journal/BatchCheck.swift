internal import JournalFormat
internal import Primitives
internal import Store

/// What a row of the journal must say, and the check that it does.
///
/// The bytes come from outside: whatever they are, the answer is a hash or a reason, never a trap.
struct BatchCheck {
    var cell: CellID
    /// The position that the reader expects.
    var position: UInt64
    /// The hash of the batch before it; nil where that is not known.
    var previous: BatchHash?

    /// Checks a row; gives its hash, or throws `corrupt` with the reason.
    func hash(rowPosition: Int64, rowEpoch: Int64, bytes: UnsafeRawBufferPointer)
        throws(JournalError) -> BatchHash
    {
        guard rowPosition == Int64(clamping: position) else {
            throw corrupt("its row is missing: the next one is at \(rowPosition)")
        }
        guard let header = unsafe BatchHeader(bytes: bytes) else {
            throw corrupt("\(bytes.count) bytes are too few for a header")
        }
        guard header.magic == JOURNAL_BATCH_MAGIC else {
            throw corrupt("it does not start with the magic number")
        }
        guard header.version == JOURNAL_BATCH_VERSION else {
            throw corrupt("version \(header.version) of the format is unknown")
        }
        guard header.reserved == 0 else { throw corrupt("reserved bits are set") }
        guard header.cell == cell.rawValue else {
            throw corrupt("it belongs to cell \(header.cell), not \(cell)")
        }
        guard header.position == position else {
            throw corrupt("it was written at position \(header.position)")
        }
        guard Int64(clamping: header.epoch) == rowEpoch else {
            throw corrupt("its epoch is \(header.epoch), its row's \(rowEpoch)")
        }
        let payloadBytes = bytes.count - BatchHeader.byteCount
        guard header.payloadBytes == payloadBytes else {
            throw corrupt(
                "its payload has \(payloadBytes) bytes, its header says \(header.payloadBytes)")
        }
        guard payloadBytes <= Journal.maximumPayloadBytes else {
            throw corrupt(
                "its payload of \(payloadBytes) bytes exceeds what a batch may hold")
        }
        let hash = unsafe BatchHash(header: header, payload: payload(of: bytes))
        guard hash.checksum == header.checksum else {
            throw corrupt("its checksum does not match its bytes")
        }
        if let previous, header.previous != previous {
            throw corrupt(
                "it does not follow the batch before it: \(header.previous) is not \(previous)")
        }
        return hash
    }

    /// What follows the header.
    func payload(of bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        unsafe UnsafeRawBufferPointer(rebasing: bytes.dropFirst(BatchHeader.byteCount))
    }

    /// Runs `body`; damage that names no position, such as a column of another type, is put down
    /// to this batch.
    func naming<Result>(_ body: () throws(JournalError) -> Result) throws(JournalError) -> Result {
        do { return try body() } catch {
            guard error.code == .corrupt, error.position == nil else { throw error }
            var named = corrupt(error.cause?.message ?? error.message)
            named.cause = error.cause
            throw named
        }
    }

    private func corrupt(_ why: String) -> JournalError {
        JournalError(
            .corrupt, "batch \(position) of cell \(cell) is corrupt: \(why)", position: position)
    }
}
