package import Foundation
internal import Primitives

/// A server in a folder of its own, which is stopped and removed when the bench ends, however it
/// does.
///
/// A guard process holds the other end of a pipe: when the pipe closes, because `stop` was called
/// or because this process is gone, it ends the server and removes the folder.
package final class RivalServer {
    /// Holds everything of the server: its data, its socket, its log.
    package let folder: URL
    private let guardian = Process()
    private let lifeline = Pipe()

    /// Starts the server with `command`; `signal` is the one that ends it at once.
    package init(folder: URL, command: [String], signal: String) throws {
        self.folder = folder
        guardian.command = ["sh", "-c", Self.script, "guard", folder.path, signal] + command
        guardian.standardInput = lifeline
        try guardian.run()
    }

    deinit { stop() }

    /// Ends the server and removes its folder.
    package func stop() {
        guard guardian.isRunning else { return }
        try? lifeline.fileHandleForWriting.close()
        guardian.waitUntilExit()
    }

    /// Waits until `isReady` says so; fails with the server's log after `seconds`.
    package func waitUntilReady(atMostSeconds seconds: UInt64, _ isReady: () -> Bool) throws {
        let clock = SystemClock()
        let pause = ConditionLock(())
        let deadline = clock.monotonicNanoseconds() + seconds * 1_000_000_000
        while !isReady() {
            guard guardian.isRunning, clock.monotonicNanoseconds() < deadline else {
                let log = FileManager.default.contents(atPath: folder.path + "/log") ?? Data()
                let said = String(decoding: log.suffix(2000), as: UTF8.self)
                throw RivalError(code: .failed, message: "the server did not start: \(said)")
            }
            _ = pause.wait(until: { _ in false }, atMost: 50_000_000)
        }
    }

    /// Makes an empty folder that only its owner sees, on a disk rather than in memory.
    ///
    /// `/var/tmp` is kept over a restart (Filesystem Hierarchy Standard 3.0, 5.15), so it is on a
    /// disk.
    package static func makeFolder(_ name: String) throws -> URL {
        let folder = URL(filePath: "/var/tmp/spillway-\(name)-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        return folder
    }

    private static let script = """
        exec 2>/dev/null
        folder=$1 signal=$2
        shift 2
        trap '' INT TERM HUP PIPE
        "$@" </dev/null >"$folder/log" 2>&1 &
        server=$!
        read -r _
        kill -s "$signal" "$server"
        (sleep 10; kill -s KILL "$server") >/dev/null &
        late=$!
        wait "$server"
        kill -s KILL "$late"
        rm -rf "$folder"
        """
}
