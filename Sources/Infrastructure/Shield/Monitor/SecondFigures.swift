package import Primitives

/// One second in figures, for the monitor.
package struct SecondFigures: Sendable, Hashable {
    /// When the second ended.
    package var at: Timestamp
    /// Requests.
    package var total = 0
    /// Requests of known clients.
    package var known = 0
    /// Requests that were served at once.
    package var passed = 0
    /// Requests that went into the slow lane.
    package var slowed = 0
    /// Requests that were asked for a proof.
    package var challenged = 0
    /// Requests that were refused.
    package var refused = 0
    /// Requests among those passed that would have been held up, but for who sent them.
    package var spared = 0

    init(at: Timestamp) { self.at = at }

    mutating func count(_ verdict: Verdict, isSpared: Bool) {
        guard !isSpared else {
            passed += 1
            if verdict != .pass { spared += 1 }
            return
        }
        switch verdict {
        case .pass: passed += 1
        case .slow: slowed += 1
        case .challenge: challenged += 1
        case .refuse: refused += 1
        }
    }
}
