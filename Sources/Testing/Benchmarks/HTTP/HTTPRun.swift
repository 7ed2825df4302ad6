internal import Foundation
internal import Primitives

/// The measures of a center that runs.
struct HTTPRun {
    let center: CenterUnderTest
    let sale: CenterUnderTest.Sale
    let nginx: NginxRival
    let script: String
    let wrk: Wrk
    let connections: Int
    let seconds: Int
    let rounds: Int
    let say: (String) -> Void

    /// The share of the highest rate at which latency is measured.
    private static let openShare = 0.7
    /// The same while thousands listen: they want a part of the machine too.
    private static let listenedShare = 0.2
    private static let refreshesPerSecond = 4.0

    /// Orders against nginx's empty answers, round by round; gives orders a second.
    func measureOrders(_ report: inout BenchReport) throws -> Double {
        var ours: [Double] = []
        var theirs: [Double] = []
        var orders = 0
        for round in 1...rounds {
            say("orders: round \(round) of \(rounds)")
            theirs.append(try load(nginx.base + "/v1/orders", script).rate)
            let outcome = try load(center.base + "/v1/orders", script)
            ours.append(outcome.rate)
            orders += outcome.answers
        }
        report.measures.append(
            Measure(
                id: "http.orders", title: "POST /v1/orders, durable", value: median(ours),
                unit: "1/s", against: "nginx `return 200`, one worker", rivalValue: median(theirs),
                goal: .ratio(atLeast: 0.5),
                note: "\(orders) orders, all accepted; the same requests went to both"))
        return median(ours)
    }

    /// Orders at a fixed rate.
    func measureLatency(_ rate: Double, _ report: inout BenchReport) throws {
        var outcomes: [OrderArrivals.Outcome] = []
        for round in 1...rounds {
            say("open loop at \(Int(rate * Self.openShare)) orders/s: round \(round) of \(rounds)")
            outcomes.append(try arrivals(rate * Self.openShare))
        }
        outcomes.sort { $0.p99 < $1.p99 }
        let outcome = outcomes[outcomes.count / 2]
        report.measures.append(
            Measure(
                id: "http.orders.p99", title: "an order in an open loop at 70 % of that, p99",
                value: outcome.p99, unit: "ms", goal: .value(atMost: 10),
                note: "at \(Int(outcome.rate))/s: p50 \(Figure.text(outcome.p50)), p99.9 "
                    + "\(Figure.text(outcome.p999)), longest \(Figure.text(outcome.longest)) ms; "
                    + "generator at most \(Figure.text(outcome.behind)) ms behind"))
    }

    /// A product's page against the same bytes from disk.
    func measurePage(_ page: String, _ report: inout BenchReport) throws {
        var ours: [Double] = []
        var theirs: [Double] = []
        for round in 1...rounds {
            say("product page: round \(round) of \(rounds)")
            theirs.append(try load(nginx.base + "/page.html").rate)
            ours.append(try load(center.base + sale.page).rate)
        }
        report.measures.append(
            Measure(
                id: "http.page", title: "product page, rendered", value: median(ours), unit: "1/s",
                against: "nginx, the same bytes from disk", rivalValue: median(theirs),
                goal: .ratio(atLeast: 0.25),
                note: "\(page.utf8.count) B, each for a visitor of its own; the part that is the "
                    + "same for all is made again when product, price or stock change"))
    }

    /// Orders with and without thousands who watch the big screen.
    func measureListeners(_ count: Int, rate: Double, _ report: inout BenchReport) throws {
        let orders = rate * Self.listenedShare
        say("orders at \(Int(orders))/s without listeners")
        let alone = try arrivals(orders)
        say("the same with \(count) listeners of the big screen")
        let before = try center.resident
        let listeners = ScreenListeners(count: count, port: center.port, token: sale.key)
        let length = Double(seconds)
        let begun = ConditionLock(false)
        let seen = ConditionLock<Result<ScreenListeners.Report, any Error>?>(nil)
        // It stands for thousands of other machines, whose work would not be done on this one.
        let thread = WorkThread(name: "listeners", niceness: 19) {
            let result = Result<ScreenListeners.Report, any Error> {
                try listeners.run(seconds: length + 1) {
                    begun.withLock { $0 = true }
                    begun.broadcast()
                }
            }
            seen.withLock { $0 = result }
            begun.withLock { $0 = true }
            begun.broadcast()
        }
        begun.wait(until: { $0 })
        let memory = try center.resident - before
        let listened = try arrivals(orders)
        thread.join()
        guard let outcome = try seen.withLock({ $0 })?.get() else { return }
        report.measures += [
            Measure(
                id: "http.listeners", title: "updates a second to each of \(count) listeners",
                value: outcome.updatesPerSecond, unit: "1/s",
                goal: .value(atLeast: Self.refreshesPerSecond * 0.95),
                note: "\(outcome.connected) let in, \(outcome.lost) cut off, the slowest got "
                    + "\(Figure.text(outcome.worstUpdatesPerSecond)); "
                    + "\(Int(outcome.bytesPerSecond / 1e6)) MB/s, "
                    + "\(Int(memory / Double(count))) B of memory each"),
            Measure(
                id: "http.listeners.p99", title: "an order meanwhile, p99", value: listened.p99,
                unit: "ms", against: "without listeners", rivalValue: alone.p99,
                goal: .ratio(atMost: 2),
                note: "open loop at \(Int(orders)) orders/s; p50 \(Figure.text(listened.p50)) "
                    + "against \(Figure.text(alone.p50)) ms"),
        ]
    }

    /// Memory while pages are read and orders are refused, which leave nothing behind.
    func measureMemory(_ report: inout BenchReport) throws {
        say("memory: pages and orders that were placed before")
        let orders = URL(filePath: script).deletingLastPathComponent().path + "/again.lua"
        let text = try String(contentsOfFile: script, encoding: .utf8)
            .replacingOccurrences(of: "os.time()", with: "\"again\"")
        try text.write(toFile: orders, atomically: true, encoding: .utf8)
        var requests = 0
        var sizes: [Double] = []
        func round() throws {
            requests += try load(center.base + sale.page).answers
            requests += try load(center.base + "/v1/orders", orders).answers
            sizes.append(try center.resident)
        }
        // The first round places the orders that the later ones ask for again.
        for _ in 0...rounds { try round() }
        report.measures.append(
            Measure(
                id: "http.memory", title: "memory after \(requests) requests", value: sizes[rounds],
                unit: "B", against: "after the first quarter", rivalValue: sizes[0],
                goal: .ratio(atMost: 1.1),
                note: "as many as an hour brings at \(requests / 3600) a second"))
    }

    private func arrivals(_ rate: Double) throws -> OrderArrivals.Outcome {
        let tokens = try String(contentsOfFile: sale.tokens, encoding: .utf8)
            .split(separator: "\n").map(String.init)
        let outcome = try OrderArrivals(
            port: center.port, tokens: tokens, body: sale.order, connections: connections
        ).run(rate: rate, seconds: Double(seconds))
        guard outcome.others == 0 else {
            throw BenchFailure("\(outcome.others) orders of an open loop were not accepted")
        }
        return outcome
    }

    private func load(_ url: String, _ script: String? = nil) throws -> Wrk.Outcome {
        let outcome = try wrk.run(
            url, script: script, connections: connections, seconds: seconds)
        guard outcome.failures == 0 else {
            throw BenchFailure("\(url): \(outcome.failures) of \(outcome.answers) answers failed")
        }
        return outcome
    }

    private func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }
}
