internal import Glibc
internal import Primitives

/// Snapshots as files in a directory.
package struct DirectorySnapshotFiles: SnapshotFiles {
    /// A system call failed.
    package struct Failure: Error, CustomStringConvertible {
        /// The call and the file.
        package var what: String
        /// The system's number for it.
        package var number: Int32
        /// What happened, in words.
        package var description: String {
            "\(what): \(unsafe String(cString: strerror(number)))"
        }
    }

    /// Bytes written between two waits for the disk: a snapshot must not fill the disk's queue, in
    /// which the journal's commits stand.
    private static let slice = 512 << 10
    /// Of the disk's time, a snapshot takes one part and leaves so many to others.
    private static let politeness: UInt64 = 5
    private let directory: String
    private let clock = SystemClock()

    /// Keeps snapshots in `directory`, which is made if need be.
    package init(directory: String) throws {
        self.directory = directory
        if unsafe mkdir(directory, 0o700) != 0 && errno != EEXIST {
            throw Failure(what: "mkdir \(directory)", number: errno)
        }
    }

    /// Looks at the snapshots in `directory`, which is not made.
    init(existing directory: String) { self.directory = directory }

    /// Names of all whole snapshots.
    package func names() throws -> [String] {
        guard let open = unsafe opendir(directory) else {
            throw Failure(what: "opendir \(directory)", number: errno)
        }
        defer { unsafe _ = closedir(open) }
        var names: [String] = []
        while let entry = unsafe readdir(open) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { name in
                unsafe name.withMemoryRebound(to: CChar.self, capacity: 256) {
                    unsafe String(cString: $0)
                }
            }
            if !name.hasPrefix(".") && !name.hasSuffix(".partial") { names.append(name) }
        }
        return names
    }

    /// Writes into a partial file, which gets its name when it is durable.
    package func write(
        _ name: String, _ body: ((UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let partial = path(name) + ".partial"
        let file = unsafe open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Failure(what: "open \(partial)", number: errno) }
        do {
            defer { close(file) }
            var unsynced = 0
            var total = 0
            var began = clock.monotonicNanoseconds()
            try unsafe body { bytes in
                var offset = 0
                while offset < bytes.count {
                    let length = min(bytes.count - offset, Self.slice)
                    let written = unsafe Glibc.write(
                        file, bytes.baseAddress.map { unsafe $0 + offset }, length)
                    if written < 0 && errno == EINTR { continue }
                    guard written > 0 else {
                        throw Failure(what: "write \(partial)", number: errno)
                    }
                    offset += written
                    unsynced += written
                    total += written
                    if unsynced >= Self.slice {
                        guard writeBack(file, offset: total - unsynced, length: unsynced) else {
                            throw Failure(what: "write back \(partial)", number: errno)
                        }
                        unsynced = 0
                        let taken = clock.monotonicNanoseconds() - began
                        clock.pause(nanoseconds: min(taken * Self.politeness, 100_000_000))
                        began = clock.monotonicNanoseconds()
                    }
                }
            }
            guard fsync(file) == 0 else { throw Failure(what: "fsync \(partial)", number: errno) }
        } catch {
            unsafe unlink(partial)
            throw error
        }
        guard unsafe rename(partial, path(name)) == 0 else {
            throw Failure(what: "rename \(partial)", number: errno)
        }
        let folder = unsafe open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { throw Failure(what: "open \(directory)", number: errno) }
        defer { close(folder) }
        guard fsync(folder) == 0 else { throw Failure(what: "fsync \(directory)", number: errno) }
    }

    /// Reads a file from its start.
    package func read(
        _ name: String, _ body: ((UnsafeMutableRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let file = unsafe open(path(name), O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Failure(what: "open \(path(name))", number: errno) }
        defer { close(file) }
        _ = posix_fadvise(file, 0, 0, POSIX_FADV_SEQUENTIAL)
        try unsafe body { bytes in
            var offset = 0
            while offset < bytes.count {
                let place = unsafe bytes.baseAddress.map { unsafe $0 + offset }
                let count = unsafe Glibc.read(file, place, bytes.count - offset)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else {
                    throw Failure(what: "read \(path(name))", number: count == 0 ? ENODATA : errno)
                }
                offset += count
            }
        }
    }

    /// Removes a file.
    package func remove(_ name: String) throws {
        if unsafe unlink(path(name)) != 0 && errno != ENOENT {
            throw Failure(what: "unlink \(path(name))", number: errno)
        }
    }

    private func path(_ name: String) -> String { directory + "/" + name }
}
