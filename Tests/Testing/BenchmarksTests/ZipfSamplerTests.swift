import Benchmarks
import Primitives
import Testing

@Suite struct ZipfSamplerTests {
    /// Draws and holds each item's count against what its chance gives, within five deviations.
    private func check(count: Int, exponent: Double, draws: Int = 400_000) {
        let sampler = ZipfSampler(count: count, exponent: exponent)
        var random = SeededRandom(seed: 7)
        var counts = [Int](repeating: 0, count: count)
        for _ in 0..<draws { counts[sampler.next(using: &random)] += 1 }
        for item in 0..<count {
            let chance = sampler.probability(of: item)
            let expected = chance * Double(draws)
            let deviation = (expected * (1 - chance)).squareRoot()
            #expect(abs(Double(counts[item]) - expected) <= 5 * deviation + 1, "item \(item)")
        }
    }

    @Test(arguments: [(1, 1.0), (2, 1), (10, 1), (1000, 1), (100, 0), (100, 0.5), (100, 2)])
    func `items come as often as their rank says`(_ count: Int, _ exponent: Double) {
        check(count: count, exponent: exponent)
    }

    @Test(arguments: [1, 3, 1000, 100_000]) func `chances add up to one`(_ count: Int) {
        let sampler = ZipfSampler(count: count)
        let sum = (0..<count).reduce(0) { $0 + sampler.probability(of: $1) }
        #expect(abs(sum - 1) < 1e-9)
    }

    @Test func `popularity is inverse to rank`() {
        let sampler = ZipfSampler(count: 1000)
        #expect(abs(sampler.probability(of: 0) / sampler.probability(of: 9) - 10) < 1e-9)
    }

    @Test func `the same seed gives the same items`() {
        let sampler = ZipfSampler(count: 1_000_000)
        func draw(_ seed: UInt64) -> [Int] {
            var random = SeededRandom(seed: seed)
            return (0..<1000).map { _ in sampler.next(using: &random) }
        }
        #expect(draw(1) == draw(1))
        #expect(draw(1) != draw(2))
    }

    @Test func `items far down the ranks are drawn too`() {
        let sampler = ZipfSampler(count: 1_000_000)
        var random = SeededRandom(seed: 3)
        let items = (0..<100_000).map { _ in sampler.next(using: &random) }
        // Half of the weight lies beyond rank √N.
        let far = items.count { $0 > 1000 }
        #expect((45_000...52_000).contains(far), "\(far) of 100,000")
        #expect(items.allSatisfy { $0 < 1_000_000 })
    }
}
