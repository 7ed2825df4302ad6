internal import Glibc

/// Keeps a second process from a folder, for as long as this lives.
final class FolderLock: Sendable {
    /// Somebody else has the folder, or it cannot be written.
    struct Refused: Error, CustomStringConvertible {
        var description: String
    }

    private let descriptor: Int32

    init(_ folder: String) throws {
        let path = folder + "/lock"
        descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Refused(description: "\(path) cannot be written") }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            // `deinit` closes the file: closed here too, it would be somebody else's by then.
            throw Refused(description: "another process works in \(folder)")
        }
    }

    /// Gives the folder back.
    func release() { _ = flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
}
