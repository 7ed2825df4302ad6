internal import Glibc

/// Finds bytes in bytes as fast as the C library does: generators look at every answer.
enum ByteSearch {
    /// Where the pattern begins at or after `start`; nil where it does not come.
    static func first(_ pattern: [UInt8], in bytes: ArraySlice<UInt8>, from start: Int? = nil)
        -> Int?
    {
        let start = start ?? bytes.startIndex
        guard start <= bytes.endIndex, let initial = pattern.first else { return nil }
        return unsafe bytes[start...].withUnsafeBytes { bytes in
            unsafe pattern.withUnsafeBytes { pattern -> Int? in
                guard let base = bytes.baseAddress, let wanted = pattern.baseAddress else {
                    return nil
                }
                var offset = 0
                while bytes.count - offset >= pattern.count,
                    let found = unsafe memchr(
                        base + offset, Int32(initial), bytes.count - offset - pattern.count + 1)
                {
                    offset = unsafe UnsafeRawPointer(found) - base
                    if unsafe memcmp(base + offset, wanted, pattern.count) == 0 {
                        return start + offset
                    }
                    offset += 1
                }
                return nil
            }
        }
    }
}
