internal import Foundation
internal import Glibc
package import Store

/// The folder that a center keeps everything in, held by one process at a time.
package final class DataFolder: Sendable {
    /// Where it is.
    package let path: String
    private let lock: Int32

    /// Makes the folder if there is none, for its owner alone, and takes it.
    ///
    /// - Throws: `folder` when it cannot be made or written, `inUse` when another process has it.
    package init(_ path: String) throws(CenterError) {
        self.path = path
        do {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw CenterError(
                .folder, "the folder \(path) cannot be made (\(error.localizedDescription)): "
                    + "name another one with --data")
        }
        let file = path + "/lock"
        lock = unsafe open(file, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else {
            throw CenterError(.folder, "\(file) cannot be written: may you write to that folder?")
        }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let holder = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
            _ = Glibc.close(lock)
            throw CenterError(
                .inUse, "another Spillway (process \(holder.isEmpty ? "unknown" : holder)) uses "
                    + "\(path): stop it, or name another folder with --data")
        }
        ftruncate(lock, 0)
        let text = Array("\(getpid())".utf8)
        _ = unsafe text.withUnsafeBytes { unsafe write(lock, $0.baseAddress, $0.count) }
    }

    /// A database file in the folder.
    package func store(_ name: String) -> StoreConfiguration {
        StoreConfiguration(.sqlite(path: path + "/" + name + ".sqlite"))
    }

    /// Says that the first start is filling the folder. Until `endFilling` nobody has had anything
    /// of what is in it.
    package func beginFilling() throws(CenterError) {
        guard FileManager.default.createFile(atPath: path + Self.filling, contents: nil) else {
            throw CenterError(.folder, "\(path)\(Self.filling) cannot be written")
        }
    }

    /// Writes a text for people, one line after the other; gives its path.
    package func keep(_ lines: [String], in name: String) throws(CenterError) -> String {
        let file = path + "/" + name
        let text = Data((lines.joined(separator: "\n") + "\n").utf8)
        guard FileManager.default.createFile(atPath: file, contents: text) else {
            throw CenterError(.data, "\(file) cannot be written")
        }
        return file
    }

    /// The first start has filled the folder.
    package func endFilling() throws {
        try FileManager.default.removeItem(atPath: path + Self.filling)
    }

    /// Throws away the goods and sales that a first start was cut off in bringing, so that the next
    /// brings them whole; does nothing in any other folder.
    package func discardHalfFilled() throws(CenterError) {
        let files = FileManager.default
        guard files.fileExists(atPath: path + Self.filling) else { return }
        do {
            for name in try files.contentsOfDirectory(atPath: path)
            where Self.filled.contains(where: { name.hasPrefix($0) }) {
                try files.removeItem(atPath: path + "/" + name)
            }
            try endFilling()
        } catch {
            throw CenterError(
                .folder, "what an interrupted first start left in \(path) cannot be removed "
                    + "(\(error.localizedDescription)): remove the folder, or name another")
        }
    }

    private static let filling = "/first-start"
    /// What the first start brings lies in these.
    private static let filled = ["catalogue.sqlite", "marketing.sqlite", "cell-1", "boards-figures"]

    /// Lets another process have it.
    package func release() { _ = Glibc.close(lock) }
}
