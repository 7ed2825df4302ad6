/// Counts of any number of values in a fixed table (Cormode, Muthukrishnan: An Improved Data Stream
/// Summary, 2005): never too small, and too large by at most 2/1,024 of all with high chance.
struct CountMinSketch: Sendable {
    static let rows = 4
    static let width = 1024

    private(set) var counts = [UInt32](repeating: 0, count: rows * width)
    private(set) var total: UInt32 = 0

    /// Counts a value whose hash is `hash`, and returns how often it was seen.
    mutating func add(_ hash: UInt64) -> UInt32 {
        total &+= 1
        var least = UInt32.max
        var bits = hash
        for row in 0..<Self.rows {
            let place = row * Self.width + Int(bits & UInt64(Self.width - 1))
            counts[place] &+= 1
            least = min(least, counts[place])
            bits >>= 10
        }
        return least
    }

    /// Begins anew in the same memory.
    mutating func clear() {
        for index in counts.indices { counts[index] = 0 }
        total = 0
    }

    /// The places of a hash.
    static func places(_ hash: UInt64) -> [Int] {
        (0..<rows).map { $0 * width + Int(hash >> (10 * UInt64($0)) & UInt64(width - 1)) }
    }

    /// The entropy of the values, in bits, as far as a row of the table tells them apart.
    var entropy: Double {
        guard total > 0 else { return 0 }
        var sum = 0.0
        for count in counts[..<Self.width] where count > 0 {
            sum += Double(count) * Logarithm.base2(Double(count))
        }
        return Logarithm.base2(Double(total)) - sum / Double(total)
    }
}
