internal import OrderCore
package import Primitives

/// What the big screen shows at one moment.
package struct ScreenFrame: Sendable, Hashable {
    /// Amounts in one currency, in minor units.
    package struct Money: Sendable, Hashable {
        /// The currency.
        package var currency: Currency
        /// Of all orders that were accepted.
        package var placed: Int64
        /// Of those that were paid.
        package var paid: Int64
        /// What went or goes back.
        package var refunded: Int64
    }

    /// A SKU by what was ordered of it.
    package struct TopSKU: Sendable, Hashable {
        /// The SKU.
        package var sku: SKUID
        /// Whose it is.
        package var merchant: MerchantID
        /// Units ordered.
        package var units: Int64
        /// Minor units ordered, after discounts.
        package var money: Int64
        /// The currency of `money`.
        package var currency: Currency
    }

    /// Orders from one country.
    package struct Country: Sendable, Hashable {
        /// Two letters (ISO 3166-1); `ZZ` for unknown.
        package var code: String
        /// Orders.
        package var orders: Int64
        /// Minor units ordered.
        package var money: Int64
        /// The currency of `money`.
        package var currency: Currency
    }

    /// The stock of a sale that is running or has just ended.
    package struct Burn: Sendable, Hashable {
        /// The sale.
        package var sale: SaleID
        /// Its merchant.
        package var merchant: MerchantID
        /// When it began.
        package var startsAt: Timestamp
        /// When it ends.
        package var endsAt: Timestamp
        /// The stock of all its pools.
        package var stock: PoolStatus.Stock
        /// Units ordered since counting began.
        package var units: Int64
        /// Minor units ordered since counting began.
        package var money: Int64
        /// The currency of `money`.
        package var currency: Currency
    }

    /// Latencies of the last ten seconds, in microseconds.
    package struct Latency: Sendable, Hashable {
        /// How many were measured.
        package var count: UInt64 = 0
        /// Half of all were faster.
        package var p50: Int64 = 0
        /// 90 % were faster.
        package var p90: Int64 = 0
        /// 99 % were faster.
        package var p99: Int64 = 0
        /// 99.9 % were faster.
        package var p999: Int64 = 0
    }

    /// The moment.
    package var at: Timestamp
    /// The merchant; nil for all.
    package var merchant: MerchantID?
    /// The last batch of the journal that is in it.
    package var position: UInt64 = 0
    /// When the totals began to count.
    package var since: Timestamp
    /// By currency, the largest first.
    package var money: [Money] = []
    /// Orders accepted.
    package var orders: Int64 = 0
    /// Units in them.
    package var units: Int64 = 0
    /// Orders paid.
    package var paid: Int64 = 0
    /// Orders whose deadline passed.
    package var expired: Int64 = 0
    /// Orders cancelled.
    package var cancelled: Int64 = 0
    /// Orders of the last second.
    package var ordersPerSecond = 0
    /// Payments of the last second.
    package var paymentsPerSecond = 0
    /// Orders of each of the last 120 seconds, the oldest first.
    package var ordersBySecond: [Int] = []
    /// The ten SKUs with the most units.
    package var topByUnits: [TopSKU] = []
    /// The ten SKUs with the most money.
    package var topByMoney: [TopSKU] = []
    /// Countries, most orders first.
    package var countries: [Country] = []
    /// Sales that run or have just ended.
    package var sales: [Burn] = []
    /// Counts of views, carts, checkouts, orders asked for and payments begun.
    package var funnel: [Int64] = []
    /// Answers by their stable text, most frequent first.
    package var answers: [(String, Int64)] {
        answerCodes.map { ($0.text, $0.count) }
    }
    /// Latencies of orders.
    package var latency = Latency()

    struct AnswerCount: Sendable, Hashable {
        var text: String
        var count: Int64
    }
    var answerCodes: [AnswerCount] = []
    var campaigns: [UInt32: SaleState.Campaign] = [:]
}
