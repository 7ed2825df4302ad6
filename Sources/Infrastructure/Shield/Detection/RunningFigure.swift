/// A mean and a deviation that follow slowly: exponentially weighted, one thirtieth each second.
struct RunningFigure: Sendable {
    private static let weight = 1.0 / 30

    private(set) var mean = 0.0
    private var variance = 0.0
    private var count = 0

    var deviation: Double { variance.squareRoot() }

    mutating func add(_ value: Double) {
        count += 1
        // The first seconds count alike, so that it starts from what was seen and not from zero.
        let weight = max(Self.weight, 1 / Double(count))
        let difference = value - mean
        mean += weight * difference
        variance = (1 - weight) * (variance + weight * difference * difference)
    }
}
