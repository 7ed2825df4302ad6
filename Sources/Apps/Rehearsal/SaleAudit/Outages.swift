/// When orders waited for the center and none was decided: outages as seen from outside.
///
/// What an edge node refuses by itself says nothing of the center, and where nobody waits nothing
/// is out: so it is the same measure under a flood of orders and under a few.
struct Outages {
    /// A time in which at least one order waited and none was decided, in microseconds.
    private struct Gap {
        var from: UInt64
        var to: UInt64
    }

    private var gaps: [Gap] = []

    /// Refusals that edge nodes say by themselves, of what the center told them last.
    private static let edgeCodes: Set<String> = ["sold_out", "sale_not_open", "sale_closed"]

    init(_ ledger: LedgerReader) {
        var decided: [(at: UInt64, due: UInt64)] = []
        for request in ledger.requests where request.isOrder {
            guard let answer = request.answer, answer.isFinal,
                !Self.edgeCodes.contains(answer.code)
            else { continue }
            decided.append((answer.at, request.due))
        }
        decided.sort { $0.at < $1.at }
        let never = ledger.errors.filter { LedgerRequest.isOrder($0.kind) }.map(\.due).min()
        // Whoever was due earliest among those who still waited at each answer.
        var earliest = Array(repeating: never ?? .max, count: decided.count + 1)
        for index in decided.indices.reversed() {
            earliest[index] = min(earliest[index + 1], decided[index].due)
        }
        var last: UInt64 = 0
        for (index, answer) in decided.enumerated() {
            add(from: max(last, earliest[index]), to: answer.at)
            last = answer.at
        }
        if let never { add(from: max(last, never), to: ledger.lastAt) }
    }

    private mutating func add(from: UInt64, to: UInt64) {
        if from < to { gaps.append(Gap(from: from, to: to)) }
    }

    /// The longest of them that was under way in a time; all of it counts from `start` on.
    func longest(from start: UInt64, until end: UInt64) -> UInt64 {
        gaps.lazy.filter { $0.to > start && $0.from < end }
            .map { $0.to - max($0.from, start) }.max() ?? 0
    }
}
