/// What the ledger says about times: how long visitors waited, and what they saw of each fault.
struct SaleFigures {
    let ledger: LedgerReader
    let plan: SalePlan

    /// How long after a fault errors and outages count as its own, in microseconds.
    private static let faultMicroseconds: UInt64 = 12_000_000

    func fill(_ report: inout SaleReport) {
        let seconds = Int(plan.profile.seconds.rounded(.up))
        report.seconds = 0
        report.requests = ledger.requests.count
        report.errors = ledger.errors.count
        report.keyedErrors = ledger.errors.count { !$0.key.isEmpty }
        report.flood = ledger.floods.reduce(0) { $0 + $1.sent }
        report.floodThrough = ledger.floods.reduce(0) { $0 + $1.through }
        var lines = (0..<seconds).map { SaleReport.Second(second: $0) }
        var waits: [UInt8: [UInt64]] = [:]
        var bySecond: [[UInt64]] = Array(repeating: [], count: seconds)
        var refusals: [String: Int] = [:]
        for request in ledger.requests {
            let at = Int(request.sentAt / 1_000_000)
            if at < seconds { lines[at].sent += 1 }
            if request.attempt > 1 { report.again += 1 }
            guard let answer = request.answer, answer.isFinal else { continue }
            let wait = answer.at > request.due ? answer.at - request.due : 0
            waits[request.kind, default: []].append(wait)
            let due = Int(request.due / 1_000_000)
            if due < seconds { bySecond[due].append(wait) }
            if request.isOrder {
                if answer.isSuccess, !answer.isReplay {
                    let end = Int(answer.at / 1_000_000)
                    if end < seconds { lines[end].accepted += 1 }
                } else if !answer.isSuccess {
                    refusals[answer.code.isEmpty ? "\(answer.status)" : answer.code, default: 0] +=
                        1
                }
            }
        }
        report.refused = refusals
        for failure in ledger.errors {
            let at = Int(failure.at / 1_000_000)
            if at < seconds { lines[at].errors += 1 }
        }
        for (at, late) in ledger.behind {
            let second = Int(at / 1_000_000)
            guard second > 0, second <= seconds else { continue }
            lines[second - 1].behind = Double(late) / 1000
        }
        for index in lines.indices {
            bySecond[index].sort()
            lines[index].p50 = Self.share(0.5, of: bySecond[index])
            lines[index].p99 = Self.share(0.99, of: bySecond[index])
        }
        report.bySecond = lines
        report.waits = Errand.Kind.allCases.compactMap { kind in
            guard var times = waits[kind.rawValue.utf8.first ?? 0] else { return nil }
            times.sort()
            return SaleReport.Wait(
                name: kind.name, count: times.count, p50: Self.share(0.5, of: times),
                p90: Self.share(0.9, of: times), p99: Self.share(0.99, of: times),
                p999: Self.share(0.999, of: times), longest: Self.share(1, of: times))
        }
        report.peakRequests = lines.map(\.sent).max() ?? 0
        report.peakOrders = lines.map(\.accepted).max() ?? 0
        report.behind = lines.map(\.behind).max() ?? 0
        report.generator = SaleReport.Generator(due: ledger.due, late: ledger.late)
        let outages = Outages(ledger)
        report.faults = ledger.events.map { at, name in
            let end = at + Self.faultMicroseconds
            return SaleReport.FaultSeen(
                name: name, at: Double(at) / 1e6,
                errors: ledger.errors.count { (at..<end).contains($0.at) },
                outage: Double(outages.longest(from: at, until: end)) / 1e6)
        }
    }

    /// Milliseconds within which a share of sorted microseconds lies.
    private static func share(_ share: Double, of times: [UInt64]) -> Double {
        guard !times.isEmpty else { return 0 }
        let index = min(times.count - 1, Int(Double(times.count) * share))
        return Double(times[index]) / 1000
    }
}
