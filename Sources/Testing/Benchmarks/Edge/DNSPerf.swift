internal import Foundation

/// Runs `dnsperf`, which asks over UDP as fast as it is answered.
package struct DNSPerf {
    private static let clients = 8
    /// Option 8 of EDNS: the client's network 10.1.2.0/24 (RFC 7871).
    private static let subnet = "8:000118000a0102"

    private let tool: Tool
    private let questions: String

    /// - Parameter questions: a file with a name and a type on each line.
    init(questions: String) throws {
        tool = try Tool.find("dnsperf", package: "dnsperf")
        self.questions = questions
    }

    /// The command for a port.
    func command(port: Int, seconds: Int) -> [String] {
        [
            "-s", "127.0.0.1", "-p", "\(port)", "-d", questions, "-l", "\(seconds)", "-c",
            "\(Self.clients)", "-E", Self.subnet,
        ]
    }

    /// Answers a second; fails where any is lost or is an error.
    func run(port: Int, seconds: Int) throws -> Double {
        let printed = try tool.run(
            command(port: port, seconds: seconds), atMostSeconds: seconds + 30)
        guard let rate = Self.read(printed) else {
            throw RivalError(code: .unreadable, message: "dnsperf said: \(printed)")
        }
        return rate
    }

    /// Reads what `dnsperf` prints; nil where not all answers are good.
    package static func read(_ printed: String) -> Double? {
        var rate: Double?
        var isGood = false
        for line in printed.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.contains("Queries per second:") { rate = words.last.flatMap { Double($0) } }
            if line.contains("Response codes:") {
                isGood = words.count == 5 && words[2] == "NOERROR"
            }
        }
        return isGood ? rate : nil
    }
}
