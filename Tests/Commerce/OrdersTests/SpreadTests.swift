import Orders
import Testing

@Suite struct SpreadTests {
    @Test func `percentiles are right to an eighth, whatever the size`() {
        var spread = Spread()
        #expect(spread.percentile(0.5) == 0 && spread.powers.isEmpty)
        for value in 1...1000 as ClosedRange<UInt64> { spread.add(value) }
        for share in [0.01, 0.5, 0.9, 0.99, 1] {
            let wanted = share * 1000
            let given = Double(spread.percentile(share))
            #expect(given >= wanted && given <= wanted * 1.125, "\(share): \(given)")
        }
        #expect(spread.count == 1000 && spread.maximum == 1000)
    }

    @Test func `powers of two count every value once`() {
        var spread = Spread()
        for value in [0, 1, 2, 3, 4, 255, 256, .max] as [UInt64] { spread.add(value) }
        let powers = spread.powers
        #expect(powers.map(\.count).reduce(0, +) == 8)
        #expect(powers.first?.from == 0 && powers.last?.from == 1 << 63)
        #expect(powers.first { $0.from == 2 }?.count == 2)
        #expect(powers.first { $0.from == 128 }?.count == 1)
        #expect(spread.percentile(1) == .max)
    }
}
