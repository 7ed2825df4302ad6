/// What the load generator is told: where, what, how often. It is a file, so that a run can be
/// looked at afterwards.
struct SalePlan: Codable, Sendable {
    /// Buyers of one country: where they ask steering from, and the share of orders that is theirs.
    struct Place: Codable, Sendable {
        var country: String
        var address: String
        var share: Double
    }

    /// The waiting room, and who comes to it.
    struct Room: Codable, Sendable {
        var number: UInt64
        /// The hash of the draw's seed, as the shop published it before anybody came.
        var commitment: String
        var sale: UInt32
        var sku: UInt64
        var perSecond: Int
        /// The first of its buyers, who come nowhere else.
        var firstBuyer: Int
        var buyers: Int
    }

    /// A deployment that runs already: everything goes there, and orders are rehearsal's.
    struct Against: Codable, Sendable {
        /// As a person gave it.
        var url: String
        var host: String
        var port: Int
        var isSecure: Bool
        /// The certificate of the authority that is trusted; the system's where there is none.
        var authority: String?
        /// Everyday selling.
        var everyday: UInt32
        /// The run that its buyers are of.
        var run: UInt32
        /// When it began.
        var startedAt: String
    }

    /// What the run is drawn from, as it was asked for.
    var seed: UInt64
    /// Times what its file says the profile is; nil in plans of before it was kept.
    var scale: Double?
    var profile: SaleProfile
    /// Where steering answers apps.
    var steeringPort: Int
    /// The name that certificates are checked for.
    var serverName: String
    var host: String
    /// The certificate of the authority that is trusted.
    var authority: String
    /// The payment provider's pages.
    var providerPort: Int
    /// Buyers' tokens, one a line; the first is buyer 1's.
    var tokens: String
    var sale: UInt32
    var flashSKUs: [UInt64]
    var room: Room?
    /// The text of the flash sale's coupon.
    var coupon: String?
    /// Pages of the store, and of the flash sale's products.
    var pages: [String]
    var salePages: [String]
    /// Real baskets, as SKU, quantity, SKU, quantity and so on.
    var baskets: [[UInt64]]
    var places: [Place]
    /// How much busier than on average each hour of a trading day is.
    var day: [Double]
    var ledger: String
    /// When the run begins, by the machine's monotonic clock, in nanoseconds.
    var beginsAt: UInt64
    var against: Against?

    /// What the load generator draws from: numbers of its own, which follow from the seed.
    var loadSeed: UInt64 { seed ^ 0x6C6F_6164_2067_656E }
}
