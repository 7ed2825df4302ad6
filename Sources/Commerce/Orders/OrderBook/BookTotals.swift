package import OrderCore
package import Primitives

/// What an audit adds up: orders by status, money by what became of it, stock by pool.
package struct BookTotals: Sendable, Hashable {
    /// The orders of one status in one currency.
    package struct Orders: Sendable, Hashable {
        /// What they are at.
        package var status: OrderStatus
        /// The currency of the sums.
        package var currency: Currency
        /// How many.
        package var count: Int64
        /// To pay, after discounts.
        package var total: MinorUnits
        /// What was taken off.
        package var discount: MinorUnits
        /// Received and not sent back since.
        package var kept: MinorUnits
    }

    /// The payments of one outcome in one currency.
    package struct Payments: Sendable, Hashable {
        /// What became of them.
        package var outcome: BookPayment.Outcome
        /// The currency of the sums.
        package var currency: Currency
        /// How many.
        package var count: Int64
        /// What came in.
        package var amount: MinorUnits
    }

    /// The refunds of one cause in one currency.
    package struct Refunds: Sendable, Hashable {
        /// Why money goes back.
        package var cause: BookRefund.Cause
        /// The currency of the sums.
        package var currency: Currency
        /// How many.
        package var count: Int64
        /// What goes back.
        package var amount: MinorUnits
    }

    /// How far the tables had come.
    package var position: UInt64
    /// By status and currency.
    package var orders: [Orders] = []
    /// By outcome and currency.
    package var payments: [Payments] = []
    /// By cause and currency.
    package var refunds: [Refunds] = []
    /// Every pool.
    package var stock: [BookStock] = []

    /// How many orders are at `status`, in all currencies.
    package func count(_ status: OrderStatus) -> Int64 {
        orders.reduce(0) { $1.status == status ? $0 + $1.count : $0 }
    }

    /// All money that came in, in one currency.
    package func received(_ currency: Currency) -> MinorUnits {
        payments.reduce(.zero) { $1.currency == currency ? $0 + $1.amount : $0 }
    }

    /// All money that goes or went back, in one currency.
    package func refundsDue(_ currency: Currency) -> MinorUnits {
        refunds.reduce(.zero) { $1.currency == currency ? $0 + $1.amount : $0 }
    }

    /// All money that orders keep, in one currency: what was received less what goes back.
    package func kept(_ currency: Currency) -> MinorUnits {
        orders.reduce(.zero) { $1.currency == currency ? $0 + $1.kept : $0 }
    }
}
