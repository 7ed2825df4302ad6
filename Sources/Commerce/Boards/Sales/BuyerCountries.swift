internal import Primitives

/// The countries of buyers, asked for once each while they stay in a cache of fixed size.
///
/// Belongs to one fold. A flood of new buyers must not wait for a slow look-up: beyond a number of
/// look-ups for each second of the clock, a buyer counts as of unknown country.
struct BuyerCountries {
    private static let bits = 16
    static let lookupsPerSecond = 50_000

    private var buyers = [UInt64](repeating: 0, count: 1 << bits)
    private var codes = [UInt16](repeating: 0, count: 1 << bits)
    private var lookups = 0
    private var second: UInt64 = 0
    private let lookup: @Sendable (BuyerID) -> String?

    init(_ lookup: @escaping @Sendable (BuyerID) -> String?) { self.lookup = lookup }

    /// A step of the fold begins at this moment.
    mutating func begin(nanoseconds: UInt64) {
        let now = nanoseconds / 1_000_000_000
        guard now != second else { return }
        second = now
        lookups = 0
    }

    mutating func country(of buyer: UInt64) -> UInt16 {
        let index = Int((buyer &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.bits))
        if buyers[index] == buyer, buyer != 0 { return codes[index] }
        guard lookups < Self.lookupsPerSecond else { return 0 }
        lookups += 1
        let code = CountryCode.packed(lookup(BuyerID(buyer)))
        buyers[index] = buyer
        codes[index] = code
        return code
    }
}
