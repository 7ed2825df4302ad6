internal import Foundation
internal import Glibc
internal import Primitives

/// The bytes of a library: a file mapped for reading, or memory of our own.
///
/// Whoever replaces the file writes another one and renames it: the mapping keeps the old one. A
/// file that is cut while it is mapped ends the process (SIGBUS), as with any mapped file.
@safe final class LibraryBytes: @unchecked Sendable {
    // @unchecked: the memory is written before it is shared, and never after.
    @unsafe let bytes: UnsafeRawBufferPointer
    private let isMapped: Bool

    /// Bytes at most.
    static let maximumBytes = Int(UInt32.max)

    /// Maps a file.
    init(mapping path: String) throws(IPLibraryError) {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure("open", path) }
        defer { close(file) }
        var facts = stat()
        guard unsafe fstat(file, &facts) == 0 else { throw Self.failure("look at", path) }
        let count = Int(facts.st_size)
        guard facts.st_mode & S_IFMT == S_IFREG, count > 0, count <= Self.maximumBytes else {
            throw IPLibraryError(.unreadable, "\(path) is no file, or empty, or past 4 GiB")
        }
        let mapped = unsafe mmap(nil, count, PROT_READ, MAP_PRIVATE, file, 0)
        guard let start = unsafe mapped, unsafe start != MAP_FAILED else {
            throw Self.failure("map", path)
        }
        unsafe bytes = UnsafeRawBufferPointer(start: start, count: count)
        isMapped = true
    }

    /// Copies bytes into memory of their own.
    init(copying image: [UInt8]) {
        let memory = unsafe PageMemory.allocate(byteCount: max(1, image.count))
        unsafe image.withUnsafeBytes { source in
            if let start = source.baseAddress {
                unsafe memory.copyMemory(from: start, byteCount: source.count)
            }
        }
        unsafe bytes = UnsafeRawBufferPointer(start: memory, count: image.count)
        isMapped = false
    }

    deinit {
        guard let start = unsafe UnsafeMutableRawPointer(mutating: bytes.baseAddress) else {
            return
        }
        if isMapped {
            unsafe munmap(start, bytes.count)
        } else {
            unsafe PageMemory.free(start, byteCount: max(1, bytes.count))
        }
    }

    /// Bytes from a place; nil past the end.
    func slice(_ offset: Int, _ count: Int) -> UnsafeRawBufferPointer? {
        guard offset >= 0, count >= 0, unsafe offset <= bytes.count - count else { return nil }
        return unsafe UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + count)])
    }

    private static func failure(_ what: String, _ path: String) -> IPLibraryError {
        let cause = unsafe String(cString: strerror(errno))
        return IPLibraryError(.unreadable, "cannot \(what) \(path): \(cause)")
    }
}
