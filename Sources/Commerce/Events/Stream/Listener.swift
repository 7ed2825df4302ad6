internal import Service

/// Somebody who listens, as the hub knows them.
struct Listener: Sendable {
    /// What they hear.
    var filter: EventFilter
    /// Behind which record they are.
    var place: EventID
    /// The last batch for those who do not wait for more; nil for those who do.
    var last: UInt64?
    /// Where pieces go; nil until the stream has begun.
    var client: ClientStream?
    /// Whether the piece before was taken.
    var isReady = false
    /// When it began, and when the last piece was sent, in nanoseconds.
    var began: UInt64 = 0
    var sent: UInt64 = 0

    /// What is to be done for a listener.
    enum Due { case nothing, piece, heartbeat, end }

    /// What is due at a moment, with the journal's last batch at `tail`.
    func due(tail: UInt64, now: UInt64, _ options: EventsOptions) -> Due {
        guard client != nil else { return .nothing }
        let silence = now &- sent
        guard isReady else {
            return silence > options.patienceMilliseconds * 1_000_000 ? .end : .nothing
        }
        if let last, place.batch > last { return .end }
        if now &- began > options.lifetimeMilliseconds * 1_000_000 { return .end }
        if place.batch <= tail { return .piece }
        return silence > options.heartbeatMilliseconds * 1_000_000 ? .heartbeat : .nothing
    }
}
