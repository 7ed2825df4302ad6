internal import Foundation
internal import Glibc

/// Files that are read whole and replaced whole.
package enum WholeFile {
    /// The bytes of a file; `atMost` so many.
    package static func read(_ path: String, atMost limit: Int) throws(IPLibraryError) -> [UInt8] {
        let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw failure("open") }
        defer { close(file) }
        var facts = stat()
        guard unsafe fstat(file, &facts) == 0 else { throw failure("look at") }
        guard facts.st_mode & S_IFMT == S_IFREG else {
            throw IPLibraryError(.unreadable, "it is no file")
        }
        guard facts.st_size <= limit else {
            throw IPLibraryError(.tooLarge, "\(facts.st_size) bytes; \(limit) at most are read")
        }
        let size = Int(facts.st_size)
        var failed = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
            while count < size {
                let start = unsafe buffer.baseAddress.map { unsafe $0 + count }
                let read = unsafe Glibc.read(file, start, size - count)
                if read < 0 && errno == EINTR { continue }
                failed = read < 0
                guard read > 0 else { return }
                count += read
            }
        }
        guard !failed else { throw failure("read") }
        return bytes
    }

    /// Replaces a file durably: its readers see the old bytes or all of the new ones.
    ///
    /// - Parameter mode: who may read and write the new file.
    package static func write(
        _ bytes: [UInt8], to path: String, mode: UInt32 = 0o644
    ) throws(IPLibraryError) {
        let partial = "\(path).partial-\(getpid())"
        let file = unsafe open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
        guard file >= 0 else { throw failure("make", partial) }
        let isWritten = writeAll(bytes, to: file) && fsync(file) == 0
        let cause = errno
        close(file)
        guard isWritten else {
            unsafe unlink(partial)
            errno = cause
            throw failure("write", partial)
        }
        guard unsafe rename(partial, path) == 0 else {
            let cause = errno
            unsafe unlink(partial)
            errno = cause
            throw failure("rename to", path)
        }
        let parent = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let folder = unsafe open(parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw failure("open", parent) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw failure("sync", parent) }
    }

    private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = unsafe rest.withUnsafeBytes { buffer in
                unsafe Glibc.write(file, buffer.baseAddress, buffer.count)
            }
            if written < 0 && errno == EINTR { continue }
            guard written > 0 else { return false }
            rest = rest.dropFirst(written)
        }
        return true
    }

    private static func failure(_ what: String, _ path: String = "it") -> IPLibraryError {
        let cause = unsafe String(cString: strerror(errno))
        return IPLibraryError(.unreadable, "cannot \(what) \(path): \(cause)")
    }
}
