internal import Foundation

/// Speaks with a server of Redis that lies in a folder of its own.
struct RedisSession {
    /// What a run reached.
    struct Outcome {
        /// Answers a second, of whatever kind.
        var rate: Double
        var accepted: Int
        var answered: Int
    }

    /// Three calls where a reservation is accepted: the fewest that keep stock, limit and order.
    static let script = """
        if redis.call("SADD", KEYS[2], ARGV[1]) == 0 then return "limit reached" end
        if redis.call("DECR", KEYS[1]) < 0 then
          redis.call("INCR", KEYS[1])
          redis.call("SREM", KEYS[2], ARGV[1])
          return "sold out"
        end
        return redis.call("XADD", KEYS[3], "*", "user", ARGV[1])
        """

    /// `redis-benchmark` draws users from a range of at most 2³¹ - 1.
    private static let userRange = 2_147_483_647

    let socket: String
    let client: Tool
    let load: Tool
    /// Clients at the same time.
    let connections: Int

    /// Runs one command of Redis.
    func ask(_ words: String...) throws -> String {
        try client.run(["-s", socket] + words, atMostSeconds: 10)
            .trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Calls `redis-benchmark` on empty tables.
    func fire(_ arguments: [String], atMostSeconds limit: Int) throws -> Outcome {
        _ = try ask("FLUSHALL")
        _ = try ask("CONFIG", "RESETSTAT")
        _ = try ask("SET", "stock", "1000000000000")
        let printed = try load.run(arguments, atMostSeconds: limit)
        let statistics = try ask("INFO", "commandstats")
        guard let rate = RedisRival.requestsPerSecond(printed),
            let accepted = Int(try ask("XLEN", "orders")),
            let answered = RedisRival.calls(statistics, of: "evalsha"), answered > 0
        else { throw RivalError(code: .unreadable, message: "redis-benchmark said: \(printed)") }
        return Outcome(rate: rate, accepted: accepted, answered: answered)
    }

    /// What `redis-benchmark` is called with; `digest` is what the server named the script.
    func arguments(digest: String, requests: Int, pipeline: Int) -> [String] {
        [
            "-s", socket, "-c", "\(connections)", "-P", "\(pipeline)",
            "-r", "\(Self.userRange)", "--csv", "-n", "\(requests)",
            "EVALSHA", digest, "3", "stock", "users", "orders", "__rand_int__",
        ]
    }
}
