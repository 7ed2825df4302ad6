internal import Service
internal import Synchronization

/// What the edge counts.
final class EdgeFigures: Sendable {
    let hits: Metrics.Counter
    let staleHits: Metrics.Counter
    let misses: Metrics.Counter
    let passes: Metrics.Counter
    let collapsed: Metrics.Counter
    /// Requests that the gate answered.
    let gated: Metrics.Counter
    let originRequests: Metrics.Counter
    let connectFailures: Metrics.Counter
    let heldTotal: Metrics.Counter
    let refused: Metrics.Counter
    let purges: Metrics.Counter
    /// Requests that wait now for an origin to come back.
    let held = Atomic<Int>(0)

    /// Requests that were taken.
    var requests: Int {
        Int([hits, staleHits, misses, passes, collapsed, gated].reduce(0) { $0 + $1.now })
    }

    init(_ metrics: Metrics) {
        func requests(_ result: String) -> Metrics.Counter {
            metrics.counter(
                "spillway_edge_requests_total", "Requests, by what the cache did.",
                [("cache", result)])
        }
        hits = requests("hit")
        staleHits = requests("stale")
        misses = requests("miss")
        passes = requests("pass")
        collapsed = requests("collapsed")
        gated = requests("gate")
        originRequests = metrics.counter(
            "spillway_edge_origin_requests_total", "Requests sent to origins.")
        connectFailures = metrics.counter(
            "spillway_edge_connect_failures_total", "Connections to origins that failed.")
        heldTotal = metrics.counter(
            "spillway_edge_held_total", "Requests that waited for an origin to come back.")
        refused = metrics.counter(
            "spillway_edge_refused_total", "Requests that were refused as they came.")
        purges = metrics.counter("spillway_edge_purges_total", "Purges.")
    }
}
