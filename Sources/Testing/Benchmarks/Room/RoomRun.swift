internal import Foundation
internal import Primitives
internal import Seals
internal import Service

/// A waiting room before a sale with very many people at three edges, of which one loses its line
/// to the center in the midst.
struct RoomRun {
    private static let edges = 3
    private static let perSecond = 500
    /// Arrivals and numbers are looked at in so many parts each.
    private static let parts = 10
    /// One draw in 100,000 has more with 99 degrees of freedom.
    private static let chiSquareLimit = 171.0

    let isQuick: Bool
    let samples: String
    let say: (String) -> Void
    private let clock = SystemClock()
    private var people: Int { isQuick ? 20_000 : 200_000 }

    init(isQuick: Bool, samples: String, say: @escaping (String) -> Void) {
        self.isQuick = isQuick
        self.samples = samples
        self.say = say
    }

    /// What was seen while people were let in.
    private struct Watch {
        /// The most that were let in beyond what was granted.
        var excess = Int.min
        /// The most that was granted beyond what was released.
        var overGranted = Int.min
        var looks = 0
        /// Let in at the edge while it was cut off and its credits were over.
        var lateAtCut = 0
        var elsewhereAtCut = 0
    }

    func run(_ report: inout BenchReport) throws {
        OpenFiles.raiseLimit()
        say("room: starting a center and \(Self.edges) edges")
        let center = try CenterUnderTest(samples: samples)
        defer { center.stop() }
        let sale = try center.setUp()
        let tokens = try center.signTokens(people)
        let relay = try Relay(to: center.port)
        let edges = try (1...Self.edges).map { number in
            try EdgeProcess(
                number, origin: number == Self.edges ? relay.port : center.port, data: center.data)
        }
        defer { for edge in edges { edge.stop() } }
        var staff = try Curl(base: center.base)
        staff.key = sale.key
        let startsAt = clock.now().adding(milliseconds: isQuick ? 12_000 : 40_000)
        let opened = try staff.ask(
            "POST", "/v1/waiting-rooms",
            [
                "sale": .integer(sale.number), "title": ["en": "Rush", "zh": "抢购"],
                "starts_at": .string(startsAt.rfc3339), "per_second": JSON(Self.perSecond),
            ]
        ).document
        guard let room = opened["id"]?.integer else { throw BenchFailure("no room: \(opened)") }
        let crowd = RoomCrowd(
            .init(
                ports: edges.map(\.port), room: Int(room), tokens: tokens, order: sale.order))
        let seen = ConditionLock<Result<Void, any Error>?>(nil)
        // Until the room is at every edge.
        clock.pause(nanoseconds: 1_000_000_000)
        let thread = WorkThread(name: "crowd") {
            let result = Result<Void, any Error> { try crowd.run() }
            seen.withLock { $0 = result }
        }
        defer {
            crowd.finish()
            thread.join()
        }
        func check() throws { try seen.withLock { $0 }?.get() }

        say("room: \(people) people join")
        let begun = clock.monotonicNanoseconds()
        // What connections and the first of everything take is not the waiters'.
        let first = people / 40
        while crowd.now.joined < first { try pause(check) }
        let before = try edges.map { try $0.resident }.reduce(0, +)
        while crowd.now.joined < people, clock.now() < startsAt { try pause(check) }
        let seconds = Double(clock.monotonicNanoseconds() - begun) / 1e9
        let joined = crowd.now.joined
        let after = try edges.map { try $0.resident }.reduce(0, +)
        guard crowd.now.odd == 0 else { throw BenchFailure(crowd.now.oddAnswer) }
        while clock.now() < startsAt { try pause(check) }

        var watch = Watch()
        func look() throws {
            let tally = crowd.now
            let figures = try staff.ask("GET", "/v1/waiting-rooms/\(room)").document
            let granted = Int(figures["granted"]?.integer ?? 0)
            let released = Int(figures["released"]?.integer ?? 0)
            watch.excess = max(watch.excess, tally.letIn - granted)
            watch.overGranted = max(watch.overGranted, granted - released)
            watch.looks += 1
        }
        func watchFor(_ seconds: UInt64) throws {
            let end = clock.monotonicNanoseconds() + seconds * 1_000_000_000
            while clock.monotonicNanoseconds() < end {
                try look()
                for _ in 0..<5 { try pause(check) }
            }
        }
        say("room: \(Self.perSecond) a second are let in")
        try watchFor(7)
        say("room: the line of edge \(Self.edges) to the center is cut")
        relay.cut()
        // Its leases end after three seconds.
        try watchFor(4)
        let tally = crowd.now
        try watchFor(4)
        watch.lateAtCut = crowd.now.letInAt[Self.edges - 1] - tally.letInAt[Self.edges - 1]
        watch.elsewhereAtCut =
            crowd.now.letIn - tally.letIn - watch.lateAtCut
        relay.mend()
        say("room: the line is back")
        try watchFor(7)
        crowd.finish()
        thread.join()
        try check()
        try look()
        let figures = try staff.ask("GET", "/v1/waiting-rooms/\(room)").document
        measure(
            crowd, watch, figures, joined: joined, seconds: seconds,
            bytes: (after - before) / Double(max(1, joined - first)), &report)
    }

