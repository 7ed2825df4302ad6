/// An order with all that belongs to it.
package struct BookEntry: Sendable, Hashable {
    /// The order.
    package var order: BookOrder
    /// Its lines, by their numbers.
    package var lines: [BookLine]
    /// Its payments, as they came in.
    package var payments: [BookPayment]
    /// What goes back, in the order of the decisions.
    package var refunds: [BookRefund]

    /// Joins what belongs together.
    package init(
        order: BookOrder, lines: [BookLine] = [], payments: [BookPayment] = [],
        refunds: [BookRefund] = []
    ) {
        self.order = order
        self.lines = lines
        self.payments = payments
        self.refunds = refunds
    }
}
