/// How many wait in each section of the line: 8 KiB, however long the line is.
package struct LineDensity: Sendable, Hashable {
    /// Waiters by section.
    package private(set) var counts: [UInt32]

    /// Nobody waits.
    package init() { counts = [UInt32](repeating: 0, count: LineScale.sections) }

    /// Takes counts from another machine; nil when they are not of this form.
    package init?(counts: [UInt32]) {
        guard counts.count == LineScale.sections else { return nil }
        self.counts = counts
    }

    /// Counts one waiter.
    package mutating func add(_ position: Position) {
        let section = LineScale.section(position)
        if counts[section] < .max { counts[section] += 1 }
    }

    /// Adds another's waiters.
    package mutating func add(_ other: LineDensity) {
        for section in counts.indices {
            let (sum, overflow) = counts[section].addingReportingOverflow(other.counts[section])
            counts[section] = overflow ? .max : sum
        }
    }

    /// The larger count of each section.
    package func maximum(_ other: LineDensity) -> LineDensity {
        var result = self
        for section in counts.indices {
            result.counts[section] = max(counts[section], other.counts[section])
        }
        return result
    }

    /// All waiters.
    package var total: Int { counts.reduce(0) { $0 + Int($1) } }

    /// About how many wait behind `from` and before `to`: whole sections counted, the two at the
    /// ends by the part that lies between.
    package func count(after from: Position, before to: Position) -> Double {
        guard from < to else { return 0 }
        var sum = 0.0
        for section in LineScale.section(from)...LineScale.section(to) where counts[section] > 0 {
            sum +=
                Double(counts[section])
                * (Self.part(of: section, upTo: to) - Self.part(of: section, upTo: from))
        }
        return sum
    }

    /// How many wait in the section of `position`.
    package func crowd(at position: Position) -> Int { Int(counts[LineScale.section(position)]) }

    /// The position with about so many waiters between `from` and it; `last` when there are fewer.
    package func advance(from: Position, by heads: Double) -> Position {
        var left = heads
        let first = LineScale.section(from)
        for section in first..<LineScale.sections where counts[section] > 0 {
            let (start, width) = LineScale.extent(section)
            let begin = section == first ? Self.part(of: section, upTo: from) : 0
            let here = Double(counts[section]) * (1 - begin)
            if here >= left {
                let part = min(1, begin + left / Double(counts[section]))
                return Position(max(from.rawValue, start + UInt64(part * Double(width - 1))))
            }
            left -= here
        }
        return .last
    }

    /// What part of the section lies before the position, from 0 to 1.
    private static func part(of section: Int, upTo position: Position) -> Double {
        let (start, width) = LineScale.extent(section)
        guard position.rawValue > start else { return 0 }
        return min(1, Double(position.rawValue - start) / Double(width))
    }
}
