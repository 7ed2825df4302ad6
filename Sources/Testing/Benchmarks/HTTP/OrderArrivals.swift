internal import Foundation
internal import Glibc
internal import Histogram
internal import Primitives

/// Orders that arrive at a fixed rate over kept connections, whether or not the answers keep up.
///
/// Each order is due at its moment and its time counts from there: one that finds no free
/// connection waits, and that wait is in its time.
struct OrderArrivals {
    /// What a run saw.
    struct Outcome {
        /// Orders a second that were due.
        var rate: Double
        /// Orders that were accepted.
        var accepted: Int
        /// Other answers.
        var others: Int
        /// Milliseconds from the moment an order was due to its answer, for 50, 99 and 99.9 of 100.
        var p50: Double, p99: Double, p999: Double
        /// The longest.
        var longest: Double
        /// The most that orders were sent late, in milliseconds.
        var behind: Double
    }

    let port: Int
    let tokens: [String]
    let body: String
    let connections: Int
    private static let clock = SystemClock()

    /// Sends `rate` orders a second for so many seconds.
    func run(rate: Double, seconds: Double) throws -> Outcome {
        let sockets = try OrderSockets(port: port, count: connections)
        var histogram = Histogram<UInt64>(
            highestTrackableValue: 60_000_000, numberOfSignificantValueDigits: .three)
        let head = Array(
            ("POST /v1/orders HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
                + "content-length: \(body.utf8.count)\r\nauthorization: Bearer ").utf8)
        let key = Array("\r\nidempotency-key: open-\(UUID().uuidString.prefix(8))-".utf8)
        let end = Array(("\r\n\r\n" + body).utf8)
        let tokens = tokens.map { Array($0.utf8) }
        var order: [UInt8] = []
        let start = Self.clock.monotonicNanoseconds() + 50_000_000
        let total = Int(rate * seconds)
        let nanoseconds = 1e9 / rate
        var sent = 0
        var outcome = Outcome(
            rate: rate, accepted: 0, others: 0, p50: 0, p99: 0, p999: 0, longest: 0, behind: 0)
        var answered = 0
        let limit = start + UInt64((seconds + 30) * 1e9)
        while answered < total {
            var now = Self.clock.monotonicNanoseconds()
            guard now < limit else {
                throw BenchFailure("\(total - answered) orders had no answer within 30 s")
            }
            while sent < total {
                let due = start + UInt64(Double(sent) * nanoseconds)
                guard due <= now, sockets.hasFree else { break }
                outcome.behind = max(outcome.behind, Double(now - due) / 1e6)
                order.removeAll(keepingCapacity: true)
                order += head
                order += tokens[sent % tokens.count]
                order += key
                order += String(sent).utf8
                order += end
                try sockets.send(order, due: due)
                sent += 1
            }
            let next = start + UInt64(Double(sent) * nanoseconds)
            now = Self.clock.monotonicNanoseconds()
            let isWaiting = sent < total && sockets.hasFree
            let pause = !isWaiting ? 100_000_000 : next > now ? next - now : 0
            try sockets.readAll(waitingNanoseconds: pause) { due, isAccepted in
                answered += 1
                if isAccepted { outcome.accepted += 1 } else { outcome.others += 1 }
                let microseconds = (Self.clock.monotonicNanoseconds() - due) / 1000
                histogram.record(min(microseconds, 60_000_000))
                outcome.longest = max(outcome.longest, Double(microseconds) / 1000)
            }
        }
        outcome.p50 = Double(histogram.valueAtPercentile(50)) / 1000
        outcome.p99 = Double(histogram.valueAtPercentile(99)) / 1000
        outcome.p999 = Double(histogram.valueAtPercentile(99.9)) / 1000
        return outcome
    }
}
