internal import Primitives

/// The countries of buyers, asked for in blocks of neighbouring numbers, which stay in a cache of
/// fixed size.
///
/// Belongs to one fold. A flood of new buyers must not wait for slow look-ups: beyond a number of
/// them for each second of the clock, a buyer counts as of unknown country. A buyer who is not in
/// a block that was read, as they signed up after that, has it read again, once in a second.
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
    /// Blocks that are asked for once more in the same second at most: more people than sign up in
    /// one, and few enough for a flood of buyers of whom nothing is known.
    static let repeatsPerSecond = 200

    /// Stands for a buyer of whom nothing was known in the block's second.
    private static let missing = UInt16.max

    private var blocks = [Block](repeating: Block(), count: 1 << bits)
    private var codes = [UInt16](repeating: 0, count: 1 << (bits + blockBits))
    private var lookups = 0
    private var repeats = 0
    private var second: UInt64 = 0
    private let lookup: BoardsOptions.Countries

    init(_ lookup: @escaping BoardsOptions.Countries) { self.lookup = lookup }

    /// A step of the fold begins at this moment.
    mutating func begin(nanoseconds: UInt64) {
        let now = nanoseconds / 1_000_000_000
        guard now != second else { return }
        second = now
        lookups = 0
        repeats = 0
    }

    mutating func country(of buyer: UInt64) -> UInt16 {
        let number = buyer >> UInt64(Self.blockBits)
        let slot = Int((number &* 0x9E37_79B9_7F4A_7C15) >> UInt64(64 - Self.bits))
        let place = slot << Self.blockBits | Int(buyer & (1 << UInt64(Self.blockBits) - 1))
        let isRead = blocks[slot].name == number + 1
        let code = isRead ? codes[place] : 0
        if code != 0, code != Self.missing { return code }
        if isRead, blocks[slot].second == second {
            guard code != Self.missing, repeats < Self.repeatsPerSecond else { return 0 }
            repeats += 1
        }
        guard lookups < Self.lookupsPerSecond else { return 0 }
        lookups += 1
        read(number, into: slot)
        if codes[place] == 0 { codes[place] = Self.missing }
        return codes[place] == Self.missing ? 0 : codes[place]
    }

    private mutating func read(_ number: UInt64, into slot: Int) {
        let start = slot << Self.blockBits
        // Who was asked for in vain in this second is not asked for again in it.
        let isAgain = blocks[slot].name == number + 1 && blocks[slot].second == second
        for place in start..<start + 1 << Self.blockBits
        where !isAgain || codes[place] != Self.missing { codes[place] = 0 }
        blocks[slot] = Block(name: number + 1, second: second)
        let first = number << UInt64(Self.blockBits)
        let buyers = first...(first | (1 << UInt64(Self.blockBits) - 1))
        for (buyer, code) in lookup(buyers) where buyers.contains(buyer.rawValue) {
            codes[start + Int(buyer.rawValue - first)] = CountryCode.packed(code)
        }
    }
}
