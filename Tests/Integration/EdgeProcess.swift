import Foundation
import Glibc
import Primitives
import Rehearsal
import Testing

/// An edge node in a process of its own, before a center of this machine; killed when this goes.
final class EdgeProcess {
    /// Where it listens.
    let port: Int
    /// The port for purges, figures and health.
    let admin: Int
    private let child: ChildProcess

    /// Starts it and waits until it is ready.
    ///
    /// - Parameters:
    ///   - folder: of the center, which keeps the token there.
    ///   - center: the port that the edge finds the center at.
    init(_ number: Int, in folder: RunFolder, center: Int) throws {
        let lines = ConditionLock<[String]>([])
        child = try ChildProcess(
            [
                "/bin/sh", "-c", #"exec "$0" "$@" 2>&1"#, Executable().path, "run", "edge",
                "--origin", "127.0.0.1:\(center)", "--port", "0", "--secure-port=-1",
                "--admin-port", "0", "--data", folder.path + "/data", "--disk-megabytes", "0",
                "--edge-number", "\(number)", "--threads", "1",
            ], errors: folder.path + "/edge-\(number).log"
        ) { line in
            lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) }
            lines.signal()
        }
        try #require(
            lines.wait(until: { $0.contains("ready") }, atMost: 30_000_000_000),
            "\(lines.withLock { $0 })")
        let address = lines.withLock { $0 }.compactMap { line in
            line.firstMatch(of: /^edge .*:([0-9]+)$/).flatMap { Int($0.1) }
        }
        port = try #require(address.first)
        let inner = lines.withLock { $0 }.compactMap { line in
            line.firstMatch(of: /^admin .*:([0-9]+)$/).flatMap { Int($0.1) }
        }
        admin = try #require(inner.first)
    }

    /// A figure of its own.
    func figure(_ name: String) throws -> Double {
        let wire = try Wire(port: admin)
        wire.send(Wire.request("GET", "/metrics", ["Connection: close"]))
        var text = ""
        while true {
            let some = wire.read()
            if some.isEmpty { break }
            text += String(decoding: some, as: UTF8.self)
        }
        let line = text.split(separator: "\n").first { $0.hasPrefix(name + " ") }
        return try #require(line?.split(separator: " ").last.flatMap { Double($0) })
    }

    deinit {
        child.send(signal: SIGKILL)
        child.wait()
    }
}
