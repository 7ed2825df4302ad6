import Foundation
import Glibc
import Rehearsal
import Testing

/// A place for a cell that is soon full, and that gets room when the test says so.
struct FullDisk {
    enum Kind: String, CaseIterable {
        /// A file system in memory with a filler file: full as a disk is full. Only root may mount
        /// it.
        case fileSystem
        /// A limit on the length of files, which any user may set on a process of his own.
        case fileLength
    }

    let kind: Kind
    let mountPoint: String

    private var filler: String { mountPoint + "/filler" }

    init(_ kind: Kind, in folder: RunFolder) throws {
        self.kind = kind
        mountPoint = folder.path + "/small"
        try FileManager.default.createDirectory(
            atPath: mountPoint, withIntermediateDirectories: true)
        guard kind == .fileSystem else { return }
        try Self.command(
            ["/bin/mount", "-t", "tmpfs", "-o", "size=40m", "tmpfs", mountPoint], folder)
        let bytes = Data(repeating: 0, count: 32 << 20)
        #expect(FileManager.default.createFile(atPath: filler, contents: bytes))
    }

    /// Whether this user may mount a file system.
    static func canMount() -> Bool {
        guard geteuid() == 0, let folder = try? RunFolder() else { return false }
        do {
            try command(
                ["/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.path], folder)
            try command(["/bin/umount", "-l", folder.path], folder)
            return true
        } catch {
            return false
        }
    }

    /// What is put in front of the cell's command line. A write beyond the limit fails instead of
    /// killing the process, and only the soft limit is set, so that it can be lifted.
    var wrapper: [String] {
        guard kind == .fileLength else { return [] }
        return ["/bin/sh", "-c", "trap '' XFSZ; ulimit -S -f 8192; exec \"$0\" \"$@\""]
    }

    /// Gives room to the process that runs in it, if one does.
    func empty(for process: CellProcess?, _ folder: RunFolder) throws {
        switch kind {
        case .fileSystem:
            // Room for all that follows: a fast run would fill what the filler leaves once more.
            try FileManager.default.removeItem(atPath: filler)
            try Self.command(["/bin/mount", "-o", "remount,size=1g", mountPoint], folder)
        case .fileLength:
            guard let process else { return }
            let number = "\(process.child.processID)"
            try Self.command(["/usr/bin/prlimit", "--pid", number, "--fsize=unlimited"], folder)
        }
    }

    func remove(_ folder: RunFolder) {
        if kind == .fileSystem { try? Self.command(["/bin/umount", "-l", mountPoint], folder) }
    }

    private static func command(_ words: [String], _ folder: RunFolder) throws {
        let errors = NSTemporaryDirectory() + "/spillway-command-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: errors) }
        let exit = try ChildProcess(words, errors: errors) { _ in }.wait()
        let said = try String(contentsOfFile: errors, encoding: .utf8)
        try #require(exit == .code(0), "\(words.joined(separator: " ")): \(said)")
    }
}
