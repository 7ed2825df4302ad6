internal import Foundation
internal import Primitives
internal import Service

/// An edge of this program in a process of its own, before a center or another origin.
final class EdgeProcess {
    let port: Int
    let securePort: Int
    let adminPort: Int
    private let server: RivalServer
    private let folder: URL

    /// Starts it and waits until it answers.
    ///
    /// - Parameters:
    ///   - data: the folder of the center, which keeps the edges' token there; nil for an edge
    ///     before any other origin.
    ///   - settings: what its settings hold beyond the ports.
    init(
        _ number: Int = 1, origin: Int, data: String? = nil, isSecure: Bool = false,
        _ settings: [String: JSON] = [:]
    ) throws {
        folder = try RivalServer.makeFolder("edge")
        port = try FreePort.pair()
        securePort = try FreePort.pair()
        adminPort = try FreePort.pair()
        let members = settings.map { JSON.Member($0.key, $0.value) }
        let file = folder.path + "/settings.json"
        try String(decoding: JSON.object(members).bytes, as: UTF8.self)
            .write(toFile: file, atomically: true, encoding: .utf8)
        let program = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        server = try RivalServer(
            folder: folder,
            command: [
                program, "run", "edge", "--settings", file, "--origin", "127.0.0.1:\(origin)",
                "--port", "\(port)", "--secure-port=\(isSecure ? securePort : -1)",
                "--admin-port", "\(adminPort)", "--disk-megabytes", "0", "--edge-number",
                "\(number)", "--data", data ?? folder.path + "/data",
            ], signal: "TERM")
        let log = folder.path + "/log"
        try server.waitUntilReady(atMostSeconds: 20) {
            (try? String(contentsOfFile: log, encoding: .utf8))?.contains("\nready") == true
        }
    }

    func stop() { server.stop() }

    /// A document of its administrators' port.
    func document(_ path: String) throws -> JSON {
        let text = try Curl(base: "http://127.0.0.1:\(adminPort)").page(path)
        return try JSONParser.parse(text.utf8)
    }

    /// Its process.
    var process: Int32 {
        get throws {
            for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
                guard let number = Int32(name),
                    let words = FileManager.default.contents(atPath: "/proc/\(name)/cmdline"),
                    words.split(separator: 0).contains(where: {
                        String(decoding: $0, as: UTF8.self) == folder.path + "/settings.json"
                    }),
                    FileManager.default.contents(atPath: "/proc/\(name)/comm")
                        .map({ String(decoding: $0, as: UTF8.self).hasPrefix("spillway") }) == true
                else { continue }
                return number
            }
            throw BenchFailure("an edge is gone")
        }
    }

    /// Bytes of memory that the process holds now.
    var resident: Double {
        get throws {
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
            let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
            return (kilobytes ?? 0) * 1024
        }
    }
}
