/// An edge's credits: what it may use, until when, and what it must still account for.
///
/// A lease runs from the moment when the report that it answers was sent, by the edge's own clock:
/// however long the answer took, the edge stops before the center believes that it has stopped.
package struct CreditLessee: Sendable {
    private struct Holding: Sendable {
        var lease: CreditLease
        var used: UInt32 = 0
        var deadline: Int64
        var isClosed = false
    }

    /// Reports whose time of sending is remembered.
    private static let maximumReports = 32

    /// The epoch of the center that the credits are of.
    package private(set) var epoch: UInt32 = 0
    private var holdings: [Holding] = []
    /// The highest number of a lease that arrived.
    package private(set) var highestLease: UInt64 = 0
    private var sent: [(number: UInt64, ticks: Int64)] = []

    /// Holds no credits.
    package init() {}

    /// Remembers when a report was sent.
    package mutating func willSend(report number: UInt64, ticks: Int64) {
        if sent.count == Self.maximumReports { sent.removeFirst() }
        sent.append((number, ticks))
    }

    /// Takes credits in that are good for `milliseconds` from when the report was sent. False for a
    /// center that another one has replaced.
    package mutating func take(_ grant: CenterGrant, milliseconds: Int64) -> Bool {
        guard grant.epoch >= epoch else { return false }
        if grant.epoch > epoch {
            // The new center counts all of the old one's credits as used: they are nobody's.
            epoch = grant.epoch
            holdings = []
            highestLease = 0
        }
        holdings.removeAll { $0.isClosed && grant.settled.contains($0.lease.number) }
        guard let lease = grant.lease, lease.number > highestLease,
            holdings.count < CreditLessor.maximumLeases
        else { return true }
        highestLease = lease.number
        let start = sent.first { $0.number == grant.report }?.ticks
        holdings.append(
            Holding(
                lease: lease, deadline: start.map { $0 + milliseconds } ?? .min,
                isClosed: start == nil))
        return true
    }

    /// Uses one credit and gives its serial; nil when there is none that is still good.
    package mutating func use(ticks: Int64) -> UInt64? {
        for index in holdings.indices where !holdings[index].isClosed {
            guard ticks < holdings[index].deadline else {
                holdings[index].isClosed = true
                continue
            }
            let used = holdings[index].used
            guard used < holdings[index].lease.count else { continue }
            holdings[index].used = used + 1
            return holdings[index].lease.firstSerial + UInt64(used)
        }
        return nil
    }

    /// Credits that could be used now.
    package func usable(ticks: Int64) -> Int {
        holdings.reduce(0) {
            $1.isClosed || ticks >= $1.deadline ? $0 : $0 + Int($1.lease.count - $1.used)
        }
    }

    /// Gives up all that is left, as when the queue was dismissed.
    package mutating func giveUp() {
        for index in holdings.indices { holdings[index].isClosed = true }
    }

    /// The account of all leases that the center has not settled. Those that are used up or past
    /// their time are closed by it.
    package mutating func account(ticks: Int64) -> [LeaseUse] {
        for index in holdings.indices
        where ticks >= holdings[index].deadline
            || holdings[index].used == holdings[index].lease.count
        {
            holdings[index].isClosed = true
        }
        return holdings.map {
            LeaseUse(number: $0.lease.number, used: $0.used, isClosed: $0.isClosed)
        }
    }
}
