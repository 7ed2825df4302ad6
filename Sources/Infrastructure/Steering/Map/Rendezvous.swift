internal import Foundation

/// Spreads URLs over the members of a node: weighted rendezvous hashing (Thaler and Ravishankar,
/// 1998; weights as in Schindelhauer and Schomaker, 2005).
///
/// When a member comes or goes, only the URLs that it gets or had move.
package struct Rendezvous: Sendable {
    private let seeds: [UInt64]
    private let weights: [Double]

    /// Members by their names, each with a weight; one of weight 0 gets nothing.
    package init(_ members: [(name: String, weight: Double)]) {
        seeds = members.map { StableHash.of($0.name.utf8) }
        weights = members.map(\.weight)
    }

    /// The index of the member that serves a URL; nil where no member has a weight.
    package func member(for url: some StringProtocol) -> Int? {
        let key = StableHash.of(url.utf8)
        var best: (index: Int, score: Double)?
        for index in seeds.indices where weights[index] > 0 {
            // A number from 0 to 1, never either of them.
            let unit = (Double(StableHash.mix(key ^ seeds[index]) >> 12) + 0.5) * 0x1p-52
            let score = weights[index] / -log(unit)
            if score > (best?.score ?? -1) { best = (index, score) }
        }
        return best?.index
    }
}