    private func pause(_ check: () throws -> Void) throws {
        clock.pause(nanoseconds: 50_000_000)
        try check()
    }

    private func measure(
        _ crowd: RoomCrowd, _ watch: Watch, _ figures: JSON, joined: Int, seconds: Double,
        bytes: Double, _ report: inout BenchReport
    ) {
        let tally = crowd.now
        let passes = crowd.given
        let serials = Set(passes.compactMap(Self.serial))
        let granted = Int(figures["granted"]?.integer ?? 0)
        let redeemed = Int(figures["checked_out"]?.integer ?? 0)
        let seed = figures["seed"]?.string ?? ""
        let isPromised = SecretDigest.sha256Text(seed) == figures["commitment"]?.string
        let (chiSquare, drawn) = Self.chiSquare(crowd.drawn, seed: seed)
        report.settings.append(
            (
                "room",
                "\(people) signed-in buyers as apps at \(Self.edges) edges, "
                    + "\(Self.perSecond) let in a second; each asks when it was told to and "
                    + "orders with its pass"
            ))
        report.measures += [
            Measure(
                id: "room.joined", title: "Waiting in the room", value: Double(joined),
                unit: "people", goal: .value(atLeast: Double(people)),
                note: "joined within \(Figure.text(seconds)) s, "
                    + "\(Int(Double(joined) / seconds)) a second, over HTTP"),
            Measure(
                id: "room.memory", title: "Memory of the edges for each who waits",
                value: max(0, bytes), unit: "B", goal: .value(atMost: 300),
                note: "resident memory of all edges, after all had joined beyond after the first "
                    + "fortieth"),
            Measure(
                id: "room.excess", title: "Let in beyond the credits granted, the most",
                value: Double(max(0, watch.excess, watch.overGranted)), unit: "people",
                goal: .value(atMost: 0),
                note: "\(watch.looks) looks; at the end \(tally.letIn) were let in, \(granted) "
                    + "granted of \(figures["released"]?.integer ?? 0) released"),
            Measure(
                id: "room.twice", title: "Credits used twice",
                value: Double(passes.count - serials.count), unit: "passes",
                goal: .value(atMost: 0)),
            Measure(
                id: "room.redeemed", title: "Passes that bought an order, beyond those given",
                value: Double(max(0, redeemed - passes.count)), unit: "passes",
                goal: .value(atMost: 0),
                note: "\(tally.redeemed) orders with a pass accepted, \(redeemed) passes used up "
                    + "at the center, \(tally.otherOrders) answered otherwise"
                    + (tally.otherOrders == 0 ? "" : ": " + tally.otherOrder)),
            Measure(
                id: "room.cut", title: "Let in at an edge four seconds after its line was cut",
                value: Double(watch.lateAtCut), unit: "people", goal: .value(atMost: 0),
                note: "\(watch.elsewhereAtCut) came in at the others in these four seconds; by "
                    + "edge in all "
                    + tally.letInAt.map(String.init).joined(separator: ", ")),
            Measure(
                id: "room.draw", title: "Chi-square of places by arrival, 99 degrees of freedom",
                value: isPromised ? chiSquare : .infinity, unit: "",
                goal: .value(atMost: Self.chiSquareLimit),
                note: "\(drawn) codes, numbers reckoned from the published seed, which "
                    + (isPromised ? "is" : "is not") + " what was promised; tenths of arrivals "
                    + "by tenths of numbers"),
        ]
    }

    /// How far the numbers are from even in every tenth of those who came.
    private static func chiSquare(_ codes: [[UInt8]], seed: String) -> (Double, Int) {
        guard codes.count >= parts * parts else { return (.infinity, codes.count) }
        var cells = [Double](repeating: 0, count: parts * parts)
        for (index, code) in codes.enumerated() {
            let digest = SecretDigest.sha256(Array("\(seed):".utf8) + code)
            let number = digest.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            let place = Int(Double(number) / 0x1p64 * Double(parts))
            cells[index * parts / codes.count * parts + min(place, parts - 1)] += 1
        }
        let expected = Double(codes.count) / Double(parts * parts)
        let sum = cells.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
        return (sum, codes.count)
    }

    /// The credit of a pass: 4 bytes of key, room 4, kind 1, code 16, joined 8, serial 8, expiry 4,
    /// seal 16.
    private static func serial(_ pass: String) -> UInt64? {
        let text = pass.replacing("-", with: "+").replacing("_", with: "/")
        let padded = text + String(repeating: "=", count: (4 - text.count % 4) % 4)
        guard let bytes = Data(base64Encoded: padded), bytes.count > 41 else { return nil }
        return bytes[33..<41].reduce(0) { $0 << 8 | UInt64($1) }
    }
}
