/// Anything that can be asked of the core, as one value: for queues, tests and tools.
package enum Command: Sendable, Hashable {
    /// Asks for an order with 1 to 100 lines.
    case place(PlaceOrder, lines: [LineRequest])
    /// Reports a payment.
    case pay(PayOrder)
    /// Cancels an order.
    case cancel(CancelOrder)
    /// Sends money back.
    case refund(RefundOrder)
    /// Puts returned goods on sale again.
    case restock(RestockLine)
    /// Makes or changes a sale.
    case setSale(SaleTerms)
    /// Puts a SKU into a sale, or changes it there.
    case setItem(ItemTerms)
    /// Gives or withdraws stock.
    case changeStock(ChangeStock)
    /// Makes or changes a coupon.
    case setCoupon(CouponTerms)
}
