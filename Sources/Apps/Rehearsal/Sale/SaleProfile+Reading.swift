internal import Foundation
internal import Service

extension SaleProfile {
    /// The longest run, in seconds.
    package static let maximumSeconds = 86_400.0
    private static let maximumBytes = 1 << 20
    private static let maximumRate = 100_000.0

    /// Reads a profile.
    ///
    /// - Throws: `file` with the member that is wrong and what it may be.
    package init(path: String) throws(RehearsalError) {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RehearsalError(.file, "the profile \(path) cannot be read")
        }
        guard data.count <= Self.maximumBytes else {
            throw RehearsalError(.file, "\(path) is too large for a profile")
        }
        let document: JSON
        do throws(JSONError) { document = try JSONParser.parse(data) } catch {
            throw RehearsalError(.file, "\(path) is no JSON: \(error)")
        }
        if let problem = ProfileShape.profile.problem(of: document) {
            throw RehearsalError(.file, "\(path): \(problem)")
        }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do { self = try decoder.decode(Self.self, from: data) } catch {
            throw RehearsalError(.file, "\(path) holds a number that is too large")
        }
        if let problem { throw RehearsalError(.file, "\(path): \(problem)") }
    }

    /// What cannot be, if anything.
    private var problem: String? {
        if !(1...16).contains(edges) { return "edges is 1 to 16" }
        if !(1...100).contains(flash.skus) { return "flash.skus is 1 to 100" }
        if !(1...1_000_000_000).contains(flash.stock) { return "flash.stock is at least 1" }
        if !(1...1_000_000).contains(flash.buyers) { return "flash.buyers is 1 to 1,000,000" }
        if !(1...1_000_000).contains(flash.limitPerBuyer) { return "flash.limit_per_buyer is 1 up" }
        if let room {
            let counts = [room.buyers, room.perSecond, room.stock]
            guard counts.allSatisfy((1...100_000).contains) else {
                return "room has buyers, per_second and stock of 1 to 100,000"
            }
        }
        if let coupon {
            let counts = [coupon.orders, coupon.money ?? 1, coupon.limitPerBuyer]
            guard (1...99).contains(coupon.percent), (0...1).contains(coupon.share),
                counts.allSatisfy((1...1_000_000_000).contains)
            else {
                return "coupon has a percent of 1 to 99, a share of 0 to 1, and orders, money and "
                    + "limit_per_buyer of at least 1"
            }
        }
        if phases.isEmpty || phases.count > 100 { return "phases are 1 to 100" }
        for phase in phases {
            let rates = [phase.pages, phase.salePages, phase.flashOrders, phase.everydayOrders]
            guard phase.seconds > 0, rates.allSatisfy((0...Self.maximumRate).contains) else {
                return "phase \(phase.name): seconds is above 0, rates are 0 to 100,000"
            }
        }
        if seconds > Self.maximumSeconds { return "phases take a day at most" }
        let shares = [
            habits.pay, habits.cancel, habits.doubleClick, habits.pay + habits.cancel,
            habits.returns ?? 0,
        ]
        if !shares.allSatisfy((0...1).contains) { return "habits are shares of 1" }
        if habits.thinkSeconds < 0 || habits.patienceSeconds < 0.1 {
            return "habits.think_seconds is at least 0, patience_seconds at least 0.1"
        }
        let percents = [
            provider.late, provider.doubled, provider.reordered, provider.lost, provider.declined,
        ]
        if !percents.allSatisfy((0...100).contains) { return "provider has percentages" }
        for fault in faults
        where !(0...seconds).contains(fault.at) || !(0...3600).contains(fault.seconds ?? 0)
            || !(0...Self.maximumRate).contains(fault.perSecond ?? 0)
        {
            return "fault \(fault.kind.rawValue): at lies in the run, seconds is 0 to 3600"
        }
        return nil
    }
}
