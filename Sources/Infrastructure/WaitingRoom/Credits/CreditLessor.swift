/// The center's book of credits: how many were released, and who holds them.
///
/// The rule that all stands on: what was used plus what could still be used never exceeds what was
/// released. A credit comes back only when the very process that held it says it will not use it.
/// What nobody can answer for counts as used, for ever.
package struct CreditLessor: Sendable {
    /// Leases of one edge that are not settled, at most; past it the edge gets no more.
    package static let maximumLeases = 64
    /// Edges at most; a further one gets no credits.
    package static let maximumEdges = 256
    /// Credits that a checkpoint covers ahead.
    package static let reserve: UInt64 = 1024

    private struct Loan: Sendable {
        var lease: CreditLease
        var used: UInt32
        /// By the center's clock: nobody can use it after this.
        var deadAt: Int64
    }

    private struct Ledger: Sendable {
        var incarnation: UInt64
        var loans: [Loan] = []
    }

    /// How long a dead loan is kept for a late word of its edge, in milliseconds.
    private static let patience: Int64 = 60_000

    /// The epoch, larger than every one before.
    package let epoch: UInt32
    /// Credits that were ever released.
    package private(set) var released: UInt64
    /// Credits that are used or could be.
    package private(set) var granted: UInt64
    /// Credits that were used, as far as edges said.
    package private(set) var used: UInt64 = 0
    /// Credits that nobody could answer for.
    package private(set) var forfeited: UInt64

    private var nextSerial: UInt64
    private var nextLease: UInt64 = 1
    private var reserved: LessorCheckpoint
    private var ledgers: [EdgeID: Ledger] = [:]

    /// Begins a new epoch after what was made durable; with nil, a new book.
    package init(epoch: UInt32, after checkpoint: LessorCheckpoint? = nil) {
        precondition(epoch > (checkpoint?.epoch ?? 0), "an epoch must be larger than all before")
        self.epoch = epoch
        released = checkpoint?.released ?? 0
        granted = checkpoint?.granted ?? 0
        forfeited = granted
        nextSerial = checkpoint?.serial ?? 1
        reserved = LessorCheckpoint(
            epoch: epoch, released: released, granted: granted, serial: nextSerial)
    }

    /// Credits that can be leased.
    package var free: UInt64 { released - granted }

    /// Adds credits: the order core can serve so many more.
    package mutating func release(_ count: UInt64) {
        released = released.addingReportingOverflow(count).overflow ? .max : released + count
    }

    /// Takes free credits back, as when nothing is left to sell.
    package mutating func withdraw() { released = granted }

    /// Takes in what an edge says of its leases. Returns how many more were used than it had said
    /// before, and the leases that it can forget.
    package mutating func settle(_ report: EdgeReport, ticks: Int64) -> (
        newlyUsed: UInt64, settled: [UInt64]
    ) {
        guard enter(report.edge, report.incarnation), report.epoch == epoch,
            var ledger = ledgers[report.edge]
        else { return (0, []) }
        var newlyUsed: UInt64 = 0
        var settled: [UInt64] = []
        for use in report.leases.prefix(Self.maximumLeases) {
            guard let index = ledger.loans.firstIndex(where: { $0.lease.number == use.number })
            else {
                if use.isClosed { settled.append(use.number) }
                continue
            }
            let count = min(use.used, ledger.loans[index].lease.count)
            if count > ledger.loans[index].used {
                newlyUsed += UInt64(count - ledger.loans[index].used)
                ledger.loans[index].used = count
            }
            if use.isClosed {
                let loan = ledger.loans.remove(at: index)
                granted -= UInt64(loan.lease.count - loan.used)
                settled.append(use.number)
            }
        }
        // A lease that was overtaken by a later one, or lost before it, lets nobody in any more.
        let listed = Set(report.leases.map(\.number))
        ledger.loans.removeAll { loan in
            let isLost =
                loan.lease.number <= report.highestLease && !listed.contains(loan.lease.number)
            if isLost { granted -= UInt64(loan.lease.count - loan.used) }
            return isLost
        }
        ledger.loans.removeAll { loan in
            let isForgotten = ticks > loan.deadAt + Self.patience
            if isForgotten { forfeited += UInt64(loan.lease.count - loan.used) }
            return isForgotten
        }
        ledgers[report.edge] = ledger
        used += newlyUsed
        return (newlyUsed, settled)
    }

    /// Credits that the edge holds and has not used, as far as is known, and could still use.
    package func unused(by edge: EdgeID, ticks: Int64) -> UInt64 {
        (ledgers[edge]?.loans ?? []).reduce(0) {
            $1.deadAt > ticks ? $0 + UInt64($1.lease.count - $1.used) : $0
        }
    }

    /// Credits that edges hold and could still use.
    package func unused(ticks: Int64) -> UInt64 {
        ledgers.keys.reduce(0) { $0 + unused(by: $1, ticks: ticks) }
    }

    /// Leases up to so many credits to an edge; nil when there are none, or it has too many open
    /// leases. `deadAt` is when nobody can use them any more, by the center's clock.
    ///
    /// When `checkpoint` says something it must be durable before the lease is told to anybody.
    package mutating func lease(
        to edge: EdgeID, incarnation: UInt64, upTo wanted: UInt64, deadAt: Int64
    ) -> (lease: CreditLease, checkpoint: LessorCheckpoint?)? {
        guard enter(edge, incarnation), let loans = ledgers[edge]?.loans,
            loans.count < Self.maximumLeases
        else { return nil }
        let count = UInt32(clamping: min(wanted, free))
        guard count > 0 else { return nil }
        let lease = CreditLease(number: nextLease, firstSerial: nextSerial, count: count)
        nextLease += 1
        nextSerial += UInt64(count)
        granted += UInt64(count)
        ledgers[edge]?.loans.append(Loan(lease: lease, used: 0, deadAt: deadAt))
        return (lease, reserveMore())
    }

    /// A checkpoint when what is given out is past the last one.
    private mutating func reserveMore() -> LessorCheckpoint? {
        guard granted > reserved.granted || nextSerial > reserved.serial else { return nil }
        reserved = LessorCheckpoint(
            epoch: epoch, released: released, granted: min(released, granted + Self.reserve),
            serial: nextSerial + Self.reserve)
        return reserved
    }

    /// Knows the edge; a new start of it forfeits what the start before held.
    private mutating func enter(_ edge: EdgeID, _ incarnation: UInt64) -> Bool {
        if let ledger = ledgers[edge] {
            guard incarnation >= ledger.incarnation else { return false }
            if incarnation == ledger.incarnation { return true }
            forfeited += ledger.loans.reduce(0) { $0 + UInt64($1.lease.count - $1.used) }
        } else if ledgers.count >= Self.maximumEdges {
            return false
        }
        ledgers[edge] = Ledger(incarnation: incarnation)
        return true
    }
}
