internal import Crypto
internal import JournalFormat

/// The SHA-256 of a batch, as `journal_format.h` defines it.
package struct BatchHash: Hashable, Sendable, BitwiseCopyable, CustomStringConvertible {
    // Four words rather than a tuple of bytes, which is not Hashable; in the order of memory.
    private var words: SIMD4<UInt64>

    /// The hash that stands before the first batch: zeros.
    package static let zero = BatchHash()

    private init() { words = .zero }

    /// Takes the first 32 bytes of `bytes`; there must be as many.
    init(bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count >= JOURNAL_HASH_BYTES)
        words = unsafe bytes.loadUnaligned(as: SIMD4<UInt64>.self)
    }

    /// Hashes a batch: its header, with the checksum taken as zero, and its payload.
    init(header: BatchHeader, payload: UnsafeRawBufferPointer) {
        var hasher = SHA256()
        var header = header
        header.checksum = 0
        unsafe header.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
        unsafe hasher.update(bufferPointer: payload)
        self = unsafe hasher.finalize().withUnsafeBytes { unsafe BatchHash(bytes: $0) }
    }

    /// The first eight bytes, which a batch carries to prove itself.
    var checksum: UInt64 { words[0] }

    /// Copies the 32 bytes to `place`.
    @unsafe func store(to place: UnsafeMutableRawBufferPointer) {
        unsafe place.storeBytes(of: words, as: SIMD4<UInt64>.self)
    }

    /// The 32 bytes as 64 hexadecimal digits.
    package var description: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for index in 0..<4 {
            for shift in stride(from: 0, to: 64, by: 8) {
                let byte = Int(words[index] >> UInt64(shift) & 0xFF)
                text.append(digits[byte >> 4])
                text.append(digits[byte & 15])
            }
        }
        return String(decoding: text, as: UTF8.self)
    }
}
