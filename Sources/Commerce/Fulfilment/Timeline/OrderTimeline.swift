package import Orders
package import Payments
internal import OrderCore
internal import Primitives

/// Everything that happened to an order, joined from three books.
package struct OrderTimeline: Sendable, Hashable {
    /// The order.
    package var order: BookOrder
    /// Its lines.
    package var lines: [BookLine]
    /// What of each line left and is left to ship.
    package var balances: [LineBalance]
    /// Its payments at the provider.
    package var intents: [PaymentIntent]
    /// What went back through the provider.
    package var payouts: [RefundPayout]
    /// Its parcels.
    package var shipments: [Shipment]
    /// Where it stands.
    package var progress: OrderProgress
    /// What happened, the first thing first.
    package var entries: [TimelineEntry]

    /// Joins rows that belong to one order.
    package init(
        order: BookOrder, lines: [BookLine], payments: [BookPayment], refunds: [BookRefund],
        restocks: [BookRestock], intents: [PaymentIntent], payouts: [RefundPayout],
        shipments: [Shipment]
    ) {
        self.order = order
        self.lines = lines
        self.intents = intents
        self.payouts = payouts
        self.shipments = shipments
        balances = Fulfilment.balances(lines, restocks, shipments)
        progress = OrderProgress.of(
            order, lines: balances, delivered: shipments.map { $0.deliveredAt != nil })
        var entries = Self.entries(of: order)
        entries += payments.map(Self.entry) + refunds.map(Self.entry)
        entries += restocks.map(Self.entry)
        entries += intents.flatMap(Self.entries) + payouts.flatMap(Self.entries)
        entries += shipments.flatMap(Self.entries)
        // Sorting is stable: of one moment, what leads to the other comes first, as above.
        self.entries = entries.sorted { $0.at < $1.at }
    }

    private static func entries(of order: BookOrder) -> [TimelineEntry] {
        var entries = [
            TimelineEntry(
                at: order.placedAt, kind: .placed, amount: order.total, position: order.position)
        ]
        if let endedAt = order.endedAt {
            let kind: TimelineEntry.Kind =
                switch order.cancelledBy {
                case .buyer: .cancelledByBuyer
                case .merchant: .cancelledByMerchant
                case nil: .expired
                }
            entries.append(TimelineEntry(at: endedAt, kind: kind))
        }
        // An order whose coupon takes all of it is paid without a payment.
        if let paidAt = order.paidAt, order.total == .zero {
            entries.append(TimelineEntry(at: paidAt, kind: .paid, amount: .zero))
        }
        return entries
    }

    private static func entry(_ payment: BookPayment) -> TimelineEntry {
        let kind: TimelineEntry.Kind =
            switch payment.outcome {
            case .paid: .paid
            case .awaitingRest: .paidInPart
            case .paidLate: .paidLate
            case .refundDue: .paymentNotNeeded
            }
        return TimelineEntry(
            at: payment.at, kind: kind, amount: payment.amount,
            reference: payment.reference.description)
    }

    private static func entry(_ refund: BookRefund) -> TimelineEntry {
        TimelineEntry(
            at: refund.at, kind: .refundDue, amount: refund.amount, reference: refund.cause.text)
    }

    private static func entry(_ restock: BookRestock) -> TimelineEntry {
        TimelineEntry(
            at: restock.at, kind: .restocked, reference: "line \(restock.line)",
            units: UInt64(restock.quantity))
    }

    private static func entries(_ intent: PaymentIntent) -> [TimelineEntry] {
        var entries = [
            TimelineEntry(
                at: intent.createdAt, kind: .paymentStarted, amount: intent.amount,
                reference: intent.reference)
        ]
        let kind: TimelineEntry.Kind? =
            switch intent.state {
            case .created, .pending: nil
            case .failed: .paymentFailed
            case .cancelled: .paymentCancelled
            case .succeeded: .paymentReceived
            }
        if let kind {
            entries.append(
                TimelineEntry(
                    at: intent.changedAt, kind: kind, amount: intent.amount,
                    reference: intent.reference))
        }
        return entries
    }

    private static func entries(_ payout: RefundPayout) -> [TimelineEntry] {
        func entry(_ at: Timestamp?, _ kind: TimelineEntry.Kind) -> TimelineEntry? {
            at.map {
                TimelineEntry(
                    at: $0, kind: kind, amount: payout.amount, reference: payout.reference)
            }
        }
        let ended: TimelineEntry? =
            switch payout.state {
            case .due, .sent: nil
            case .done: entry(payout.doneAt, .refundDone)
            case .failed: entry(payout.sentAt, .refundFailed)
            }
        return [entry(payout.sentAt, .refundSent), ended].compactMap { $0 }
    }

    private static func entries(_ shipment: Shipment) -> [TimelineEntry] {
        let name = [shipment.carrier, shipment.tracking].filter { !$0.isEmpty }
            .joined(separator: " ")
        let units = shipment.lines.reduce(UInt64(0)) { $0 + UInt64($1.quantity) }
        var entries = [
            TimelineEntry(at: shipment.shippedAt, kind: .shipped, reference: name, units: units)
        ]
        if let at = shipment.deliveredAt {
            entries.append(
                TimelineEntry(at: at, kind: .delivered, reference: name, units: units))
        }
        return entries
    }
}
