import Edge
import NIOCore
import Primitives
import Testing

/// A cache with one response in it, and what a later request gets.
struct CacheCase {
    /// What the cache does for the later request.
    enum Outcome: String {
        case hit, stale, validate, complete, fetch, refuse
        /// Validated, though it is fresh, as the request wants it so (RFC 9211 §2.2).
        case unwanted
        /// The response was not stored at all.
        case notStored
    }

    /// When the response came: 2027-01-15T08:00:00Z.
    static let start = Timestamp(1_800_000_000_000)

    static func date(_ seconds: Int64) -> String {
        HTTPDate.format(start.rawValue + seconds * 1000)
    }

    /// The clause of the RFC, such as `9111 §4.2.1`.
    var clause: String
    var method = Method.get
    var firstMethod = Method.get
    var status = 200
    var response: Fields
    var firstRequest: Fields = [:]
    /// Seconds that the origin took for its answer.
    var delay: Int64 = 0
    /// Seconds between the answer and the later request.
    var after: Int64 = 1
    var request: Fields = [:]
    var body = "0123456789"
    var wanted: Outcome

    init(
        _ clause: String, _ response: Fields, status: Int = 200, first: Fields = [:],
        firstMethod: Method = .get, delay: Int64 = 0, after: Int64 = 1, method: Method = .get,
        request: Fields = [:], body: String = "0123456789", _ wanted: Outcome
    ) {
        self.clause = clause
        self.response = response
        self.status = status
        firstRequest = first
        self.firstMethod = firstMethod
        self.delay = delay
        self.after = after
        self.method = method
        self.request = request
        self.body = body
        self.wanted = wanted
    }

    /// Runs the case and compares.
    func check(_ location: SourceLocation = #_sourceLocation) {
        let outcome = run()
        #expect(
            outcome == wanted,
            "\(clause): \(status) \(response) then \(request) after \(after) s",
            sourceLocation: location)
    }

    private func run() -> Outcome {
        let options = CacheOptions()
        let ledger = PurgeLedger()
        let store = MemoryStore(options, ledger: ledger)
        let first = RequestHead(firstMethod, "/a/b?c", firstRequest)
        guard
            let head = StorableHead(
                request: first, status: status, fields: response, epoch: ledger.epoch,
                requested: Self.start.adding(milliseconds: -delay * 1000), received: Self.start,
                ledger: ledger, options: options),
            let stored = head.finished(ByteBuffer(string: body))
        else { return .notStored }
        store.put(stored)
        let later = RequestHead(method, "/a/b?c", request)
        let found = store.find(later, later.key)
        let lookup = Lookup.decide(
            later, stored: found.stored, hasOthers: found.hasOthers, isPurged: found.isPurged,
            now: Self.start.adding(milliseconds: after * 1000), options: options)
        return switch lookup {
        case .serve: .hit
        case .serveAndRevalidate: .stale
        case .validate(_, let reason): reason == .request ? .unwanted : .validate
        case .complete: .complete
        case .fetch: .fetch
        case .refuse: .refuse
        }
    }
}
