import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

/// A center in a process of its own, without the demo merchant; killed when this goes.
final class CenterProcess {
    /// Where it listens.
    let port: Int
    /// The address that it answers on.
    var url: String { "http://127.0.0.1:\(port)" }
    /// The owner's password, where this is the first start.
    let password: String?
    private let child: ChildProcess
    private let lines: ConditionLock<[String]>

    /// Starts it in `folder` and waits until it is ready.
    init(in folder: RunFolder, port: Int? = nil, arguments: [String] = []) throws {
        let port = try port ?? #require(FreePort.pair(), "there are no two free ports in a row")
        let lines = ConditionLock<[String]>([])
        // The center's words, which come on standard error, are told as they come.
        child = try ChildProcess(
            [
                "/bin/sh", "-c", #"exec "$0" "$@" 2>&1"#, Executable().path, "up", "--no-demo",
                "--data", folder.path + "/data", "--port", "\(port)", "--orders", "100000",
            ] + arguments, errors: folder.path + "/shell.log"
        ) { line in
            lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
            lines.signal()
        }
        self.port = port
        self.lines = lines
        try #require(
            lines.wait(until: { $0.contains("ready") }, atMost: 60_000_000_000),
            "\(lines.withLock { $0 })")
        let words = lines.withLock { $0 }.compactMap { line in
            line.firstMatch(of: /^password +(\S+)/).map { String($0.1) }
        }
        password = words.first
    }

    /// The first address that it said after this name.
    func address(of name: String) -> String? {
        lines.withLock { $0 }.first { $0.hasPrefix(name + " ") }?.split(separator: " ").last
            .map(String.init)
    }

    /// Kills it in the midst of whatever it does.
    func kill() {
        child.send(signal: SIGKILL)
        child.wait()
    }

    /// Asks it to stop, and waits; gives how it ended and what it said from then on.
    func stop(atMostSeconds seconds: Double = 30) -> (exit: ChildProcess.Exit?, said: [String]) {
        let count = lines.withLock { $0.count }
        child.send(signal: SIGTERM)
        let exit = child.wait(atMostSeconds: seconds)
        if exit == nil { child.send(signal: SIGKILL) }
        child.wait()
        return (exit, Array(lines.withLock { $0 }[count...]))
    }
}
