internal import Primitives

/// An edge's half of a room. It keeps counts and a table of those whom it let in, and nothing of
/// those who wait: a ticket says all that there is to know of its holder.
package struct EdgeRoom: Sendable {
    /// Without a word from the center for so long, the edge says that it is cut off.
    package static let silenceMilliseconds: Int64 = 5000
    /// A page that may come in with the next credit asks again after this.
    private static let doorSlots = 4
    private static let doorSlotMilliseconds: Int64 = 500

    /// What the room is like.
    package let settings: RoomSettings
    /// The edge.
    package let edge: EdgeID
    /// Which start of the edge's process this is.
    package let incarnation: UInt64

    let seals: TicketSeals
    var credits = CreditLessee()
    var kept: PassTable
    var presence = PresenceCount()
    var latest: CenterGrant?
    var heardAt: Int64 = .min
    private var nextReport: UInt64 = 1
    private var latestReport: UInt64 = 0
    private var door = [UInt32](repeating: 0, count: doorSlots)
    private var doorSlot: Int64 = 0
    /// How many this edge let in.
    package internal(set) var admitted: UInt64 = 0

    /// Opens the room at an edge. A later start of the edge has a larger `incarnation`.
    package init(
        _ settings: RoomSettings, seals: TicketSeals, edge: EdgeID, incarnation: UInt64
    ) {
        self.settings = settings
        self.seals = seals
        self.edge = edge
        self.incarnation = incarnation
        kept = PassTable(
            maximum: settings.maximumPassesKept,
            lifetimeMilliseconds: settings.passLifetimeMilliseconds)
    }

    /// The report to send to the center now.
    package mutating func report(at now: Moment) -> EdgeReport {
        let number = nextReport
        nextReport += 1
        credits.willSend(report: number, ticks: now.ticks)
        turnDoor(ticks: now.ticks)
        return EdgeReport(
            edge: edge, incarnation: incarnation, number: number, epoch: credits.epoch,
            highestLease: credits.highestLease,
            leases: credits.account(ticks: now.ticks), door: door.reduce(0) { $0 &+ $1 },
            density: presence.density(at: now.wall))
    }

    /// Takes the center's answer in. True when it is news to everybody who waits: the draw, or the
    /// queue's dismissal. What is not for this edge, old, or does not fit the commitment is left.
    package mutating func take(_ grant: CenterGrant, at now: Moment) -> Bool {
        guard grant.edge == edge, grant.incarnation == incarnation else { return false }
        if let seed = grant.phase.seed, seed.commitment != settings.commitment { return false }
        let isNewer = grant.epoch > credits.epoch || grant.report > latestReport
        guard credits.take(grant, milliseconds: settings.leaseMilliseconds - settings.leaseMargin)
        else { return false }
        // An answer that was overtaken brings its credits, but no older frontier.
        guard isNewer else { return false }
        let isNews = latest.map { $0.phase != grant.phase } ?? (grant.phase != .gathering)
        latestReport = grant.report
        latest = grant
        heardAt = now.ticks
        if case .dismissed = grant.phase { credits.giveUp() }
        return isNews
    }

    /// Bytes that this half of the room takes, whoever waits: counts by section, and the passes of
    /// those who were let in.
    package var memoryBytes: Int {
        let densities = 3 * LineScale.sections * MemoryLayout<UInt32>.stride
        return MemoryLayout<Self>.size + densities + kept.memoryBytes
    }

    /// The seed of the draw, once it is out.
    package var seed: DrawSeed? { latest?.phase.seed }

    /// Whether the center was not heard lately.
    package func isCutOff(at now: Moment) -> Bool {
        latest == nil || now.ticks - heardAt > Self.silenceMilliseconds
    }

    /// Who stands before the frontier without a credit.
    mutating func countAtDoor(ticks: Int64) {
        turnDoor(ticks: ticks)
        door[Int(doorSlot % Int64(Self.doorSlots))] &+= 1
    }

    private mutating func turnDoor(ticks: Int64) {
        let slot = max(0, ticks / Self.doorSlotMilliseconds)
        guard slot > doorSlot else { return }
        for step in 1...min(slot - doorSlot, Int64(Self.doorSlots)) {
            door[Int((doorSlot + step) % Int64(Self.doorSlots))] = 0
        }
        doorSlot = slot
    }
}
