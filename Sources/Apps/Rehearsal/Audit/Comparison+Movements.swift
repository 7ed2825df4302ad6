internal import OrderRecords
internal import Primitives

extension Comparison {
    /// Whether a payment, its answer and its record go together.
    static func wanted(payment attempt: Intents.Attempt, _ movement: Books.Movement) -> Bool {
        guard let pay = attempt.request.pay, let reply = attempt.reply else { return false }
        let outcome =
            switch reply.code {
            case "paid": ORDER_PAYMENT_PAID
            case "paid_late": ORDER_PAYMENT_PAID_LATE
            case "awaiting_rest": ORDER_PAYMENT_AWAITING_REST
            default: ORDER_PAYMENT_REFUND_DUE
            }
        // The answer `awaiting_rest` says what is still wanted; the others say what goes back.
        let isAmountSame =
            reply.code == "awaiting_rest" ? movement.detail == 0 : reply.amount == movement.detail
        return movement.target == pay.order && movement.amount == pay.amount
            && reply.order == pay.order
            && UInt32(movement.outcome) == outcome.rawValue && isAmountSame
    }

    /// Whether a refund, its answer and its record go together.
    static func wanted(refund attempt: Intents.Attempt, _ movement: Books.Movement) -> Bool {
        guard let refund = attempt.request.refund, let reply = attempt.reply else { return false }
        return movement.target == refund.order && movement.amount == refund.amount
            && reply.amount == refund.amount
    }

    /// Whether a return to stock, its answer and its record go together.
    static func wanted(restock attempt: Intents.Attempt, _ movement: Books.Movement) -> Bool {
        guard let restock = attempt.request.restock, let reply = attempt.reply else { return false }
        return movement.target == restock.order && movement.amount == Int64(restock.quantity)
            && movement.detail == Int64(restock.line) && reply.amount == Int64(restock.quantity)
    }
}
