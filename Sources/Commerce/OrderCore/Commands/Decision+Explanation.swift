internal import Primitives

extension Decision {
    /// One sentence that says what the numbers mean and what can be done. Amounts are in minor
    /// units, times are UTC. For people: the code and its numbers are for programs.
    package var explanation: String {
        switch code {
        case .accepted: "order \(order): \(amount) to pay, \(detail) taken off"
        case .paid: "order \(order) is paid; \(amount) goes back"
        case .paidLate:
            "order \(order) is paid late, its stock was still there; \(amount) goes back"
        case .awaitingRest: "order \(order) still wants \(amount) of \(detail)"
        case .refundDue:
            "order \(order) takes no such payment: it is paid already, it has ended, or it is past "
                + "its deadline and can be paid only at once and in full; \(amount) goes back"
        case .cancelled: "order \(order) is cancelled; \(amount) goes back"
        case .refunded: "\(amount) of order \(order) goes back; \(detail) may still go back"
        case .restocked: "\(amount) of order \(order), line \(line), are for sale again"
        case .done: "done; the stock or the number of entries is now \(amount)"
        case .soldOut: "line \(line): \(amount) left, \(detail) wanted"
        case .limitReached: "line \(line): \(amount) for each buyer, \(detail) taken so far"
        case .saleNotOpen: "line \(line): the sale opens at \(time(amount))"
        case .saleClosed: "line \(line): the sale closed at \(time(amount))"
        case .priceChanged: "line \(line): the price is now \(amount), not \(detail)"
        case .keyReused: "the key belongs to order \(order), which has other content: use a new key"
        case .referenceReused: "the reference belongs to another movement: use a new reference"
        case .unknownSale: place + "this merchant has no such sale"
        case .unknownItem: place + "this SKU is not in this sale"
        case .unknownOrder: "this merchant has no such order, or it is past its time in the core"
        case .unknownCoupon: "this merchant has no such coupon"
        case .couponNotOpen: "the coupon can be used from \(time(amount))"
        case .couponClosed: "the coupon could be used up to \(time(amount))"
        case .couponMinimumSpend: "the coupon wants a total of \(amount); this one is \(detail)"
        case .couponExhausted: "the coupon has \(amount) orders and \(detail) of discount left"
        case .couponLimitReached:
            "\(amount) orders with this coupon for each buyer, \(detail) so far"
        case .currencyMismatch:
            place + "the currency is \(currency(amount)), not \(currency(detail))"
        case .orderClosed: "order \(order) is \(status(amount)): this cannot be done to it any more"
        case .orderPaid: "order \(order) is paid; the merchant can cancel it"
        case .amountTooLarge: "at most \(amount), not \(detail)"
        case .stockCommitted: "\(amount) are free; \(detail) were to be withdrawn"
        case .invalid: invalid
        case .busy: "there is no room for more \(table) (\(detail)): try again later"
        }
    }

    private var invalid: String {
        place + (InvalidReason(rawValue: amount)?.text ?? "not understood")
    }

    /// The line, for codes that may be about the whole command too: those say line 0.
    private var place: String { line == 0 ? "" : "line \(line): " }

    private var table: String { Limits.Table(rawValue: amount)?.text ?? "entries" }

    private func status(_ number: Int64) -> String {
        UInt8(exactly: number).flatMap { OrderStatus(rawValue: $0) }?.text ?? "closed"
    }

    /// ISO 4217's number with its three digits.
    private func currency(_ number: Int64) -> String {
        let digits = "\(number)"
        return String(repeating: "0", count: max(0, 3 - digits.utf8.count)) + digits
    }

    /// A moment as RFC 3339 writes it, in UTC; days and dates as in Howard Hinnant,
    /// "chrono-Compatible Low-Level Date Algorithms". Beyond the year 9999 its milliseconds.
    private func time(_ milliseconds: Int64) -> String {
        guard (0...253_402_300_799_999).contains(milliseconds) else {
            return "\(milliseconds) ms after 1970"
        }
        let seconds = milliseconds / 1000
        let days = seconds / 86_400 + 719_468
        let dayOfEra = days % 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + days / 146_097 * 400 + (month <= 2 ? 1 : 0)
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let part = milliseconds % 1000
        let fraction = part < 10 ? "00\(part)" : part < 100 ? "0\(part)" : "\(part)"
        return "\(year)-\(two(month))-\(two(day))T\(two(seconds / 3600 % 24)):"
            + "\(two(seconds / 60 % 60)):\(two(seconds % 60)).\(fraction)Z"
    }
}

extension OrderStatus {
    fileprivate var text: String {
        switch self {
        case .awaitingPayment: "awaiting payment"
        case .paid: "paid"
        case .expired: "expired"
        case .cancelled: "cancelled"
        }
    }
}

extension Limits.Table {
    fileprivate var text: String {
        switch self {
        case .orders: "orders"
        case .lines: "lines of orders"
        case .pools: "items of sales"
        case .sales: "sales"
        case .coupons: "coupons"
        case .counters: "counts of what buyers took"
        case .references: "payments, refunds and returns"
        case .referencesPerOrder: "payments, refunds and returns of one order"
        }
    }
}
