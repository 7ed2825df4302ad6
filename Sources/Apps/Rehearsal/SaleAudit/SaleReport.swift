internal import Foundation

/// What a rehearsed sale did, and what its audit found.
package struct SaleReport: Codable, Sendable, Hashable {
    /// A second of the run.
    package struct Second: Codable, Sendable, Hashable {
        /// Which one, from 0.
        package var second: Int
        /// Requests that were sent.
        package var sent = 0
        /// Orders that were accepted.
        package var accepted = 0
        /// Errors that visitors saw.
        package var errors = 0
        /// Milliseconds from due to the final answer, of what was due then: 50 of 100.
        package var p50 = 0.0
        /// See `p50`: 99 of 100.
        package var p99 = 0.0
        /// Milliseconds that the generator was behind at most.
        package var behind = 0.0
    }

    /// How long visitors waited, in milliseconds from when their request was due.
    package struct Wait: Codable, Sendable, Hashable {
        /// What they waited for.
        package var name: String
        /// How many final answers.
        package var count: Int
        /// Half of them came within this time; and so on.
        package var p50: Double, p90: Double, p99: Double, p999: Double
        /// The longest.
        package var longest: Double
    }

    /// What visitors saw of a fault.
    package struct FaultSeen: Codable, Sendable, Hashable {
        /// What was done.
        package var name: String
        /// Seconds since the run began.
        package var at: Double
        /// Errors that they saw within twelve seconds.
        package var errors: Int
        /// The longest time in which orders waited and none was answered, in seconds.
        package var outage: Double
    }

    /// The same money in several books, in minor units.
    package struct Money: Codable, Sendable, Hashable {
        /// Payments that succeeded.
        package var payments = 0
        /// What the provider took.
        package var provider: Int64 = 0
        /// What the shop's payments have.
        package var shop: Int64 = 0
        /// What the journal has.
        package var journal: Int64 = 0
        /// What the order book has.
        package var orderBook: Int64 = 0
        /// What was to go back.
        package var due: Int64 = 0
        /// What the provider returned.
        package var returned: Int64 = 0
    }

    /// What the waiting room did.
    package struct Room: Codable, Sendable, Hashable {
        /// Buyers who were to come.
        package var buyers = 0
        /// Buyers who saw their number of the draw, which was reckoned again.
        package var drawn = 0
        /// Credits that let a buyer in.
        package var admitted = 0
        /// Credits in the center's durable book.
        package var granted = 0
        /// Passes that were used up by an order.
        package var checkedOut = 0
    }

    /// What the coupons of the sale granted.
    package struct Coupons: Codable, Sendable, Hashable {
        /// Orders that have one.
        package var orders: Int64 = 0
        /// Orders that may have one.
        package var mostOrders: Int64 = 0
        /// What was taken off, in minor units.
        package var money: Int64 = 0
        /// What may be taken off in all; nil when that has no limit.
        package var mostMoney: Int64?
    }

    /// Whether the load came when it was due.
    package struct Generator: Codable, Sendable, Hashable {
        /// Visitors who were due.
        package var due: Int
        /// Visitors whom the generator began more than 100 ms late.
        package var late: Int

        /// The share that may be late, in percent.
        package static let maximumPercent = 1.0

        /// The share that was late, in percent.
        package var percent: Double { due == 0 ? 0 : Double(late) * 100 / Double(due) }

        /// Whether waits are the platform's and not the generator's.
        package var keptUp: Bool { percent <= Self.maximumPercent }
    }

    /// Whether every check holds.
    package var holds = false
    /// The profile.
    package var profile = ""
    /// What the run was drawn from.
    package var seed: UInt64 = 0
    /// Times what its file says the profile was; nil in reports of before it was kept.
    package var scale: Double?
    /// The folder of the run.
    package var directory = ""
    /// Seconds from beginning to end, the audit included.
    package var seconds = 0.0
    /// Requests sent, each attempt counted.
    package var requests = 0
    /// Attempts beyond the first.
    package var again = 0
    /// Errors that visitors saw, those of requests with a key among them.
    package var errors = 0
    /// Errors of requests with a key.
    package var keyedErrors = 0
    /// Most requests in a second.
    package var peakRequests = 0
    /// Most orders accepted in a second.
    package var peakOrders = 0
    /// Milliseconds that the generator was behind at most.
    package var behind = 0.0
    /// Requests of attackers, and those that got through.
    package var flood = 0
    /// See `flood`.
    package var floodThrough = 0
    /// Refusals of orders by their code.
    package var refused: [String: Int] = [:]
    /// Orders that somebody was told of.
    package var acknowledged = 0
    /// Orders in the journal.
    package var journalOrders = 0
    /// Orders in the order book.
    package var bookOrders = 0
    /// Batches in the journal.
    package var batches: UInt64 = 0
    /// Records in the journal.
    package var records: UInt64 = 0
    /// Leaders that wrote to the journal.
    package var epochs = 0
    /// The money.
    package var money = Money()
    /// The generator's own judgement; nil in reports of before it had one.
    package var generator: Generator?
    /// Orders whose goods came back; nil in reports of before there were any.
    package var returns: Int?
    /// The waiting room, where there was one.
    package var room: Room?
    /// Coupons, where there were any.
    package var coupons: Coupons?
    /// What a running deployment's real things were before and after; nil for a run of its own.
    package var against: AgainstReport?
    /// What visitors saw of each fault.
    package var faults: [FaultSeen] = []
    /// How long visitors waited.
    package var waits: [Wait] = []
    /// The run, second by second.
    package var bySecond: [Second] = []
    /// What else went wrong in the run.
    package var problems: [String] = []
    /// How many things do not hold.
    package var findingCount = 0
    /// The first of them.
    package var findings: [Finding] = []

    /// The report's file in a run's folder.
    package static let fileName = "report.json"
    /// The page's file.
    package static let pageName = "report.html"

    /// The verdict in one line.
    package var verdict: String {
        let orders =
            against.map { verdictStart($0) }
            ?? "\(acknowledged) orders acknowledged, \(journalOrders) in the journal, "
            + "\(bookOrders) in the order book; "
        if holds, let against { return "HOLDS: " + orders + against.summary }
        if holds {
            return "HOLDS: " + orders
                + "each exactly once and unchanged; stock, limits, budgets and money add up to "
                + "the cent"
        }
        let count = findingCount + problems.count
        let first = problems.first ?? findings.first.map { "\($0)" } ?? "none kept"
        return "DOES NOT HOLD: " + orders + "\(count) finding\(count == 1 ? "" : "s"), the first: "
            + first
    }

    private func verdictStart(_ against: AgainstReport) -> String {
        "\(acknowledged) orders acknowledged by \(against.url), \(bookOrders) in its shadow book; "
    }

    /// The report for people, without the verdict.
    package var text: String {
        func number(_ value: Double) -> String { String(format: "%.1f", value) }
        var lines = [
            "requests    \(requests), \(again) of them asked again; at most \(peakRequests) and "
                + "\(peakOrders) orders in a second",
            "generator   \(generatorText)",
            "errors      \(errors) seen by visitors, \(keyedErrors) of requests with a key",
            "refused     "
                + refused.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
                .map { "\($0.key) \($0.value)" }.joined(separator: ", "),
        ]
        lines +=
            against?.lines ?? [
                "journal     \(batches) batches, \(records) records, \(epochs) leaders",
                "money       provider \(money.provider), shop \(money.shop), "
                    + "journal \(money.journal), order book \(money.orderBook); "
                    + "\(money.due) was to go back, \(money.returned) went back, "
                    + "\(returns ?? 0) orders returned",
            ]
        if let room {
            lines.append(
                "room        \(room.buyers) buyers, \(room.drawn) lots reckoned again; "
                    + "\(room.admitted) let in of \(room.granted) credits, "
                    + "\(room.checkedOut) passes used")
        }
        if let coupons {
            let most = coupons.mostMoney.map { " of \($0)" } ?? ""
            lines.append(
                "coupons     \(coupons.orders) of \(coupons.mostOrders) orders, "
                    + "\(coupons.money)\(most) taken off")
        }
        for fault in faults {
            lines.append(
                "fault       \(fault.name) at \(number(fault.at)) s: \(fault.errors) errors, "
                    + "no order answered for \(String(format: "%.2f", fault.outage)) s")
        }
        if flood > 0 {
            lines.append("flood       \(flood) requests, \(floodThrough) got an answer")
        }
        for wait in waits {
            let name = wait.name.padding(toLength: 25, withPad: " ", startingAt: 0)
            lines.append(
                "waits       \(name) \(wait.count): p50 \(number(wait.p50)), p99 "
                    + "\(number(wait.p99)), p99.9 \(number(wait.p999)), longest "
                    + "\(number(wait.longest)) ms")
        }
        return (lines + problems + findings.map { "\($0)" }).joined(separator: "\n")
    }

    /// Whether the generator kept up, and how far behind it was.
    var generatorText: String {
        let most = String(format: "%.1f ms behind at most", behind)
        guard let generator else { return most }
        return (generator.keptUp ? "kept up: " : "FELL BEHIND, waits are partly its own: ")
            + String(format: "%.2f %% of ", generator.percent)
            + "\(generator.due) visitors begun more than 100 ms late, where 1 % may be; " + most
    }

    /// The report as JSON with sorted keys.
    package var json: String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        return String(decoding: (try? encoder.encode(self)) ?? Data(), as: UTF8.self)
    }

    /// Reads a report that `write` wrote.
    package init(directory: String) throws(RehearsalError) {
        let path = directory + "/" + Self.fileName
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        guard let data = FileManager.default.contents(atPath: path),
            let report = try? decoder.decode(Self.self, from: data)
        else { throw RehearsalError(.file, "there is no report of a sale at \(path)") }
        self = report
    }

    /// An empty report.
    init() {}

    /// Writes the report and its page into a folder.
    package func write(to directory: String) throws(RehearsalError) {
        for (name, text) in [
            (Self.fileName, json + "\n"), (Self.pageName, ReportPage(report: self).html),
        ] {
            let path = directory + "/" + name
            guard FileManager.default.createFile(atPath: path, contents: Data(text.utf8)) else {
                throw RehearsalError(.file, "the report cannot be written to \(path)")
            }
        }
    }
}
