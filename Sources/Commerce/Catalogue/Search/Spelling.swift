/// How near one word is to another.
enum Spelling {
    /// Insertions, deletions, exchanges and swaps of neighbours that make one word the other
    /// (optimal string alignment); nil when more than `limit`.
    static func distance(_ left: [Character], _ right: [Character], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var before: [Int] = []
        var previous = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for (column, other) in right.enumerated() {
                let exchange = previous[column] + (letter == other ? 0 : 1)
                var best = min(exchange, previous[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            guard (current.min() ?? 0) <= limit else { return nil }
            (before, previous) = (previous, current)
        }
        let distance = previous[right.count]
        return distance <= limit ? distance : nil
    }

    /// How many mistakes a word of this length may have and still be recognized.
    static func mistakes(allowedIn length: Int) -> Int {
        switch length {
        case ..<4: 0
        case 4...5: 1
        case 6...9: 2
        default: 3
        }
    }

    /// The parts of three letters.
    static func trigrams(_ word: String) -> [String] {
        let letters = Array(word)
        guard letters.count >= 3 else { return [] }
        return (0...letters.count - 3).map { String(letters[$0..<$0 + 3]) }
    }

    /// The word of `texts` that was most likely meant by `word`.
    static func correction(of word: String, among texts: [String]) -> String? {
        let letters = Array(word)
        let limit = mistakes(allowedIn: letters.count)
        guard limit > 0 else { return nil }
        var counts: [String: Int] = [:]
        for text in texts {
            for other in SearchTerms(text).words { counts[other, default: 0] += 1 }
        }
        let wanted = Set(trigrams(word))
        var best: (word: String, rank: (Int, Int, Int))?
        for (other, count) in counts {
            guard let distance = distance(letters, Array(other), limit: limit) else { continue }
            let shared = wanted.intersection(trigrams(other)).count
            let rank = (distance, -shared, -count)
            guard let known = best else {
                best = (other, rank)
                continue
            }
            if rank < known.rank || (rank == known.rank && other < known.word) {
                best = (other, rank)
            }
        }
        return best?.word
    }
}
