internal import Foundation

/// Redis with a Lua script: stock, one reservation per user, and the order in a stream.
///
/// It listens on a Unix socket alone, which is faster than TCP on the loopback. The append-only file
/// is never rewritten while it runs.
package struct RedisRival {
    private static let package = "redis-server redis-tools"
    private static let connections = 50
    /// `redis-benchmark` draws users from a range of at most 2³¹ - 1.
    private static let userRange = 2_147_483_647

    /// Three calls where a reservation is accepted: the fewest that keep stock, limit and order.
    private static let script = """
        if redis.call('SADD', KEYS[2], ARGV[1]) == 0 then return 'limit reached' end
        if redis.call('DECR', KEYS[1]) < 0 then
          redis.call('INCR', KEYS[1])
          redis.call('SREM', KEYS[2], ARGV[1])
          return 'sold out'
        end
        return redis.call('XADD', KEYS[3], '*', 'user', ARGV[1])
        """

    private struct Run {
        var id: String
        var sync: String
        var pipeline: Int
    }

    private let seconds: Int

    /// - Parameter seconds: how long each way of running it is measured; at least 1.
    package init(seconds: Int) { self.seconds = max(1, seconds) }

    /// Measures it with each commit on disk, one request at a time and pipelined, and with a commit on
    /// disk once a second.
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
        ].map { try measure($0, server: server, client: client, load: load) }
    }

    private func measure(_ run: Run, server: Tool, client: Tool, load: Tool) throws -> RivalFigure {
        let folder = try RivalServer.makeFolder("redis")
        let socket = folder.path + "/redis.sock"
        let settings = [
            "--port", "0", "--unixsocket", socket, "--dir", folder.path, "--daemonize", "no",
            "--appendonly", "yes", "--appendfsync", run.sync, "--save", "",
            "--auto-aof-rewrite-percentage", "0", "--loglevel", "warning",
        ]
        let running = try RivalServer(
            folder: folder, command: [server.path] + settings, signal: "KILL")
        defer { running.stop() }
        func ask(_ words: [String]) throws -> String {
            try client.run(["-s", socket] + words, atMostSeconds: 10)
                .trimmingCharacters(in: .whitespacesAndNewlines)
        }
        try running.waitUntilReady(atMostSeconds: 10) { (try? ask(["PING"])) == "PONG" }

        let digest = try ask(["SCRIPT", "LOAD", Self.script])
        let arguments = [
            "-s", socket, "-c", "\(Self.connections)", "-P", "\(run.pipeline)",
            "-r", "\(Self.userRange)", "--csv",
        ]
        let call = ["EVALSHA", digest, "3", "stock", "users", "orders", "__rand_int__"]
        func fire(requests: Int) throws -> (rate: Double, accepted: Int) {
            _ = try ask(["FLUSHALL"])
            _ = try ask(["SET", "stock", "1000000000000"])
            let printed = try load.run(
                arguments + ["-n", "\(requests)"] + call, atMostSeconds: 10 * seconds + 30)
            guard let rate = Self.requestsPerSecond(printed),
                let accepted = Int(try ask(["XLEN", "orders"]))
            else {
                throw RivalError(code: .unreadable, message: "redis-benchmark said: \(printed)")
            }
            return (rate, accepted)
        }
        // It takes a number of requests rather than a time: a short run finds the number, and warms up.
        let trial = try fire(requests: 20_000 * run.pipeline / 2 + 10_000)
        let requests = max(10_000, Int(trial.rate) * seconds)
        let (rate, accepted) = try fire(requests: requests)

        let depth = run.pipeline > 1 ? ", \(run.pipeline) pipelined" : ""
        let shown = { (words: [String]) in
            Shell.line(words).replacingOccurrences(of: folder.path, with: "$DIR")
        }
        return RivalFigure(
            id: run.id, name: "Redis + Lua, appendfsync \(run.sync)\(depth)",
            reservationsPerSecond: rate * Double(accepted) / Double(requests), accepted: accepted,
            refused: requests - accepted,
            settings: "appendonly yes, appendfsync \(run.sync), Unix socket, "
                + "\(Self.connections) connections\(depth), one hot SKU, one reservation per user",
            commands: [
                shown(["redis-server"] + settings),
                shown(["redis-cli", "-s", socket, "SCRIPT", "LOAD", Self.script]),
                shown(["redis-benchmark"] + arguments + ["-n", "\(requests)"] + call),
                shown(["redis-cli", "-s", socket, "XLEN", "orders"]),
            ])
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
