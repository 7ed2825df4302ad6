internal import NIOCore
internal import Primitives
internal import Service
internal import Synchronization

/// What all connections of an edge node share.
final class EdgeCore: Sendable {
    let options: EdgeOptions
    let clock: any WallClock
    let metrics: Metrics
    let figures: EdgeFigures
    let ledger: PurgeLedger
    let disk: DiskStore?
    let store: MemoryStore
    let flights = FlightTable()
    /// What the cache answered, for the center to count.
    let views = ViewCounts()
    let origins: [Origin]
    /// What requests pass first; nil where neither shield nor center is set.
    let gate: Gate?
    private let random: Mutex<SeededRandom>
    private let connections = Atomic<Int>(0)

    /// - Throws: what the disk said.
    init(_ options: EdgeOptions, clock: any WallClock, metrics: Metrics, seed: UInt64) throws {
        self.options = options
        self.clock = clock
        self.metrics = metrics
        figures = EdgeFigures(metrics)
        ledger = PurgeLedger()
        let ledger = ledger
        disk = try options.diskFolder.map {
            try DiskStore(folder: $0, bytes: options.diskBytes, ledger: ledger)
        }
        store = MemoryStore(options.cache, ledger: ledger, disk: disk)
        origins = options.origins.map {
            Origin(
                $0, failures: options.breakerFailures,
                restMilliseconds: options.breakerMilliseconds)
        }
        random = Mutex(SeededRandom(seed: seed))
        gate =
            options.shield == nil && options.centerToken == nil
            ? nil : try Gate(options, clock: clock, metrics: metrics, seed: seed)
    }

    /// Counts what the cache answers by itself.
    func hit(_ stored: StoredResponse, _ request: RequestHead) {
        figures.hits.add()
        // A rehearsal's visitors are nobody whom the shop's funnel should count.
        if let merchant = stored.viewOf, request.method == .get, gate?.isOfCenter == true,
            !request.fields.contains(.spillwayRehearsal)
        {
            views.add(merchant)
        }
    }

    /// Counts a client's connection in; false where there are as many as there may be.
    func takeConnection() -> Bool {
        let count = connections.add(1, ordering: .relaxed).newValue
        guard count > options.connections else { return true }
        connections.subtract(1, ordering: .relaxed)
        return false
    }

    func connectionEnded() { connections.subtract(1, ordering: .relaxed) }

    /// What is done for a request now.
    func decide(_ request: RequestHead) -> (lookup: Lookup, now: Timestamp) {
        let now = clock.now()
        guard request.method == .get || request.method == .head else {
            return (.fetch(.method), now)
        }
        let (stored, hasOthers, isPurged) = store.find(request, request.key)
        let lookup = Lookup.decide(
            request, stored: stored, hasOthers: hasOthers, isPurged: isPurged, now: now,
            options: options.cache)
        return (lookup, now)
    }

    /// A trace of its own for a request that has none (W3C Trace Context, Level 1, §3.2).
    func newTraceparent() -> String {
        let (high, low, parent) = random.withLock { ($0.next(), $0.next(), $0.next() | 1) }
        func hexadecimal(_ number: UInt64) -> String {
            let digits = String(number, radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
        return "00-\(hexadecimal(high))\(hexadecimal(low | 1))-\(hexadecimal(parent))-00"
    }
}
