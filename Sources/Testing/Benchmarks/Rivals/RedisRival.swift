internal import Foundation

/// Redis with a Lua script: stock, one reservation per user, and the order in a stream.
///
/// It listens on a Unix socket alone, which is no slower than TCP. The append-only file
/// is never rewritten while it runs.
package struct RedisRival {
    private static let package = "redis-server redis-tools"

    private struct Run {
        var id: String
        var sync: String
        var pipeline: Int

        var text: String {
            "appendfsync \(sync)" + (pipeline > 1 ? ", \(pipeline) pipelined" : "")
        }
    }

    private let seconds: Int
    private let connections: Int
    private let only: String?

    /// - Parameters:
    ///   - seconds: how long each way of running it is measured; at least 1.
    ///   - connections: clients at the same time.
    ///   - only: the one way to run it, by its `id`; all where it is left out.
    package init(seconds: Int, connections: Int = 50, only: String? = nil) {
        self.seconds = max(1, seconds)
        self.connections = connections
        self.only = only
    }

    /// Measures it with each commit on disk, one request at a time and pipelined, and with a commit
    /// on disk once a second.
    ///
    /// - Throws: `RivalError` where it is not installed or fails.
    package func run() throws -> [RivalFigure] {
        let server = try Tool.find("redis-server", package: Self.package)
        let client = try Tool.find("redis-cli", package: Self.package)
        let load = try Tool.find("redis-benchmark", package: Self.package)
        return try [
            Run(id: "redis.always", sync: "always", pipeline: 1),
            Run(id: "redis.always.pipelined", sync: "always", pipeline: 16),
            Run(id: "redis.everysec", sync: "everysec", pipeline: 1),
        ].filter { only == nil || $0.id == only }.map {
            try measure($0, server: server, client: client, load: load)
        }
    }

    private func measure(_ run: Run, server: Tool, client: Tool, load: Tool) throws -> RivalFigure {
        let folder = try RivalServer.makeFolder("redis")
        let socket = folder.path + "/redis.sock"
        let session = RedisSession(
            socket: socket, client: client, load: load, connections: connections)
        let settings = [
            "--port", "0", "--unixsocket", socket, "--dir", folder.path, "--daemonize", "no",
            "--appendonly", "yes", "--appendfsync", run.sync, "--save", "",
            "--auto-aof-rewrite-percentage", "0", "--loglevel", "warning",
        ]
        let command = [server.path] + settings
        let running = try RivalServer(folder: folder, command: command, signal: "KILL")
        defer { running.stop() }
        try running.waitUntilReady(atMostSeconds: 10) { (try? session.ask("PING")) == "PONG" }

        let digest = try session.ask("SCRIPT", "LOAD", RedisSession.script)
        func fire(requests: Int) throws -> RedisSession.Outcome {
            let arguments = session.arguments(
                digest: digest, requests: requests, pipeline: run.pipeline)
            return try session.fire(arguments, atMostSeconds: 10 * seconds + 30)
        }
        // It takes a number of requests rather than a time: a short run finds it, and warms up.
        let trial = try fire(requests: 10_000 * run.pipeline)
        let requests = max(10_000, Int(trial.rate) * seconds)
        let outcome = try fire(requests: requests)

        let measured = session.arguments(digest: digest, requests: requests, pipeline: run.pipeline)
        return RivalFigure(
            id: run.id, name: "Redis + Lua, \(run.text)",
            reservationsPerSecond: outcome.rate * Double(outcome.accepted)
                / Double(outcome.answered),
            accepted: outcome.accepted, refused: outcome.answered - outcome.accepted,
            settings: "appendonly yes, \(run.text), Unix socket, "
                + "\(connections) connections, one hot SKU, one reservation per user",
            commands: [
                ["redis-server"] + settings,
                ["redis-cli", "-s", socket, "SCRIPT", "LOAD", RedisSession.script],
                ["redis-benchmark"] + measured, ["redis-cli", "-s", socket, "XLEN", "orders"],
            ].map { Shell.line($0).replacingOccurrences(of: folder.path, with: "$DIR") })
    }

    /// How often the server says it was called with a command: `cmdstat_evalsha:calls=123,usec=…`.
    package static func calls(_ statistics: String, of command: String) -> Int? {
        let head = "cmdstat_\(command):calls="
        let line = statistics.split(whereSeparator: \.isNewline).first { $0.hasPrefix(head) }
        return line?.dropFirst(head.count).split(separator: ",").first.flatMap { Int($0) }
    }

    /// The rate that `redis-benchmark --csv` prints: the second field of its last line.
    package static func requestsPerSecond(_ csv: String) -> Double? {
        guard let line = csv.split(separator: "\n").last(where: { $0.hasPrefix("\"") }) else {
            return nil
        }
        let fields = line.split(separator: ",")
        guard fields.count > 1, let rate = Double(fields[1].trimmingCharacters(in: ["\""])),
            rate > 0
        else { return nil }
        return rate
    }
}
