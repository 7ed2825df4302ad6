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
