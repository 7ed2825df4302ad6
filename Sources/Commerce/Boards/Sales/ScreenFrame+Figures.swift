internal import OrderCore
internal import Primitives

extension ScreenFrame {
    /// SKUs in each of the two lists.
    static let topCount = 10
    /// Sales whose stock is shown at most.
    static let burnCount = 8
    /// For how long a sale is shown after its end.
    static let burnAfterEnd: Int64 = 3_600_000
    static let seconds = 120

    /// Adds up the figures of a merchant or of all.
    init(_ state: SaleState, merchant: MerchantID?, at now: Timestamp) {
        at = now
        self.merchant = merchant
        since = Timestamp(state.dayStart)
        let own = state.skus.filter {
            $0.units > 0 && (merchant == nil || $0.merchant == merchant?.rawValue)
        }
        topByUnits = Self.top(own) { ($0.units, $0.money) > ($1.units, $1.money) }
        topByMoney = Self.top(own) { ($0.money, $0.units) > ($1.money, $1.units) }
        campaigns = state.campaigns
        guard let figures = state.figures(of: merchant) else {
            ordersBySecond = [Int](repeating: 0, count: Self.seconds)
            return
        }
        money = figures.money.map {
            Money(
                currency: Currency($0.currency), placed: $0.placed, paid: $0.paid,
                refunded: $0.refunded)
        }.sorted { ($0.placed, $1.currency) > ($1.placed, $0.currency) }
        orders = figures.orders
        units = figures.units
        paid = figures.paid
        expired = figures.expired
        cancelled = figures.cancelled
        (ordersPerSecond, paymentsPerSecond) = figures.rates.lastSecond(now)
        ordersBySecond = figures.rates.ordersBySecond(now, seconds: Self.seconds)
        countries = figures.places.map { key, place in
            Country(
                code: CountryCode.text(UInt16(key >> 16)), orders: place.orders,
                money: place.money, currency: Currency(UInt16(truncatingIfNeeded: key)))
        }.sorted { ($0.orders, $1.code) > ($1.orders, $0.code) }
    }

    /// Adds the stock of the sales that run or have just ended.
    mutating func burn(_ stock: StockBoard, rehearsal: Bool) {
        let running = stock.campaigns(of: merchant, at: at, endedWithin: Self.burnAfterEnd)
        sales = running.suffix(Self.burnCount).map { terms in
            let campaign = campaigns[terms.sale.rawValue]
            return Burn(
                sale: terms.sale, merchant: terms.merchant, startsAt: terms.startsAt,
                endsAt: terms.endsAt, stock: stock.total(of: terms.sale, rehearsal: rehearsal),
                units: campaign?.units ?? 0, money: campaign?.money ?? 0,
                currency: terms.currency)
        }
    }

    /// Adds what the HTTP layer counted.
    mutating func add(_ counts: TrafficFigures) {
        funnel = counts.steps
        answerCodes = DecisionCode.allCases.compactMap { code in
            let count = counts.answers[Int(code.rawValue)]
            return count > 0 ? AnswerCount(text: code.text, count: count) : nil
        }
        if counts.undecided > 0 {
            answerCodes.append(AnswerCount(text: "undecided", count: counts.undecided))
        }
        answerCodes.sort { ($0.count, $1.text) > ($1.count, $0.text) }
    }

    /// Adds latencies.
    mutating func add(_ latencies: LatencyHistogram) {
        latency = Latency(
            count: latencies.total, p50: latencies.percentile(0.5), p90: latencies.percentile(0.9),
            p99: latencies.percentile(0.99), p999: latencies.percentile(0.999))
    }

    /// The first ten of `all`, without sorting the others.
    private static func top(
        _ all: [SaleState.SKUFigures],
        _ goesBefore: (SaleState.SKUFigures, SaleState.SKUFigures) -> Bool
    ) -> [TopSKU] {
        var first: [SaleState.SKUFigures] = []
        for figures in all {
            if first.count == topCount, let last = first.last, !goesBefore(figures, last) {
                continue
            }
            let index = first.firstIndex { goesBefore(figures, $0) } ?? first.count
            first.insert(figures, at: index)
            if first.count > topCount { first.removeLast() }
        }
        return first.map {
            TopSKU(
                sku: SKUID($0.sku), merchant: MerchantID($0.merchant), units: $0.units,
                money: $0.money, currency: Currency($0.currency))
        }
    }
}
