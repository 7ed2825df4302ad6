/// A set of indices as bits.
struct BitSet {
    private var words: [UInt64]

    init(_ bits: [Bool]) {
        words = [UInt64](repeating: 0, count: (bits.count + 63) / 64)
        for (index, bit) in bits.enumerated() where bit { words[index / 64] |= 1 << (index % 64) }
    }

    var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

    subscript(_ index: Int) -> Bool { words[index / 64] >> (index % 64) & 1 == 1 }

    func and(_ other: BitSet) -> BitSet {
        var result = self
        for index in words.indices { result.words[index] &= other.words[index] }
        return result
    }
}
