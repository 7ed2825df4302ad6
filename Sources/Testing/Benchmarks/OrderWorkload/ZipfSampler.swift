internal import Foundation
package import Primitives

/// Draws items whose popularity falls with their rank: item `i` with a weight of 1 / (i + 1)ˢ.
///
/// The alias method (Walker 1977, in Vose's form of 1991): one random number, one place in a table
/// of 8 bytes an item, whatever the number of items. The same seed gives the same items.
package struct ZipfSampler: Sendable {
    /// A place that is drawn evenly: its own item below the threshold, another one above it.
    @usableFromInline struct Place: Sendable {
        /// Out of 2³².
        @usableFromInline var threshold: UInt32
        @usableFromInline var alias: UInt32
    }

    @usableFromInline let places: [Place]
    private let exponent: Double
    private let totalWeight: Double

    /// - Parameters:
    ///   - count: how many items there are; 1 to 2³² - 1.
    ///   - exponent: how steeply popularity falls; 0 is even, 1 is what shops see.
    /// - Complexity: O(`count`).
    package init(count: Int, exponent: Double = 1) {
        precondition(count > 0 && count <= Int(UInt32.max) && exponent >= 0)
        let weights = (1...count).map { pow(Double($0), -exponent) }
        totalWeight = weights.reversed().reduce(0, +)
        self.exponent = exponent
        places = Self.places(weights, scale: Double(count) / totalWeight)
    }

    /// How many items there are.
    package var count: Int { places.count }

    /// The next item, from 0, the most popular, to `count` - 1.
    ///
    /// - Complexity: O(1).
    @inlinable @inline(__always) package func next(using random: inout SeededRandom) -> Int {
        let bits = random.next()
        // The upper half chooses the place by a multiplication instead of a division; the lower
        // half chooses between its two items, without a branch: the processor could not foresee it,
        // and would wait for each place in turn instead of fetching several at once.
        let index = Int(truncatingIfNeeded: ((bits >> 32) &* UInt64(places.count)) >> 32)
        let place = places[index]
        let isBelow = UInt64(UInt32(truncatingIfNeeded: bits)) &- UInt64(place.threshold)
        let mask = Int(truncatingIfNeeded: isBelow) >> 63
        return Int(place.alias) ^ ((Int(place.alias) ^ index) & mask)
    }

    /// The chance of an item.
    package func probability(of item: Int) -> Double {
        precondition(places.indices.contains(item))
        return pow(Double(item + 1), -exponent) / totalWeight
    }

    private static func places(_ weights: [Double], scale: Double) -> [Place] {
        var shares = weights.map { $0 * scale }
        var places = (0..<UInt32(weights.count)).map { Place(threshold: .max, alias: $0) }
        var small = shares.indices.filter { shares[$0] < 1 }
        var large = shares.indices.filter { shares[$0] >= 1 }
        while let poor = small.popLast(), let rich = large.last {
            places[poor] = Place(
                threshold: UInt32(shares[poor] * 0x1p32), alias: UInt32(truncatingIfNeeded: rich))
            shares[rich] -= 1 - shares[poor]
            if shares[rich] < 1 {
                large.removeLast()
                small.append(rich)
            }
        }
        // What is left has a share of 1, but for rounding: it keeps its own item.
        return places
    }
}
