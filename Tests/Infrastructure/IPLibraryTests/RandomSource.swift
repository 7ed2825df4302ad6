import IPLibrary
import Primitives

/// Sources that a seed draws: runs of all sizes, with gaps and without, in both families.
enum RandomSource {
    static func make(_ random: inout SeededRandom, runs: Int) throws -> AddressSource {
        var source = AddressSource(.csv)
        for family in IPFamily.allCases {
            var edges = Set<UInt128>()
            for _ in 0..<(2 * runs) { edges.insert(address(family, &random).bits) }
            let sorted = edges.sorted()
            for (first, next) in zip(sorted, sorted.dropFirst()) where random.happens(0.8) {
                let country = UInt64.random(in: 0..<40, using: &random)
                let place = Place(
                    country: "c\(country)", city: random.happens(0.5) ? "城" : "",
                    networkOperator: "o\(UInt64.random(in: 0..<3, using: &random))")
                try source.append(family, first...(next - 1), place: source.number(of: place))
            }
        }
        return source
    }

    /// An address, as often as not near a power of two or in a part that is in use.
    static func address(_ family: IPFamily, _ random: inout SeededRandom) -> IPAddress {
        let whole = UInt128(random.next()) << 64 | UInt128(random.next())
        switch family {
        case .v4:
            let shift = UInt32.random(in: 0..<24, using: &random)
            return .v4((UInt32(truncatingIfNeeded: whole) >> shift) << shift)
        case .v6:
            let shift = UInt128(UInt32.random(in: 0..<120, using: &random))
            let bits = (whole >> shift) << shift
            let start = UInt128(0x2000) << 112
            return .v6(random.happens(0.7) ? start | bits >> 3 : bits)
        }
    }
}
