internal import Orders
package import Payments
package import Primitives

extension Fulfilment {
    /// Everything that happened to an order; nil when the order book has no such order.
    ///
    /// - Throws: `store` when one of the three books cannot be read.
    package func timeline(of id: OrderID, payments: Payments) throws(FulfilmentError)
        -> OrderTimeline?
    {
        let order = try looking { book throws(OrderBookError) in try book.order(id) }
        guard let order else { return nil }
        let intents: [PaymentIntent]
        let payouts: [RefundPayout]
        do throws(PaymentsError) {
            intents = try payments.intents(of: id)
            payouts = try payments.payouts(of: id)
        } catch {
            var failure = FulfilmentError(.store, error.message)
            failure.storeError = error.storeError
            throw failure
        }
        return OrderTimeline(
            order: order,
            lines: try looking { book throws(OrderBookError) in try book.lines(of: id) },
            payments: try looking { book throws(OrderBookError) in try book.payments(of: id) },
            refunds: try looking { book throws(OrderBookError) in try book.refunds(of: id) },
            restocks: try looking { book throws(OrderBookError) in try book.restocks(of: id) },
            intents: intents, payouts: payouts, shipments: try shipments(of: id))
    }
}
