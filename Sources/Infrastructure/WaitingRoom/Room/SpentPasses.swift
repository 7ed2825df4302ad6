package import Primitives

/// The checkout's memory of who has been through: a pass is good once, and so is every ticket that
/// its holder got before.
///
/// It is bounded: what is older than the longest life of a ticket chain is dropped first; when
/// nothing can be dropped, nobody is let through on a guess.
package struct SpentPasses: Sendable {
    /// What the checkout does with a pass.
    package enum Outcome: Sendable, Hashable {
        /// Its first use.
        case accepted
        /// The very same pass again: let it through for the same idempotency key alone.
        case repeated
        /// Not taken.
        case refused(TicketFault)
    }

    private struct Use: Sendable {
        var serial: UInt64
        var at: Timestamp
    }

    private let maximum: Int
    private let keptMilliseconds: Int64
    /// Nothing is known of passes that were joined before this.
    private var knownSince: Timestamp
    private var uses: [Token128: Use] = [:]

    /// Begins with no memory: passes whose tickets were joined before `knownSince` are refused, as
    /// nobody can say any more whether they were used. Give the moment of the loss after one.
    package init(
        maximum: Int = 1 << 20, keptMilliseconds: Int64 = 24 * 3_600_000,
        knownSince: Timestamp = Timestamp(.min)
    ) {
        precondition(maximum > 0 && keptMilliseconds > 0)
        self.maximum = maximum
        self.keptMilliseconds = keptMilliseconds
        self.knownSince = knownSince
    }

    /// How many are kept in mind.
    package var count: Int { uses.count }

    /// Uses a pass that was found good by its seal.
    package mutating func spend(_ pass: Pass, at now: Timestamp) -> Outcome {
        guard pass.joined >= knownSince else { return .refused(.unknown) }
        if let use = uses[pass.holder.code] {
            if use.serial == pass.serial { return .repeated }
            // All tickets that were joined before the last use went with it.
            if pass.joined <= use.at { return .refused(.used) }
        } else if uses.count >= maximum {
            drop(now)
            guard uses.count < maximum else { return .refused(.unknown) }
        }
        uses[pass.holder.code] = Use(serial: pass.serial, at: now)
        return .accepted
    }

    private mutating func drop(_ now: Timestamp) {
        let limit = now.adding(milliseconds: -keptMilliseconds)
        let before = uses.count
        uses = uses.filter { $0.value.at >= limit }
        // What was joined before a dropped use can't be told from a second use.
        if uses.count < before { knownSince = max(knownSince, limit) }
    }
}
