/// What a flood counted.
package struct FloodTally: Sendable, Hashable {
    /// Answers by what they said.
    package var answers: [String: Int] = [:]
    /// Requests whose cell was killed before it answered.
    package var unanswered = 0
    /// From a kill to the first answer of the next cell.
    package var outagesMilliseconds: [Double] = []
    /// From sending to the answer, of every answer.
    package var latenciesMicroseconds: [UInt32] = []

    mutating func answered(_ reply: Reply, microseconds: UInt64) {
        answers[reply.code ?? reply.outcome, default: 0] += 1
        latenciesMicroseconds.append(UInt32(clamping: microseconds))
    }

    /// The latency that a share of the answers keep to, in milliseconds.
    package func latency(_ share: Double) -> Double {
        guard !latenciesMicroseconds.isEmpty else { return 0 }
        let sorted = latenciesMicroseconds.sorted()
        let place = min(sorted.count - 1, Int(Double(sorted.count) * share))
        return Double(sorted[place]) / 1000
    }
}
