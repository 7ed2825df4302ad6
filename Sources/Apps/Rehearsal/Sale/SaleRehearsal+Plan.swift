internal import Foundation
internal import Primitives
internal import Service

extension SaleRehearsal {
    /// Where buyers are, as real orders came.
    static func places(_ mix: OrderMix) -> [SalePlan.Place] {
        let orders = Double(max(1, mix.countries.values.reduce(0, +)))
        let sorted = mix.countries.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(40)
        return sorted.enumerated().map { index, country in
            SalePlan.Place(
                country: country.key, address: "100.64.\(index).7",
                share: Double(country.value) / orders)
        }
    }

    /// Sets the shop up, and writes down what the load generator is to do.
    func plan(
        _ platform: SalePlatform, _ mix: OrderMix, _ places: [SalePlan.Place],
        _ random: inout SeededRandom
    ) throws(RehearsalError) -> SalePlan {
        let profile = options.profile
        let shop = try ShopSetUp(platform)
        say("shop: setting up the sale")
        let skus = try shop.skus()
        // The one behind the last is the waiting room's, if there is one.
        let drawn = Array(
            skus.values.sorted().shuffled(using: &random).prefix(profile.flash.skus + 1))
        let flash = Array(drawn.prefix(profile.flash.skus))
        let roomSKU = profile.room == nil ? nil : drawn.last
        let baskets = mix.baskets.map { basket in
            basket.compactMap { line in skus[line.code].map { ($0, line.quantity) } }
                .filter { $0.0 != roomSKU }.flatMap { [$0.0, $0.1] }
        }.filter { !$0.isEmpty }
        guard !baskets.isEmpty, drawn.count == profile.flash.skus + 1 else {
            throw RehearsalError(.process, "the catalogue has too few products for this sale")
        }
        var salePages: [String] = []
        for sku in flash { salePages.append(try shop.pages.page(of: sku)) }
        let pages = try shop.pages.all()
        let tokens = options.directory + "/tokens"
        try shop.writeTokens(profile.flash.buyers + (profile.room?.buyers ?? 0), to: tokens)
        // Two seconds for the generator to start and to connect.
        let beginsAt = clock.monotonicNanoseconds() + 2_500_000_000
        let opensAt = clock.now().adding(milliseconds: 2500 + Int64(profile.opensAt * 1000))
        let sale = try shop.makeSale(profile.flash, skus: flash, opensAt: opensAt)
        var coupon: String?
        if let wanted = profile.coupon { coupon = try shop.makeCoupon(wanted) }
        var room: SalePlan.Room?
        if let wanted = profile.room, let roomSKU {
            room = try shop.openRoom(
                wanted, sku: roomSKU, opensAt: opensAt, firstBuyer: profile.flash.buyers + 1)
        }
        let plan = SalePlan(
            seed: options.seed, scale: options.scale, profile: profile,
            steeringPort: platform.steeringPort,
            serverName: SalePlatform.serverName, host: SalePlatform.host,
            authority: platform.authority, providerPort: platform.providerPort, tokens: tokens,
            sale: sale, flashSKUs: flash, room: room, coupon: coupon, pages: pages,
            salePages: salePages, baskets: baskets, places: places, day: mix.day,
            ledger: options.directory + "/" + LedgerReader.fileName,
            beginsAt: beginsAt, against: nil)
        try plan.write(to: options.directory)
        return plan
    }
}
