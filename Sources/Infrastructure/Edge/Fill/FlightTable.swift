internal import Synchronization

/// Answers on their way that several requests may share, and URIs whose answers none can.
final class FlightTable: Sendable {
    private struct State {
        var flights: [CacheKey: Flight] = [:]
        var unshared: [CacheKey: UInt64] = [:]
    }

    /// URIs remembered; past it all are forgotten.
    private static let maximumUnshared = 50_000
    /// Nanoseconds for which one is.
    private static let unsharedTime: UInt64 = 10_000_000_000
    private let state = Mutex(State())

    /// The flight for a URI, or `new`, which then is the one.
    func join(_ key: CacheKey, _ new: () -> Flight) -> (Flight, isNew: Bool) {
        state.withLock { state in
            if let flight = state.flights[key] { return (flight, false) }
            let flight = new()
            state.flights[key] = flight
            return (flight, true)
        }
    }

    /// Nobody joins this flight any more.
    func remove(_ key: CacheKey, _ flight: Flight) {
        state.withLock { state in
            if state.flights[key] === flight { state.flights[key] = nil }
        }
    }

    /// Answers for the URI cannot be shared: for a while nobody waits for one.
    func setUnshared(_ key: CacheKey, now: UInt64) {
        state.withLock { state in
            if state.unshared.count >= Self.maximumUnshared { state.unshared = [:] }
            state.unshared[key] = now + Self.unsharedTime
        }
    }

    func isUnshared(_ key: CacheKey, now: UInt64) -> Bool {
        state.withLock { state in
            guard let until = state.unshared[key] else { return false }
            if until > now { return true }
            state.unshared[key] = nil
            return false
        }
    }
}
