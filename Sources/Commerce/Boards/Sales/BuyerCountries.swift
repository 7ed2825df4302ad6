internal import Primitives

/// The countries of buyers, asked for in blocks of neighbouring numbers, which stay in a cache of
/// fixed size.
///
/// Belongs to one fold. A flood of new buyers must not wait for slow look-ups: beyond a number of
/// them for each second of the clock, a buyer counts as of unknown country. A buyer without one is
/// asked for again in a later second, as they may have signed up meanwhile.
struct BuyerCountries {
    private struct Block {
        /// One more than the block's number; 0 for none.
        var name: UInt64 = 0
        /// The second in which it was asked for.
        var second: UInt64 = 0
    }

    private static let blockBits = 8
    private static let bits = 12
    /// Blocks that are asked for in a second at most.
    static let lookupsPerSecond = 2000

    private var blocks = [Block](repeating: Block(), count: 1 << bits)
    private var codes = [UInt16](repeating: 0, count: 1 << (bits + blockBits))
    private var lookups = 0
    private var second: UInt64 = 0
    private let lookup: BoardsOptions.Countries

    init(_ lookup: @escaping BoardsOptions.Countries) { self.lookup = lookup }

    /// A step of the fold begins at this moment.
    mutating func begin(nanoseconds: UInt64) {
        let now = nanoseconds / 1_000_000_000
        guard now != second else { return }
        second = now
        lookups = 0
    }

    mutating func country(of buyer: UInt64) -> UInt16 {
        let number = buyer >> UInt64(Self.blockBits)
        let slot = Int((number &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.bits))
        let place = slot << Self.blockBits | Int(buyer & (1 << UInt64(Self.blockBits) - 1))
        if blocks[slot].name == number + 1 {
            let code = codes[place]
            if code != 0 || blocks[slot].second == second { return code }
        }
        guard lookups < Self.lookupsPerSecond else { return 0 }
        lookups += 1
        read(number, into: slot)
        return codes[place]
    }

    private mutating func read(_ number: UInt64, into slot: Int) {
        let start = slot << Self.blockBits
        for place in start..<start + 1 << Self.blockBits { codes[place] = 0 }
        blocks[slot] = Block(name: number + 1, second: second)
        let first = number << UInt64(Self.blockBits)
        let buyers = first...(first | (1 << UInt64(Self.blockBits) - 1))
        for (buyer, code) in lookup(buyers) where buyers.contains(buyer.rawValue) {
            codes[start + Int(buyer.rawValue - first)] = CountryCode.packed(code)
        }
    }
}
