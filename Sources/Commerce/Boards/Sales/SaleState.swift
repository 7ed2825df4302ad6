internal import Primitives

/// All figures of the big screen: a value that a fold changes and a reader copies.
struct SaleState: Sendable, Codable {
    /// What was sold of one SKU.
    struct SKUFigures: Sendable, Codable {
        var sku: UInt64
        var merchant: UInt32
        var currency: UInt16
        var units: Int64 = 0
        var money: Int64 = 0
    }

    /// What was sold in one sale, over all its days.
    struct Campaign: Sendable, Hashable, Codable {
        var lines: Int64 = 0
        var units: Int64 = 0
        var money: Int64 = 0

        mutating func add(_ units: Int64, _ money: Int64) {
            lines += 1
            self.units &+= units
            self.money &+= money
        }
    }

    /// SKUs that are counted at most; further ones are in the totals, but never among the first.
    static let maximumSKUs = 100_000
    /// Merchants that have figures of their own at most; the others are in those of all.
    static let maximumMerchants = 10_000
    static let maximumCampaigns = 10_000
    static let dayMilliseconds: Int64 = 86_400_000

    /// When the day began that totals count from.
    private(set) var dayStart: Int64
    /// The first element is all merchants together.
    private(set) var figures = [SaleFigures()]
    private var merchants: [UInt32: Int] = [:]
    private var recent: (merchant: UInt32, index: Int) = (0, 0)
    private(set) var skus: [SKUFigures] = []
    /// For each pool the place of its SKU in `skus`, above 0.
    private var places: [UInt32] = []
    private var skuPlaces: [UInt64: UInt32] = [:]
    private(set) var campaigns: [UInt32: Campaign] = [:]

    private enum CodingKeys: CodingKey {
        case dayStart, figures, merchants, skus, places, skuPlaces, campaigns
    }

    init(dayStart: Int64) { self.dayStart = dayStart }

    /// Whether what it refers to by number is there; asked where it was read from a file.
    var isSound: Bool {
        !figures.isEmpty && figures.allSatisfy(\.rates.isSound)
            && merchants.values.allSatisfy { (1..<figures.count).contains($0) }
            && places.allSatisfy { $0 <= UInt32(skus.count) }
            && skuPlaces.values.allSatisfy { (1...UInt32(max(1, skus.count))).contains($0) }
            && (skuPlaces.isEmpty || !skus.isEmpty)
    }

    /// The figures for the day that begins at `start`: as they are, or anew where they are of a
    /// day before. Nil where they are of a day to come.
    func onDay(from start: Int64) -> SaleState? {
        guard dayStart <= start else { return nil }
        var state = self
        if dayStart < start { state.startDay(start) }
        // A day of its own length is one that a test chose.
        return state.dayStart == start ? state : nil
    }

    /// The figures of a merchant; nil for all merchants together.
    func figures(of merchant: MerchantID?) -> SaleFigures? {
        guard let merchant else { return figures[0] }
        return merchants[merchant.rawValue].map { figures[$0] }
    }

    /// Whether an event of this moment counts; starts a new day if it is of one.
    @inline(__always)
    mutating func counts(_ milliseconds: Int64) -> Bool {
        guard milliseconds >= dayStart else { return false }
        if milliseconds - dayStart >= Self.dayMilliseconds { startDay(milliseconds) }
        return true
    }

    mutating func placed(_ event: PlacedEvent) {
        figures[0].placed(event)
        if let index = index(event.merchant) { figures[index].placed(event) }
    }

    /// Counts a line of an order.
    @inline(__always)
    mutating func line(_ pool: PoolStatus, units: Int64, money: Int64, isCampaign: Bool) {
        if let place = place(pool) {
            skus[place].units &+= units
            skus[place].money &+= money
        }
        guard isCampaign else { return }
        let sale = pool.sale.rawValue
        if campaigns.count >= Self.maximumCampaigns, campaigns[sale] == nil { return }
        campaigns[sale, default: Campaign()].add(units, money)
    }

    mutating func paid(_ total: Int64, _ currency: UInt16, of merchant: UInt32, at time: Int64) {
        figures[0].paid(total, currency, at: time)
        if let index = index(merchant) { figures[index].paid(total, currency, at: time) }
    }

    mutating func refunded(_ amount: Int64, _ currency: UInt16, of merchant: UInt32) {
        figures[0].refunded(amount, currency)
        if let index = index(merchant) { figures[index].refunded(amount, currency) }
    }

    mutating func expired(of merchant: UInt32) {
        figures[0].expired += 1
        if let index = index(merchant) { figures[index].expired += 1 }
    }

    mutating func cancelled(of merchant: UInt32) {
        figures[0].cancelled += 1
        if let index = index(merchant) { figures[index].cancelled += 1 }
    }

    private mutating func startDay(_ milliseconds: Int64) {
        dayStart += (milliseconds - dayStart) / Self.dayMilliseconds * Self.dayMilliseconds
        for index in figures.indices { figures[index].startDay() }
        for index in skus.indices {
            skus[index].units = 0
            skus[index].money = 0
        }
    }

    @inline(__always)
    private mutating func index(_ merchant: UInt32) -> Int? {
        if recent.merchant == merchant, recent.index > 0 { return recent.index }
        if let index = merchants[merchant] {
            recent = (merchant, index)
            return index
        }
        guard merchants.count < Self.maximumMerchants else { return nil }
        figures.append(SaleFigures())
        merchants[merchant] = figures.count - 1
        return figures.count - 1
    }

    @inline(__always)
    private mutating func place(_ pool: PoolStatus) -> Int? {
        let number = Int(pool.pool)
        if number < places.count, places[number] != 0 { return Int(places[number]) - 1 }
        return findPlace(pool)
    }

    private mutating func findPlace(_ pool: PoolStatus) -> Int? {
        let number = Int(pool.pool)
        while places.count <= number { places.append(0) }
        if let known = skuPlaces[pool.sku.rawValue] {
            places[number] = known
            return Int(known) - 1
        }
        guard skus.count < Self.maximumSKUs else { return nil }
        skus.append(
            SKUFigures(
                sku: pool.sku.rawValue, merchant: pool.merchant.rawValue,
                currency: pool.currency.rawValue))
        skuPlaces[pool.sku.rawValue] = UInt32(skus.count)
        places[number] = UInt32(skus.count)
        return skus.count - 1
    }
}
