internal import Journal
internal import OrderCore
internal import Orders
internal import Primitives

/// What a seed makes of its world: how large it is, how fast time passes, how bad the weather.
struct WorldShape {
    var sales: [SaleID]
    var skus: UInt64
    var coupons: UInt32
    var buyers: UInt64
    /// Milliseconds within which deadlines and sales lie.
    var window: Int64
    var clients: Int
    /// Milliseconds that pass in a step, at most.
    var pace: Int64
    var options = CellOptions()
    var powersafeOverwrite: Bool
    /// Chances in each step.
    var crashChance: Double
    var fullChance: Double
    var failureChance: Double
    var slowChance: Double
    var jumpChance: Double
    var takeoverChance: Double
    /// Chances of a message.
    var lossChance: Double
    var duplicateChance: Double

    let otherMerchant = MerchantID(9)

    /// Sale 3 is another merchant's, sale 4 in another currency.
    func merchant(of sale: SaleID) -> MerchantID { MerchantID(sale.rawValue == 3 ? 2 : 1) }

    func currency(of sale: SaleID) -> Currency { sale.rawValue == 4 ? .euro : .yuan }

    init(_ random: inout SeededRandom) {
        func pick<Element>(_ all: Element...) -> Element {
            all[Int(random.next() % UInt64(all.count))]
        }
        sales = pick([1, 2], [1, 3], [1, 4], [1, 2, 3, 4]).map { SaleID($0) }
        skus = pick(1, 2, 3)
        coupons = pick(1, 2, 3)
        buyers = pick(2, 4, 12)
        window = pick(2_000, 20_000, 120_000, 86_400_000)
        clients = pick(1, 2, 3)
        pace = window / pick(60, 400, 2000)
        powersafeOverwrite = pick(true, false)
        crashChance = pick(0, 0.003, 0.01, 0.03)
        fullChance = pick(0, 0, 0.004)
        failureChance = pick(0, 0.004, 0.01, 0.03)
        slowChance = pick(0, 0.005)
        jumpChance = pick(0, 0, 0.003, 0.01)
        takeoverChance = pick(0, 0.003, 0.01)
        lossChance = pick(0, 0.02, 0.1)
        duplicateChance = pick(0, 0.02, 0.1)

        var limits = Limits(orders: pick(12, 40, 150))
        limits.lines = limits.orders * pick(1, 2, 3)
        limits.pools = pick(12, 14)
        limits.sales = pick(4, 6)
        limits.coupons = pick(3, 5)
        limits.counters = pick(30, 100, 600)
        limits.references = pick(20, 100, 600)
        limits.stockReferences = pick(4, 32)
        limits.idempotencyWindow = min(window * pick(1, 5, 20), Limits.maximumRetention)
        limits.returnWindow = min(window * pick(1, 10, 40), Limits.maximumRetention)
        options.limits = limits
        options.journal.checkpointing = .manual
        options.journal.pageBytes = pick(512, 1024, 4096)
        options.journal.maximumReaders = 2
        options.intakeBytes = pick(2048, 8192)
        options.batchBytes = pick(512, 2048, 16384)
        options.snapshotRecords = pick(20, 100, 400)
    }
}
