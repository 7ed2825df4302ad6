internal import Glibc

/// The right of one program to work on a cell's folder; given back when the object or the process
/// ends.
package final class CellLock: Sendable {
    /// The name of the lock's file in a cell's folder; it holds the number of the process.
    package static let name = "lock"

    private let descriptor: Int32

    /// Takes the lock of the folder, which must be there.
    ///
    /// - Throws: `inUse` when another program has it, with its number if that is known.
    package init(directory: String) throws(CellError) {
        let path = directory + "/" + Self.name
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.failure("open", path) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let failure =
                errno == EWOULDBLOCK
                ? Self.inUse(directory, descriptor) : Self.failure("flock", path)
            close(descriptor)
            throw failure
        }
        // The number is for people; a folder without room for it is locked all the same.
        let number = Array("\(getpid())\n".utf8)
        _ = ftruncate(descriptor, 0)
        _ = unsafe pwrite(descriptor, number, number.count, 0)
    }

    deinit { close(descriptor) }

    /// Throws `inUse` when a program has the lock of the folder now; makes nothing.
    package static func refuseInUse(directory: String) throws(CellError) {
        let descriptor = unsafe open(directory + "/" + name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        guard flock(descriptor, LOCK_SH | LOCK_NB) != 0, errno == EWOULDBLOCK else { return }
        throw inUse(directory, descriptor)
    }

    private static func inUse(_ directory: String, _ descriptor: Int32) -> CellError {
        var bytes = [UInt8](repeating: 0, count: 20)
        let count = unsafe pread(descriptor, &bytes, bytes.count, 0)
        let number = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
            .filter(\.isNumber)
        let who = number.isEmpty ? "another program" : "another program (pid \(number))"
        return CellError(.inUse, "\(who) works on \(directory): end it first")
    }

    private static func failure(_ call: String, _ path: String) -> CellError {
        let reason = unsafe String(cString: strerror(errno))
        return CellError(.folder, "\(call) of \(path) failed: \(reason)")
    }
}
