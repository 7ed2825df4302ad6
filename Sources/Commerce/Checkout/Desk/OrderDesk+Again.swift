internal import OrderCore
internal import Orders
internal import Primitives

// A key that was used before: the answer is the first order's, as it is in the book.
extension OrderDesk {
    /// Whether the book has to be asked what an answer means to the wish.
    static func isAgain(_ answer: Answer) -> Bool {
        answer.outcome == .decided && answer.decision.order.rawValue != 0
            && (answer.decision.isReplay || answer.decision.code == .keyReused)
    }

    /// The receipt of an answer. Where the key was used before, it tells that order's own deadline;
    /// and where the wish leaves sale or price to the moment, the moment's other offer makes it no
    /// other wish. Waits for the book.
    func receipt(
        _ answer: Answer, _ wish: OrderRequest, _ order: PlaceOrder, currency: Currency
    ) -> OrderReceipt {
        var receipt = OrderReceipt(
            answer: answer, currency: currency, paymentDeadline: order.paymentDeadline)
        guard Self.isAgain(answer),
            let known = try? self.order(
                Int64(clamping: answer.decision.order.rawValue), merchant: order.merchant,
                buyer: order.buyer, isRehearsal: order.isRehearsal)
        else { return receipt }
        if answer.decision.code == .keyReused {
            guard (try? isAsked(known, by: wish, coupon: order.coupon)) == true else {
                return receipt
            }
            receipt.answer.decision = Decision(
                .accepted, order: known.id, amount: known.total.rawValue,
                detail: known.discount.rawValue, isReplay: true)
        }
        receipt.currency = known.currency
        receipt.paymentDeadline = known.paymentDeadline
        return receipt
    }

    /// Whether an order is what a wish asks for, in all that the wish says.
    private func isAsked(
        _ order: BookOrder, by wish: OrderRequest, coupon: CouponID?
    ) throws -> Bool {
        let lines = try book.lines(of: order.id, isRehearsal: wish.isRehearsal)
            .sorted { $0.line < $1.line }
        guard order.coupon == coupon, lines.count == wish.lines.count else { return false }
        return zip(lines, wish.lines).allSatisfy { line, wanted in
            line.sku == wanted.sku && line.quantity == wanted.quantity
                && (wanted.sale == nil || wanted.sale == line.sale)
                && (wanted.unitPrice == nil || wanted.unitPrice == line.unitPrice)
        }
    }
}
