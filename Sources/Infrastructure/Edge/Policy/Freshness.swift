package import Primitives

/// How old a response is and how long it is fresh (RFC 9111 §4.2). All in milliseconds.
package struct Freshness: Sendable, Equatable {
    var lifetime: Int64
    var isHeuristic: Bool
    var initialAge: Int64
    var responseTime: Int64

    /// As it was kept.
    init(lifetime: Int64, isHeuristic: Bool, initialAge: Int64, responseTime: Int64) {
        self.lifetime = lifetime
        self.isHeuristic = isHeuristic
        self.initialAge = initialAge
        self.responseTime = responseTime
    }

    /// - Parameters:
    ///   - requested: when the request for it was sent.
    ///   - received: when its head came.
    init(
        status: Int, fields: Fields, directives: ResponseDirectives, requested: Timestamp,
        received: Timestamp, options: CacheOptions
    ) {
        let now = received.rawValue
        responseTime = now
        let date = fields.first(.date).flatMap { HTTPDate.parse($0, now: now) } ?? now
        let delay = max(0, now - requested.rawValue)
        // RFC 9111 §4.2.3, with the age that was told corrected by the time that the answer took.
        initialAge = max(max(0, now - date), Self.toldAge(fields) * 1000 + delay)
        (lifetime, isHeuristic) = Self.lifetime(status, fields, directives, date, now, options)
    }

    /// The first member of `Age`; what is no number says nothing (RFC 9111 §5.1).
    private static func toldAge(_ fields: Fields) -> Int64 {
        fields.members(.age).first.flatMap { ResponseDirectives.seconds($0) } ?? 0
    }

    private static func lifetime(
        _ status: Int, _ fields: Fields, _ directives: ResponseDirectives, _ date: Int64,
        _ now: Int64, _ options: CacheOptions
    ) -> (Int64, isHeuristic: Bool) {
        if let seconds = directives.sharedMaxAge ?? directives.maxAge {
            return (seconds * 1000, false)
        }
        if !directives.flags.contains(.isTargeted), let expires = fields.first(.expires) {
            // What is no date is in the past (RFC 9111 §5.3).
            let end = HTTPDate.parse(expires, now: now) ?? 0
            return (max(0, end - date), false)
        }
        guard isHeuristicallyCacheable(status) || directives.flags.contains(.isPublic),
            let modified = fields.first(.lastModified).flatMap({ HTTPDate.parse($0, now: now) }),
            modified < date
        else { return (0, false) }
        let share = (date - modified) / 100 * Int64(options.heuristicPercent)
        return (min(share, Int64(options.heuristicSeconds) * 1000), true)
    }

    /// RFC 9110 §15.1.
    static func isHeuristicallyCacheable(_ status: Int) -> Bool {
        switch status {
        case 200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501: true
        default: false
        }
    }

    /// How old it is (RFC 9111 §4.2.3).
    package func age(at now: Timestamp) -> Int64 {
        initialAge + max(0, now.rawValue - responseTime)
    }

    /// How long it stays fresh; below 0 it has been stale for so long.
    package func remaining(at now: Timestamp) -> Int64 { lifetime - age(at: now) }
}
