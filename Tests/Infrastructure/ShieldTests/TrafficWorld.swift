import Primitives
import Shield

/// A shop's traffic in one thread, from a seed: people who visit, floods, and a server with a
/// queue. Time goes in milliseconds.
struct TrafficWorld {
    /// What the flood looks like.
    enum Shape: String, CaseIterable {
        /// One tool from 5,000 addresses with forged agents, on the pages that people ask for.
        case forgedAgents
        /// One tool in a data center that asks for paths that are never the same.
        case cacheBuster
        /// Three networks and nobody else.
        case fewNetworks
        /// Agents, forms and networks of people; only tokens are not kept.
        case mimic
        /// One tool that keeps its tokens, on the checkout.
        case checkoutTool
    }

    struct Options {
        var quietSeconds = 40
        var floodSeconds = 30
        var afterSeconds = 30
        var shape: Shape?
        var floodPerSecond = 20_000
        var addresses = 5000
        /// How many times as many people come during the flood's time.
        var crowd = 1
        var sessionsPerSecond = 70
        /// Requests that the server can answer in a millisecond.
        var capacity = 12
    }

    struct Visitor {
        var identity: Int
        var standing: Int
        var agent: Int
        var prefix: Int
        var deviceSince: Int64?
        var clearance: UInt64?
        var pagesLeft: Int
        var isInSale: Bool
        var hasScripts: Bool
    }

    struct Pending {
        var visitor: Int
        var path: Int
        var askedAt: Int64
    }

    static let agents = 40
    static let prefixes = 3000
    static let slowLane = 400

    let seed: UInt64
    let options: Options
    var random: SeededRandom
    var shield: ShieldCore
    var now: Int64 = 0
    var visitors: [Visitor] = []
    var due: [Int64: [Pending]] = [:]
    var fast: [Pending?] = []
    var fastHead = 0
    var slow: [Pending?] = []
    var slowHead = 0
    var floodAt: Int64
    var events: [ShieldEvent] = []

    var quietLatencies: [Int64] = []
    var floodLatencies: [Int64] = []
    var asked = 0
    var served = 0
    var failed = 0
    var challengedPeople = 0
    var floodSent = 0
    var floodServedLate = 0
    var floodSentLate = 0

    init(seed: UInt64, _ options: Options = Options()) {
        self.seed = seed
        self.options = options
        random = SeededRandom(seed: seed)
        shield = ShieldCore(
            secret: seed ^ 0xABCD, at: ShieldMoment(wall: Timestamp(1_800_000_000_000), ticks: 0))
        floodAt = Int64(options.quietSeconds) * 1000
        floodAt += drawLong(0...999)
    }

    mutating func drawLong(_ range: ClosedRange<Int64>) -> Int64 {
        Int64.random(in: range, using: &random)
    }

    mutating func draw(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// A small number more often than a large one.
    mutating func skewed(_ count: Int) -> Int {
        let part = Double(random.next() >> 11) * 0x1p-53
        return min(count - 1, Int(part * part * part * Double(count)))
    }

    var moment: ShieldMoment {
        ShieldMoment(wall: Timestamp(1_800_000_000_000 + now), ticks: now * 1000)
    }

    var isFlood: Bool {
        now >= floodAt && now < floodAt + Int64(options.floodSeconds) * 1000
    }

    /// The operator of a prefix: two carriers have a tenth of the prefixes and most people.
    static func network(_ prefix: Int) -> (operatorID: UInt32, kind: NetworkKind) {
        prefix < 60 ? (UInt32(prefix % 2), .carrier) : (UInt32(2 + prefix % 6), .broadband)
    }

    static func prefix(_ number: Int) -> NetworkPrefix {
        NetworkPrefix([UInt8(number >> 16 & 255), UInt8(number >> 8 & 255), UInt8(number & 255), 1])
            ?? unknown
    }

    static let unknown: NetworkPrefix = {
        guard let prefix = NetworkPrefix([0, 0, 0, 0]) else { preconditionFailure() }
        return prefix
    }()
}
