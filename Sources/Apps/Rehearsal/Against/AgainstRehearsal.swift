internal import Foundation
package import Primitives
internal import Service

/// A rehearsal on a deployment that runs already: the load of a profile as marked orders on shadow
/// stock, between two readings of everything that is real.
package struct AgainstRehearsal: Sendable {
    /// How it runs.
    package struct Options: Sendable {
        /// The `spillway` executable, which is the load generator too.
        package var executable: String
        /// The folder of the run, which must be new or empty.
        package var directory: String
        /// The folder with the sample data.
        package var samples: String
        /// What is played; its waiting room, payments and faults are left out.
        package var profile: SaleProfile
        /// Everything that is drawn follows from it.
        package var seed: UInt64
        /// Times what its file says the profile is.
        package var scale: Double
        /// The deployment's address.
        package var url: String
        /// A key of the merchant whose shop it is; stands in no file of the run.
        package var token: String
        /// The certificate of the authority that is trusted instead of the system's.
        package var authority: String?
        /// The open sale that the flash part goes to; everyday selling for nil.
        package var sale: UInt32?

        /// Describes a run.
        package init(
            executable: String, directory: String, samples: String, profile: SaleProfile,
            seed: UInt64, scale: Double, url: String, token: String, authority: String?,
            sale: UInt32?
        ) {
            self.executable = executable
            self.directory = directory
            self.samples = samples
            self.profile = profile
            self.seed = seed
            self.scale = scale
            self.url = url
            self.token = token
            self.authority = authority
            self.sale = sale
        }
    }

    private let options: Options
    private let clock: SystemClock
    private let say: @Sendable (String) -> Void
    private let show: @Sendable (SaleMoment) -> Void
    private let isStopped: @Sendable () -> Bool

    /// How long a run may be: as long as the tokens of its buyers can hold.
    package static let maximumSeconds = 11.5 * 3600
    private static let settlingSeconds = 60.0
    private static let readings = 5
    private static let lookSeconds = 0.1

    /// Prepares a run; `say` is told how it goes, `show` what happened in each second, and
    /// `isStopped` is asked whether somebody wants it to end before its time.
    package init(
        _ options: Options, clock: SystemClock = SystemClock(),
        say: @escaping @Sendable (String) -> Void,
        show: @escaping @Sendable (SaleMoment) -> Void,
        isStopped: @escaping @Sendable () -> Bool
    ) {
        self.options = options
        self.clock = clock
        self.say = say
        self.show = show
        self.isStopped = isStopped
    }

    /// Runs and audits; writes the report into the folder.
    ///
    /// - Throws: only where the run could not be carried out; what does not hold is in the report.
    package func run() throws(RehearsalError) -> SaleReport {
        let started = clock.monotonicNanoseconds()
        let folder = options.directory
        var random = SeededRandom(seed: options.seed)
        let shop = try Deployment(
            url: options.url, token: options.token, authority: options.authority)
        let setUp = AgainstSetUp(shop: shop)
        if try setUp.checkKey() {
            say("note: this key may change the shop; one of the role rehearser is enough")
        }
        try makeFolder()
        let mix = try OrderMix(samples: options.samples, random: &random)
        let target = try setUp.target(options.sale, options.profile, &random)
        say(
            "target: "
                + (target.sale == target.everyday ? "everyday selling" : "sale \(target.sale)")
                + ", \(target.flash.count) SKUs wanted by everybody, \(target.codes.count) SKUs "
                + "of everyday baskets")
        say("reading what is real")
        var before = try RealReading(shop)
        try before.addOpenOrders(shop)
        try before.write(to: folder + AgainstAudit.beforeName)
        let tokens = folder + "/tokens"
        defer { try? FileManager.default.removeItem(atPath: tokens) }
        say("shadow stock and \(options.profile.flash.buyers) buyers: making")
        let run = UInt32(truncatingIfNeeded: clock.now().rawValue / 1000)
        let minutes = Int(options.profile.seconds / 60) + 15
        let began = try setUp.makeBuyers(
            options.profile.flash.buyers, run: run, minutes: minutes, to: tokens)
        var problems: [String] = []
        do throws(RehearsalError) {
            let pools = try setUp.setShadowStock(target.wanted)
            let plan = try self.plan(
                shop, target, mix,
                SalePlan.Against(
                    url: options.url, host: shop.target.host, port: shop.target.port,
                    isSecure: shop.isSecure, authority: options.authority,
                    everyday: target.everyday, run: run, startedAt: began), tokens, &random)
            problems = try play(plan)
            say("reading what is real, again")
            try ShadowBook(shop, run: run, since: began, before: pools)
                .write(to: folder + AgainstAudit.realName)
        } catch {
            // Whatever went wrong: no shadow stock stays behind.
            _ = try? setUp.setShadowStock(target.wanted.mapValues { _ in 0 })
            throw error
        }
        _ = try setUp.setShadowStock(target.wanted.mapValues { _ in 0 })
        try readAgain(shop, before)
        say("auditing")
        var report = try SaleAudit(directory: folder).run()
        report.problems += problems
        report.holds = report.holds && report.problems.isEmpty
        report.seconds = Double(clock.monotonicNanoseconds() - started) / 1e9
        try report.write(to: folder)
        return report
    }

    private func makeFolder() throws(RehearsalError) {
        do {
            try FileManager.default.createDirectory(
                atPath: options.directory + "/logs", withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700])
        } catch {
            throw RehearsalError(
                .file, "the folder \(options.directory) cannot be made: \(error)")
        }
    }

    private func plan(
        _ shop: Deployment, _ target: AgainstSetUp.Target, _ mix: OrderMix,
        _ against: SalePlan.Against, _ tokens: String, _ random: inout SeededRandom
    ) throws(RehearsalError) -> SalePlan {
        let handle = try shop.json("GET", "/v1/store")["handle"]?.string ?? ""
        let store = StorePages(client: shop.client, handle: handle)
        var salePages: [String] = []
        for sku in target.flash { salePages.append(try store.page(of: sku)) }
        let baskets = AgainstSetUp.baskets(mix, target.codes)
        var profile = options.profile
        // A shop without everyday stock has buyers of the sale alone.
        if baskets.isEmpty {
            for index in profile.phases.indices { profile.phases[index].everydayOrders = 0 }
        }
        let plan = SalePlan(
            seed: options.seed, scale: options.scale, profile: profile, steeringPort: 0,
            serverName: shop.serverName ?? "", host: shop.host, authority: options.authority ?? "",
            providerPort: 0, tokens: tokens, sale: target.sale, flashSKUs: target.flash, room: nil,
            coupon: nil,
            pages: try store.all(), salePages: salePages,
            baskets: baskets,
            places: SaleRehearsal.places(mix), day: mix.day,
            ledger: options.directory + "/" + LedgerReader.fileName,
            // A second for the generator to start and to connect.
            beginsAt: clock.monotonicNanoseconds() + 1_000_000_000, against: against)
        try plan.write(to: options.directory)
        return plan
    }

    /// Lets the generator drive to its end, or until somebody wants it to end.
    private func play(_ plan: SalePlan) throws(RehearsalError) -> [String] {
        let driver = try plan.drive(options.executable, in: options.directory, show: show)
        let limit =
            clock.monotonicNanoseconds()
            + UInt64((plan.profile.seconds + 2 * Self.settlingSeconds) * 1e9)
        var isAsked = false
        while driver.wait(atMostSeconds: Self.lookSeconds) == nil {
            if !isAsked, isStopped() {
                say("stopping: no more orders; the proof comes")
                isAsked = true
                driver.send(signal: 15)
            }
            guard clock.monotonicNanoseconds() < limit else {
                driver.send(signal: 9)
                driver.wait()
                return ["the load generator did not end"]
            }
        }
        guard driver.wait() != .code(0) else { return [] }
        let log = try? String(
            contentsOfFile: options.directory + "/logs/drive.log", encoding: .utf8)
        return ["the load generator failed: \(log?.suffix(300) ?? "")"]
    }

    /// Reads everything again, until nothing real happened meanwhile or often enough, and the
    /// events in between.
    private func readAgain(_ shop: Deployment, _ before: RealReading) throws(RehearsalError) {
        let folder = options.directory
        for turn in 1...Self.readings {
            var after = try RealReading(shop)
            var events = try RealEvents(shop, after: before.from)
            let orders = Array(events.orders) + RealProof.ordersOfChanges(before, after)
            after.addRealOrders(orders, shop)
            // What happened while it was read is told by a second look at the events.
            events = try RealEvents(shop, after: before.from)
            guard turn == Self.readings || !events.all.contains(where: { $0.position > after.from })
            else { continue }
            try after.write(to: folder + AgainstAudit.afterName)
            try events.write(to: folder + AgainstAudit.realName)
            return
        }
    }
}
