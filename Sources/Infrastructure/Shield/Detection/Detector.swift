/// Compares a second with the baseline.
///
/// Volume alone is never a signal: a sale begins with a crowd. What a crowd has and a flood has
/// not is that its people come back with the token that they were given, and use what people use:
/// so a signal needs clients that are less known than usual, or a form that was hardly ever seen.
enum Detector {
    /// Fewer than so many requests a second harm nobody.
    private static let minimumRate = 50.0

    /// Sides that a crowd does not change: its people come with the browsers and from the operators
    /// that people have.
    static let formDimensions: Set<Dimension> = [.fingerprint, .network]

    /// Whether a value is nearly new and yet has a tenth of all.
    static func isStrange(share: Double, usual: Double) -> Bool { share > 0.1 && usual < 0.005 }

    static func signals(_ second: SecondSketch, _ baseline: Baseline, secret: UInt64) -> [Signal] {
        guard baseline.isReady, Double(second.total) >= Self.minimumRate else { return [] }
        var signals: [Signal] = []
        let usualKnown = baseline.knownShare.mean
        let known = Double(second.known) / Double(second.total)
        let areTokensLeft: Bool
        if let signal = tokensNotKept(second, baseline) {
            signals.append(signal)
            areTokensLeft = true
        } else {
            areTokensLeft = false
        }
        for (index, dimension) in Dimension.counted.enumerated() {
            // A crowd of new people meets on one page: that alone says nothing.
            if dimension == .path, !areTokensLeft { continue }
            signals += overshares(second, baseline, index, dimension, secret: secret)
            let bits = second.counts[index].entropy
            let usual = baseline.entropy[index]
            let margin = max(0.7, 6 * usual.deviation)
            if abs(bits - usual.mean) > margin, known < 0.6 * usualKnown {
                signals.append(.entropy(dimension, bits: bits, usual: usual.mean))
            }
        }
        return signals
    }

    private static func tokensNotKept(_ second: SecondSketch, _ baseline: Baseline) -> Signal? {
        let ratio = Baseline.newcomersPerYoung(second)
        let usual = baseline.newcomersPerYoung
        guard Double(second.newcomers) > max(minimumRate, 3 * baseline.newcomers.mean),
            ratio > max(1, 4 * usual.mean, usual.mean + 8 * usual.deviation)
        else { return nil }
        return .tokensNotKept(newcomers: second.newcomers, perYoung: ratio, usual: usual.mean)
    }

    private static func overshares(
        _ second: SecondSketch, _ baseline: Baseline, _ index: Int, _ dimension: Dimension,
        secret: UInt64
    ) -> [Signal] {
        second.hitters[index].entries.compactMap { entry in
            let count = Double(entry.count - entry.error)
            let share = count / Double(second.total)
            guard share >= 0.05 else { return nil }
            let usual = baseline.share(entry.value, dimension: index, secret: secret)
            let known = Double(entry.known) / max(1, count)
            let isExcess =
                count > 2 * usual * baseline.rate.mean
                + max(
                    minimumRate, baseline.rate.mean)
            let isStrange =
                formDimensions.contains(dimension) && isStrange(share: share, usual: usual)
            let isUnknown =
                share > 4 * usual + 0.02 && known < 0.5 * baseline.knownShare.mean
            guard isExcess, isStrange || isUnknown else { return nil }
            return .overshare(
                dimension, value: entry.value, share: share, usual: usual, known: known)
        }
    }
}
