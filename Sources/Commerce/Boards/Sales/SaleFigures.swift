internal import Primitives

/// The running figures of one merchant, or of all.
struct SaleFigures: Sendable, Codable {
    /// Amounts in one currency, in minor units.
    struct Money: Sendable, Codable {
        var currency: UInt16
        var placed: Int64 = 0
        var paid: Int64 = 0
        var refunded: Int64 = 0
    }

    /// Orders from one country in one currency.
    struct Place: Sendable, Codable {
        var orders: Int64 = 0
        var money: Int64 = 0

        mutating func add(_ total: Int64) {
            orders += 1
            money &+= total
        }
    }

    var money: [Money] = []
    var orders: Int64 = 0
    var units: Int64 = 0
    var paid: Int64 = 0
    var expired: Int64 = 0
    var cancelled: Int64 = 0
    /// By country above currency.
    var places: [UInt32: Place] = [:]
    var rates = RateRing()

    /// Countries and currencies that are kept apart at most; what comes beyond has no country.
    static let maximumPlaces = 1024

    @inline(__always)
    mutating func placed(_ event: PlacedEvent) {
        orders += 1
        units &+= event.units
        amounts(event.currency) { $0.placed &+= event.total }
        rates.countOrder(event.milliseconds)
        var key = UInt32(event.country) << 16 | UInt32(event.currency)
        if places.count >= Self.maximumPlaces, places[key] == nil { key &= 0xFFFF }
        places[key, default: Place()].add(event.total)
    }

    mutating func paid(_ total: Int64, _ currency: UInt16, at milliseconds: Int64) {
        paid += 1
        amounts(currency) { $0.paid &+= total }
        rates.countPayment(milliseconds)
    }

    mutating func refunded(_ amount: Int64, _ currency: UInt16) {
        amounts(currency) { $0.refunded &+= amount }
    }

    /// The day is over: totals begin anew, the last two minutes stay.
    mutating func startDay() {
        let rates = rates
        self = SaleFigures()
        self.rates = rates
    }

    private mutating func amounts(_ currency: UInt16, _ change: (inout Money) -> Void) {
        for index in money.indices where money[index].currency == currency {
            return change(&money[index])
        }
        var amounts = Money(currency: currency)
        change(&amounts)
        money.append(amounts)
    }
}

/// An order as the figures count it.
struct PlacedEvent {
    var milliseconds: Int64
    var merchant: UInt32
    var currency: UInt16
    /// Two letters, 0 for unknown.
    var country: UInt16
    var total: Int64
    var units: Int64
}
