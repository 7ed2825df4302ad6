internal import JournalFormat
internal import Primitives

/// The fixed part in front of a batch's payload: `struct journal_batch_header`.
struct BatchHeader {
    private var raw: journal_batch_header

    /// Bytes that the header takes.
    static let byteCount = Int(JOURNAL_BATCH_HEADER_BYTES)

    /// The header of a batch that is about to be written; its checksum is zero until the hash is
    /// known.
    init(position: UInt64, epoch: UInt64, cell: CellID, payloadBytes: Int, previous: BatchHash) {
        raw = journal_batch_header()
        raw.magic = JOURNAL_BATCH_MAGIC
        raw.version = UInt16(JOURNAL_BATCH_VERSION)
        raw.position = position
        raw.epoch = epoch
        raw.cell = cell.rawValue
        raw.payload_length = UInt32(payloadBytes)
        unsafe withUnsafeMutableBytes(of: &raw.previous_hash) { unsafe previous.store(to: $0) }
    }

    /// Reads a header from the start of `bytes`; nil when they are too few.
    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= Self.byteCount else { return nil }
        raw = unsafe bytes.loadUnaligned(as: journal_batch_header.self)
    }

    var magic: UInt32 { raw.magic }
    var version: UInt16 { raw.version }
    var reserved: UInt16 { raw.reserved }
    var position: UInt64 { raw.position }
    var epoch: UInt64 { raw.epoch }
    var cell: UInt32 { raw.cell }
    var payloadBytes: Int { Int(raw.payload_length) }
    var previous: BatchHash {
        unsafe Swift.withUnsafeBytes(of: raw.previous_hash) { unsafe BatchHash(bytes: $0) }
    }
    var checksum: UInt64 {
        get { raw.checksum }
        set { raw.checksum = newValue }
    }

    /// Lets `body` read the header's bytes.
    func withUnsafeBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
        unsafe Swift.withUnsafeBytes(of: raw, body)
    }

    /// Writes the header to the start of `place`.
    @unsafe func store(to place: UnsafeMutableRawBufferPointer) {
        unsafe place.storeBytes(of: raw, as: journal_batch_header.self)
    }
}
