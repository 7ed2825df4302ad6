/// One second of traffic, from all sides.
struct SecondSketch: Sendable {
    var counts: [CountMinSketch]
    var hitters: [HeavyHitters]
    var total = 0
    /// Requests of buyers, and of devices that showed a token of ours.
    var known = 0
    /// Requests with nothing.
    var newcomers = 0
    /// Requests with a token that was given within the last ten seconds.
    var young = 0
    /// Requests to the checkout of clients that are no buyers.
    var guestCheckouts = 0

    init() {
        counts = Dimension.counted.map { _ in CountMinSketch() }
        hitters = Dimension.counted.map { _ in HeavyHitters() }
    }

    mutating func add(_ traits: RequestTraits, secret: UInt64) {
        total += 1
        let isKnown = traits.standing.isKnown
        if isKnown { known += 1 }
        if traits.standing == .newcomer { newcomers += 1 }
        if traits.isYoung { young += 1 }
        if traits.isCheckout, traits.standing != .buyer { guestCheckouts += 1 }
        for (index, dimension) in Dimension.counted.enumerated() {
            let value = traits.value(dimension)
            let seen = counts[index].add(TraitHash.mixed(value, secret))
            // What is rare needs no place in the list of the frequent.
            if seen >= 4 || total < 256 { hitters[index].add(value, isKnown: isKnown) }
        }
    }

    mutating func clear() {
        for index in counts.indices {
            counts[index].clear()
            hitters[index].clear()
        }
        (total, known, newcomers, young, guestCheckouts) = (0, 0, 0, 0, 0)
    }
}
