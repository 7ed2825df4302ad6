package import Primitives
package import Service

/// What all handlers of DNS share.
package final class DNSDesk: Sendable {
    let state: SteeringState
    let responder: DNSResponder
    let rateLimit: Int
    let clock: any WallClock
    let answers: [Metrics.Counter]
    let dropped: Metrics.Counter
    let truncated: Metrics.Counter
    let ignored: Metrics.Counter

    /// Answers for a zone by what the state publishes.
    package init(
        state: SteeringState, zone: DNSZone, rateLimit: Int, clock: any WallClock,
        metrics: Metrics
    ) {
        self.state = state
        responder = DNSResponder(zone)
        self.rateLimit = rateLimit
        self.clock = clock
        answers = (0...16).map {
            metrics.counter("dns_answers_total", "Answers by code.", [("code", "\($0)")])
        }
        dropped = metrics.counter("dns_dropped_total", "Answers that a limit of rates kept back.")
        truncated = metrics.counter("dns_truncated_total", "Answers that were cut.")
        ignored = metrics.counter("dns_ignored_total", "Messages that are no question.")
    }
}
