/// The bounds of a core. At each bound the answer is `busy` with the table's number and its size.
package struct Limits: Sendable, Hashable {
    /// Lines in one order.
    package static let maximumLines = 100
    /// Units in one line.
    package static let maximumQuantity: UInt32 = 1_000_000
    /// Price of one unit in minor units.
    package static let maximumUnitPrice: Int64 = 10_000_000_000
    /// Any single amount in minor units, and any stock in units.
    package static let maximumAmount: Int64 = 1_000_000_000_000_000
    /// How far ahead a payment deadline may lie, in milliseconds: 15 days.
    package static let maximumPaymentWindow: Int64 = 15 * 86_400_000
    /// The longest time for which an order that ended may be kept, in milliseconds: 40 days.
    package static let maximumRetention: Int64 = 40 * 86_400_000
    /// Payments, refunds and returns of one order.
    package static let maximumReferencesPerOrder: UInt8 = 64
    /// Units that one buyer can be counted for in one limit.
    package static let maximumCounter: UInt32 = 2_000_000_000

    /// Orders in memory.
    package var orders: Int
    /// Lines in memory.
    package var lines: Int
    /// Pools: SKUs in sales.
    package var pools: Int
    /// Sales.
    package var sales: Int
    /// Coupons.
    package var coupons: Int
    /// Counters of limits per buyer.
    package var counters: Int
    /// References of payments, refunds and returns.
    package var references: Int
    /// References of stock changes that are remembered; beyond, the oldest is forgotten.
    package var stockReferences: Int
    /// Milliseconds for which a cancelled or expired order, and with it its idempotency key, is
    /// kept.
    package var idempotencyWindow: Int64
    /// Milliseconds for which a paid order is kept for refunds, returns and limits.
    package var returnWindow: Int64

    /// Names the tables in `busy` answers. Stable numbers.
    package enum Table: Int64, Sendable, CaseIterable {
        case orders = 1
        case lines = 2
        case pools = 3
        case sales = 4
        case coupons = 5
        case counters = 6
        case references = 7
        case referencesPerOrder = 8
    }

    /// Bounds for a cell of a machine of this many orders; other tables follow from it unless set.
    package init(orders: Int = 50_000_000) {
        self.orders = orders
        lines = orders * 2
        pools = 1_000_000
        sales = 100_000
        coupons = 100_000
        counters = orders * 2
        references = orders * 2
        stockReferences = 65_536
        idempotencyWindow = 86_400_000
        returnWindow = 30 * 86_400_000
    }
}
