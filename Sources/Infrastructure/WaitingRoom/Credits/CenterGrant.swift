/// What the center answers to a report. Answers may be lost, doubled or late.
package struct CenterGrant: Sendable, Hashable {
    /// The epoch of the center: an edge takes nothing of an older one.
    package var epoch: UInt32
    /// To whom.
    package var edge: EdgeID
    /// To which start of it.
    package var incarnation: UInt64
    /// The number of the report that is answered: the lease runs from when that was sent.
    package var report: UInt64
    /// New credits, if there are some.
    package var lease: CreditLease?
    /// Leases that the edge needs to speak of no more.
    package var settled: [UInt64]
    /// Where the room is in its life.
    package var phase: RoomPhase
    /// Who is up to here may come in, as soon as there is a credit.
    package var frontier: Position
    /// Who waits, at all edges.
    package var density: LineDensity
    /// How fast it goes.
    package var outlook: Outlook

    /// Describes an answer.
    package init(
        epoch: UInt32, edge: EdgeID, incarnation: UInt64, report: UInt64, lease: CreditLease?,
        settled: [UInt64], phase: RoomPhase, frontier: Position, density: LineDensity,
        outlook: Outlook
    ) {
        self.epoch = epoch
        self.edge = edge
        self.incarnation = incarnation
        self.report = report
        self.lease = lease
        self.settled = settled
        self.phase = phase
        self.frontier = frontier
        self.density = density
        self.outlook = outlook
    }
}
