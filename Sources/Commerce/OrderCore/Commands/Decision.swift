package import Primitives

/// The core's answer to a command: a code, and the numbers that a person needs to act on it.
package struct Decision: BitwiseCopyable, Sendable, Hashable {
    /// What was decided.
    package var code: DecisionCode
    /// The line that the code is about, from 0.
    package var line: UInt8
    /// The same had been asked before; this is the first answer again.
    package var isReplay: Bool
    /// The order, where there is one; else 0.
    package var order: OrderID
    /// The first number of the code; see `explanation`.
    package var amount: Int64
    /// The second number of the code; see `explanation`.
    package var detail: Int64

    /// Joins a code with its numbers.
    package init(
        _ code: DecisionCode, line: Int = 0, order: OrderID = OrderID(0), amount: Int64 = 0,
        detail: Int64 = 0, isReplay: Bool = false
    ) {
        self.code = code
        self.line = UInt8(truncatingIfNeeded: line)
        self.isReplay = isReplay
        self.order = order
        self.amount = amount
        self.detail = detail
    }

    /// One sentence that says what the numbers mean and what can be done. Amounts are in minor
    /// units, times in milliseconds since 1970.
    package var explanation: String {
        switch code {
        case .accepted: "order \(order): \(amount) to pay, \(detail) taken off"
        case .paid: "order \(order) is paid; \(amount) goes back"
        case .paidLate:
            "order \(order) is paid late, its stock was still there; \(amount) goes back"
        case .awaitingRest: "order \(order) still wants \(amount) of \(detail)"
        case .refundDue: "nothing is left to pay for on order \(order); \(amount) goes back"
        case .cancelled: "order \(order) is cancelled; \(amount) goes back"
        case .refunded: "\(amount) of order \(order) goes back; \(detail) may still go back"
        case .restocked: "\(amount) of order \(order), line \(line), are for sale again"
        case .done: "done; the pool or table now stands at \(amount)"
        case .soldOut: "line \(line): \(amount) left, \(detail) wanted"
        case .limitReached: "line \(line): \(amount) for each buyer, \(detail) taken so far"
        case .saleNotOpen: "line \(line): the sale opens at \(amount)"
        case .saleClosed: "line \(line): the sale closed at \(amount)"
        case .priceChanged: "line \(line): the price is now \(amount), not \(detail)"
        case .keyReused: "the key belongs to order \(order), which has other content: use a new key"
        case .referenceReused: "the reference belongs to another movement: use a new reference"
        case .unknownSale: "line \(line): this merchant has no such sale"
        case .unknownItem: "line \(line): this SKU is not in this sale"
        case .unknownOrder: "this merchant has no such order, or it is past its time in the core"
        case .unknownCoupon: "this merchant has no such coupon"
        case .couponNotOpen: "the coupon can be used from \(amount)"
        case .couponClosed: "the coupon could be used up to \(amount)"
        case .couponMinimumSpend: "the coupon wants a total of \(amount); this one is \(detail)"
        case .couponExhausted: "the coupon has \(amount) orders and \(detail) of discount left"
        case .couponLimitReached:
            "\(amount) orders with this coupon for each buyer, \(detail) so far"
        case .currencyMismatch: "line \(line): the currency is \(amount), not \(detail)"
        case .orderClosed: "order \(order) ended before; \(amount) is its status"
        case .orderPaid: "order \(order) is paid; the merchant can cancel it"
        case .amountTooLarge: "at most \(amount), not \(detail)"
        case .stockCommitted: "\(amount) are free; \(detail) were to be withdrawn"
        case .invalid: "line \(line): \(InvalidReason(rawValue: amount)?.text ?? "not understood")"
        case .busy: "table \(amount) is full (\(detail)): try again later"
        }
    }
}

/// What is wrong with a command that can never succeed: `Decision.amount` of the code `invalid`.
package enum InvalidReason: Int64, Sendable, CaseIterable {
    case lineCount = 1
    case quantity = 2
    case unitPrice = 3
    case paymentDeadline = 4
    case amount = 5
    case times = 6
    case value = 7
    case merchantChanged = 8
    case currencyChanged = 9
    case line = 10
    case notPaid = 11
    case identifier = 12

    /// What is wrong, in words.
    package var text: String {
        switch self {
        case .lineCount: "an order has 1 to 100 lines"
        case .quantity: "a quantity is 1 to 1,000,000"
        case .unitPrice: "a unit price is 0 to 10,000,000,000 minor units"
        case .paymentDeadline: "the payment deadline is in the past or too far ahead"
        case .amount: "an amount is 1 to 10^15 minor units"
        case .times: "the end is not after the start"
        case .value: "the coupon's value is out of range"
        case .merchantChanged: "this number belongs to another merchant"
        case .currencyChanged: "the currency never changes"
        case .line: "the order has no such line"
        case .notPaid: "the order is not paid"
        case .identifier: "0 names nothing"
        }
    }
}
