/// Token buckets of many clients in a fixed table: each is the time until which its client has
/// drawn (the generic cell rate algorithm, ATM Forum TM 4.1).
///
/// The table cannot be flooded to clear a debt. A set of eight that is full gives way at its
/// smallest debt, and the newcomer takes that debt over: a client that was pushed out and comes
/// back owes at least what it owed.
package struct BucketTable: Sendable {
    private static let ways = 8

    private struct Entry: Sendable {
        var key: UInt64 = 0
        /// Microseconds of the monotonic clock.
        var drawnUntil: Int64 = .min
    }

    private var entries: [Entry]
    private let mask: Int
    private let secret: UInt64

    /// Makes a table for about `clients`; `secret` keeps strangers from choosing sets.
    package init(clients: Int, secret: UInt64) {
        precondition(clients > 0 && clients <= 1 << 26)
        var sets = 1
        while sets * Self.ways < clients { sets *= 2 }
        entries = [Entry](repeating: Entry(), count: sets * Self.ways)
        mask = sets - 1
        self.secret = secret
    }

    /// Bytes of the table; it never grows.
    package var memoryBytes: Int { entries.count * MemoryLayout<Entry>.stride }

    /// Draws one request from a client's bucket. Returns what the client owes afterwards beyond
    /// the allowance, in microseconds: not positive when it is within the limit.
    ///
    /// With `isOverdrawn` a request beyond the allowance is added up to the same again, as it is
    /// served, if slowly; without, it is not added, as it is refused.
    package mutating func draw(
        _ client: UInt64, _ limit: RateLimit, now: Int64, isOverdrawn: Bool = true
    ) -> Int64 {
        let key = TraitHash.mixed(client, secret)
        let first = (Int(truncatingIfNeeded: key >> 20) & mask) * Self.ways
        var place = first
        var least = Int64.max
        for index in first..<first + Self.ways {
            if entries[index].key == key {
                place = index
                least = entries[index].drawnUntil
                break
            }
            if entries[index].drawnUntil < least {
                least = entries[index].drawnUntil
                place = index
            }
        }
        let next = max(now, least) + limit.cost
        let beyond = next - now - limit.allowance
        entries[place] = Entry(
            key: key,
            drawnUntil: beyond <= (isOverdrawn ? limit.allowance : 0) ? next : max(now, least))
        return beyond
    }
}
