/// What a measure must reach, on its value or on its ratio to the rival.
package struct Goal: Sendable, Equatable {
    /// What the limit is held against.
    package enum Side: Sendable { case value, ratio }
    /// Which side of the limit is good.
    package enum Direction: Sendable { case atLeast, atMost }

    /// What the limit is held against.
    package var side: Side
    /// Which side of the limit is good.
    package var direction: Direction
    /// The last number that is good.
    package var limit: Double

    /// The value must be `limit` or more.
    package static func value(atLeast limit: Double) -> Goal {
        Goal(side: .value, direction: .atLeast, limit: limit)
    }

    /// The value must be `limit` or less.
    package static func value(atMost limit: Double) -> Goal {
        Goal(side: .value, direction: .atMost, limit: limit)
    }

    /// The value must be `limit` times the rival's, or more.
    package static func ratio(atLeast limit: Double) -> Goal {
        Goal(side: .ratio, direction: .atLeast, limit: limit)
    }

    /// The value must be `limit` times the rival's, or less.
    package static func ratio(atMost limit: Double) -> Goal {
        Goal(side: .ratio, direction: .atMost, limit: limit)
    }

    /// Whether a number is on the good side; one that is not a number never is.
    func isMet(by number: Double) -> Bool {
        switch direction {
        case .atLeast: number >= limit
        case .atMost: number <= limit
        }
    }
}
