/// What an edge tells the center, about twice a second. Reports may be lost, doubled or late.
package struct EdgeReport: Sendable, Hashable {
    /// The edge.
    package var edge: EdgeID
    /// Which start of the edge's process this is; a later start has a larger number.
    package var incarnation: UInt64
    /// The number of the report; the answer repeats it.
    package var number: UInt64
    /// The epoch of the center whose leases it speaks of.
    package var epoch: UInt32
    /// The highest number of a lease that arrived: one below it that is not in `leases` never
    /// did, and will not be taken any more.
    package var highestLease: UInt64
    /// All leases that the center has not settled yet.
    package var leases: [LeaseUse]
    /// Who stood before the frontier without a credit, in the last two seconds.
    package var door: UInt32
    /// Who is there.
    package var density: LineDensity

    /// Describes a report.
    package init(
        edge: EdgeID, incarnation: UInt64, number: UInt64, epoch: UInt32,
        highestLease: UInt64 = 0, leases: [LeaseUse], door: UInt32, density: LineDensity
    ) {
        self.edge = edge
        self.incarnation = incarnation
        self.number = number
        self.epoch = epoch
        self.highestLease = highestLease
        self.leases = leases
        self.door = door
        self.density = density
    }
}
