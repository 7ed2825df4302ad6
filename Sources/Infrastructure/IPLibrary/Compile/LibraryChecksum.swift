internal import Crypto
internal import IPLibraryFormat

/// The SHA-256 of a library, as `ip_library_format.h` defines it.
enum LibraryChecksum {
    private static let offset = 16

    /// Hashes a whole file, its checksum taken as zeros; there must be a header.
    @unsafe static func of(_ file: UnsafeRawBufferPointer) -> [UInt8] {
        let end = offset + Int(IP_LIBRARY_CHECKSUM_BYTES)
        var hasher = SHA256()
        unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: file[..<offset]))
        hasher.update(data: Array(repeating: 0, count: Int(IP_LIBRARY_CHECKSUM_BYTES)))
        unsafe hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: file[end...]))
        return Array(hasher.finalize())
    }

    /// The checksum that a file carries.
    @unsafe static func carried(_ file: UnsafeRawBufferPointer) -> [UInt8] {
        unsafe Array(file[offset..<(offset + Int(IP_LIBRARY_CHECKSUM_BYTES))])
    }
}
