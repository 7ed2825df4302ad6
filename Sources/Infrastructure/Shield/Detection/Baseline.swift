/// What traffic is like when nothing is wrong.
struct Baseline: Sendable {
    /// Seconds that must have been seen before anything is judged.
    static let warmUpSeconds = 10

    private(set) var seconds = 0
    private(set) var rate = RunningFigure()
    private(set) var knownShare = RunningFigure()
    /// Newcomers for each request with a young token.
    private(set) var newcomersPerYoung = RunningFigure()
    private(set) var newcomers = RunningFigure()
    private(set) var guestCheckouts = RunningFigure()
    private(set) var entropy: [RunningFigure]
    /// Shares of values by dimension, in the places of a count-min sketch.
    private var shares: [[Float]]

    init() {
        entropy = Dimension.counted.map { _ in RunningFigure() }
        shares = Dimension.counted.map { _ in
            [Float](repeating: 0, count: CountMinSketch.rows * CountMinSketch.width)
        }
    }

    var isReady: Bool { seconds >= Self.warmUpSeconds }

    mutating func learn(_ second: SecondSketch) {
        seconds += 1
        rate.add(Double(second.total))
        // A second with hardly anybody says nothing of shares.
        guard second.total >= 20 else { return }
        knownShare.add(Double(second.known) / Double(second.total))
        newcomersPerYoung.add(Self.newcomersPerYoung(second))
        newcomers.add(Double(second.newcomers))
        guestCheckouts.add(Double(second.guestCheckouts))
        let weight = Float(max(1.0 / 60, 1 / Double(seconds)))
        for index in Dimension.counted.indices {
            entropy[index].add(second.counts[index].entropy)
            let total = Float(second.total)
            for place in shares[index].indices {
                let share = Float(second.counts[index].counts[place]) / total
                shares[index][place] += weight * (share - shares[index][place])
            }
        }
    }

    /// What part of the requests had this value.
    func share(_ value: UInt64, dimension index: Int, secret: UInt64) -> Double {
        let places = CountMinSketch.places(TraitHash.mixed(value, secret))
        return Double(places.map { shares[index][$0] }.min() ?? 0)
    }

    static func newcomersPerYoung(_ second: SecondSketch) -> Double {
        Double(second.newcomers) / Double(second.young + 1)
    }
}
