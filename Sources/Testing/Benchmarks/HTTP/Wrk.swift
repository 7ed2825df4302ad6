internal import Foundation

/// Runs `wrk`, which keeps so many connections busy with one request at a time each.
struct Wrk {
    /// What a run reached.
    struct Outcome {
        /// Answers a second.
        var rate: Double
        /// Answers.
        var answers: Int
        /// Answers that were neither 2xx nor 3xx, and errors of sockets.
        var failures: Int
    }

    private static let threads = 2

    private let tool: Tool

    init() throws { tool = try Tool.find("wrk", package: "wrk") }

    /// Asks for `url` for so many seconds; `script` makes the requests where there is one.
    func run(_ url: String, script: String? = nil, connections: Int, seconds: Int) throws -> Outcome
    {
        var arguments = ["-t\(Self.threads)", "-c\(connections)", "-d\(seconds)s"]
        if let script { arguments += ["-s", script] }
        let printed = try tool.run(arguments + [url], atMostSeconds: seconds + 60)
        guard let outcome = Self.read(printed) else {
            throw RivalError(code: .unreadable, message: "wrk said: \(printed)")
        }
        return outcome
    }

    /// Reads what `wrk` prints.
    static func read(_ printed: String) -> Outcome? {
        var outcome = Outcome(rate: 0, answers: 0, failures: 0)
        for line in printed.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("Requests/sec:"), let rate = words.last.flatMap({ Double($0) }) {
                outcome.rate = rate
            } else if words.count > 2, words[1] == "requests", words[2] == "in" {
                outcome.answers = Int(words[0]) ?? 0
            } else if line.contains("Non-2xx or 3xx") {
                outcome.failures += words.last.flatMap { Int($0) } ?? 1
            } else if line.contains("Socket errors:") {
                outcome.failures += words.compactMap { Int($0.filter(\.isNumber)) }.reduce(0, +)
            }
        }
        return outcome.rate > 0 && outcome.answers > 0 ? outcome : nil
    }

    /// A script that places orders: a buyer of the file for each, under a key that none had before.
    static func orderScript(tokens: String, body: String) -> String {
        """
        local threads = 0
        function setup(thread) thread:set("id", threads); threads = threads + 1 end
        function init()
          tokens = {}
          for line in io.lines("\(tokens)") do tokens[#tokens + 1] = line end
          body = [[\(body)]]
          count = #tokens; i = id * math.floor(count / 2); run = os.time() .. "-" .. id .. "-"
          head = "POST /v1/orders HTTP/1.1\\r\\nhost: 127.0.0.1\\r\\n" ..
            "content-type: application/json\\r\\ncontent-length: " .. #body ..
            "\\r\\nauthorization: Bearer "
        end
        function request()
          i = i + 1
          return head .. tokens[i % count + 1] .. "\\r\\nidempotency-key: " .. run .. i ..
            "\\r\\n\\r\\n" .. body
        end
        """
    }
}
