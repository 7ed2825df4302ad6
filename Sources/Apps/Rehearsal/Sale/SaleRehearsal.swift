internal import Foundation
package import Primitives
internal import Service

/// A whole sale as a test: steering, edge nodes and a center as processes, real baskets, faults at
/// the peak, and in the end an audit of every single order.
package struct SaleRehearsal: Sendable {
    /// How it runs.
    package struct Options: Sendable {
        /// The `spillway` executable that plays every role.
        package var executable: String
        /// The folder of the run, which must be new or empty.
        package var directory: String
        /// The folder with the sample data.
        package var samples: String
        /// What is played.
        package var profile: SaleProfile
        /// Everything that is drawn follows from it.
        package var seed: UInt64
        /// Times what its file says the profile is.
        package var scale: Double
        /// Mistakes that the center makes on purpose, which the audit must find.
        package var mistakes: [String] = []

        /// Describes a run.
        package init(
            executable: String, directory: String, samples: String, profile: SaleProfile,
            seed: UInt64, scale: Double
        ) {
            self.executable = executable
            self.directory = directory
            self.samples = samples
            self.profile = profile
            self.seed = seed
            self.scale = scale
        }
    }

    let options: Options
    let clock: SystemClock
    let say: @Sendable (String) -> Void
    let show: @Sendable (SaleMoment) -> Void

    private static let settlingSeconds = 30.0
    /// Writes a second of a slow disk, unless the profile says.
    private static let slowWrites = 400.0
    private static let stillNanoseconds: UInt64 = 3_000_000_000

    /// Prepares a run; `say` is told how it goes, and `show` what happened in each second.
    package init(
        _ options: Options, clock: SystemClock = SystemClock(),
        say: @escaping @Sendable (String) -> Void,
        show: @escaping @Sendable (SaleMoment) -> Void
    ) {
        self.options = options
        self.clock = clock
        self.say = say
        self.show = show
    }

    /// Runs and audits; writes the report into the folder.
    ///
    /// - Throws: only where the run could not be carried out; what does not hold is in the report.
    package func run() throws(RehearsalError) -> SaleReport {
        let began = clock.monotonicNanoseconds()
        let profile = options.profile
        var random = SeededRandom(seed: options.seed)
        let platform = try SalePlatform(
            executable: options.executable, folder: options.directory, samples: options.samples,
            profile: profile, mistakes: options.mistakes)
        defer { _ = platform.stop() }
        say("center: starting, with a real catalogue")
        let samples = options.samples
        let mixing = Background { [split = random.split()] () throws(RehearsalError) in
            var random = split
            return try OrderMix(samples: samples, random: &random)
        }
        try platform.startCenter()
        try platform.setProvider(out: false)
        let mix = try mixing.result()
        let places = Self.places(mix)
        say("steering and \(profile.edges) edge nodes: starting")
        try platform.startSteering(places)
        for number in 1...profile.edges { try platform.startEdge(number) }
        let screenKey = try ShopSetUp(platform).makeScreenKey()
        let plan = try self.plan(platform, mix, places, &random)
        let driver = try plan.drive(
            options.executable, in: options.directory, show: show)
        say(
            "\(profile.name): \(Int(profile.seconds)) s, the sale opens after "
                + "\(Int(profile.opensAt)) s; big screen "
                + "http://127.0.0.1:\(platform.center.port)/screen?token=\(screenKey)")
        let events = SaleEvents(
            path: options.directory + "/" + LedgerReader.eventsName, begins: plan.beginsAt,
            clock: clock)
        var problems = try play(platform, plan, driver, events)
        if let share = profile.habits.returns {
            let count = try ShopSetUp(platform).takeBack(
                share, in: options.directory, &random)
            say("returns: \(count) orders came back")
        }
        say("settling: payments, refunds and books")
        try settle(platform, &problems)
        if let room = plan.room {
            try ShopSetUp(platform).keep(room, in: options.directory)
        }
        problems += platform.stop()
        try events.note(SaleEvents.end)
        say("auditing")
        var report = try SaleAudit(directory: options.directory).run()
        report.problems += problems
        report.holds = report.holds && report.problems.isEmpty
        report.seconds = Double(clock.monotonicNanoseconds() - began) / 1e9
        try report.write(to: options.directory)
        return report
    }

    // MARK: The run

    /// Lets the faults strike while the generator drives; gives what did not go well.
    private func play(
        _ platform: SalePlatform, _ plan: SalePlan, _ driver: ChildProcess, _ events: SaleEvents
    ) throws(RehearsalError) -> [String] {
        var problems: [String] = []
        let steps = plan.profile.faults.sorted { $0.at < $1.at }.flatMap { self.steps(of: $0) }
        // Steps of one moment stay in their order.
        let order = steps.indices.sorted { (steps[$0].at, $0) < (steps[$1].at, $1) }
        for index in order {
            let step = steps[index]
            let moment = plan.beginsAt + UInt64(step.at * 1e9)
            let now = clock.monotonicNanoseconds()
            if moment > now {
                if driver.wait(atMostSeconds: Double(moment - now) / 1e9) != nil { break }
            }
            say("fault: \(step.name)")
            // What breaks counts from before, what is mended from after.
            let isFirst = step.breaks && !step.action.isUncertain
            if isFirst { try events.note(step.name) }
            let isDone = try take(step.action, platform)
            if !isFirst, isDone { try events.note(step.name) }
        }
        let limit = plan.profile.seconds + Self.settlingSeconds + 120
        guard driver.wait(atMostSeconds: limit) != nil else {
            driver.send(signal: 9)
            driver.wait()
            throw RehearsalError(.process, "the load generator did not end")
        }
        if driver.wait() != .code(0) {
            let path = options.directory + "/logs/drive.log"
            let log = try? String(contentsOfFile: path, encoding: .utf8)
            problems.append("the load generator failed: \(log?.suffix(300) ?? "")")
        }
        return problems
    }

    private enum Action {
        case killCenter, startCenter, killEdge, startEdge, out, back, slow(Int), fast, none

        /// What need not be possible everywhere is noted when it was.
        var isUncertain: Bool {
            switch self {
            case .slow, .fast: true
            default: false
            }
        }
    }

    private struct Step {
        var at: Double
        var name: String
        var breaks: Bool
        var action: Action
    }

    /// What is done for a fault, and when.
    private func steps(of fault: SaleProfile.Fault) -> [Step] {
        func pair(_ from: (String, Action), _ to: (String, Action), _ end: Double) -> [Step] {
            [
                Step(at: fault.at, name: from.0, breaks: true, action: from.1),
                Step(at: end, name: to.0, breaks: false, action: to.1),
            ]
        }
        let end = fault.at + (fault.seconds ?? 0)
        let strikes = fault.kind.strikes
        return switch fault.kind {
        case .center: pair((strikes, .killCenter), ("center back", .startCenter), fault.at)
        case .edge: pair((strikes, .killEdge), ("edge back", .startEdge), end)
        case .flood: pair((strikes, .none), ("flood ends", .none), end)
        case .provider: pair((strikes, .out), ("provider back", .back), end)
        case .disk:
            pair(
                (strikes, .slow(Int(fault.perSecond ?? Self.slowWrites))),
                ("disk fast again", .fast), end)
        }
    }

    /// Whether it was done.
    private func take(_ action: Action, _ platform: SalePlatform) throws(RehearsalError) -> Bool {
        switch action {
        case .killCenter: platform.kill("center")
        case .startCenter:
            try platform.startCenter()
            try platform.setProvider(out: false)
        case .killEdge: platform.kill("edge-1")
        case .startEdge: try platform.startEdge(1)
        case .out: try platform.setProvider(out: true)
        case .back: try platform.setProvider(out: false)
        case .slow(let writes):
            do throws(SlowDisk.Unavailable) {
                try platform.slowDisk(writes: writes)
            } catch {
                say("the disk stays as fast as it is: \(error)")
                return false
            }
        case .fast: return platform.endSlowDisk()
        case .none: break
        }
        return true
    }

    /// Waits until no money is under way.
    private func settle(_ platform: SalePlatform, _ problems: inout [String]) throws(RehearsalError)
    {
        let shop = try ShopSetUp(platform)
        let limit = clock.monotonicNanoseconds() + UInt64(Self.settlingSeconds * 1e9)
        // The shop asks the provider once a second what it missed: books that stand still for
        // longer than two such looks are the last word.
        var settled: (since: UInt64, text: String)?
        while true {
            let books = try shop.moneyBooks().array ?? []
            let text = books.map(\.text).joined(separator: " ")
            let now = clock.monotonicNanoseconds()
            let isSettled = books.allSatisfy { book in
                book["is_balanced"]?.bool == true && book["unsettled"]?.integer == 0
                    && book["returning"]?.integer == 0
            }
            if !isSettled {
                settled = nil
            } else if settled?.text != text {
                settled = (now, text)
            } else if let settled, now - settled.since > Self.stillNanoseconds {
                return
            }
            guard now < limit else {
                problems.append(
                    "money was still under way after \(Int(Self.settlingSeconds)) s: " + text)
                return
            }
            clock.pause(nanoseconds: 100_000_000)
        }
    }
}
