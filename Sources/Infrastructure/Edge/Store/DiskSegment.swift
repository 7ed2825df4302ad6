internal import Glibc
internal import NIOCore

/// A file that records are appended to, and that goes as a whole.
final class DiskSegment: Sendable {
    let number: Int
    let path: String
    private let descriptor: Int32

    /// Opens the file, or makes it.
    init?(folder: String, number: Int) {
        self.number = number
        path = "\(folder)/segment-\(number)"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor < 0 { return nil }
    }

    // Whoever reads holds the segment, so the file is closed when nobody does.
    deinit { close(descriptor) }

    var size: Int {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Writes all bytes at a place; false when the disk did not take them.
    func write(_ bytes: ByteBuffer, at place: Int) -> Bool {
        var done = 0
        return unsafe bytes.withUnsafeReadableBytes { pointer in
            while done < pointer.count {
                let count = unsafe pwrite(
                    descriptor, pointer.baseAddress?.advanced(by: done), pointer.count - done,
                    off_t(place + done))
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    /// Bytes at a place; nil where there are fewer.
    func read(at place: Int, count: Int) -> ByteBuffer? {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        let descriptor = descriptor
        let got = unsafe buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) {
            pointer in
            var done = 0
            while done < count {
                let got = unsafe pread(
                    descriptor, pointer.baseAddress?.advanced(by: done), count - done,
                    off_t(place + done))
                guard got > 0 else { break }
                done += got
            }
            return done
        }
        return got == count ? buffer : nil
    }

    func cut(to size: Int) { _ = ftruncate(descriptor, off_t(size)) }

    func remove() { _ = unsafe unlink(path) }
}
