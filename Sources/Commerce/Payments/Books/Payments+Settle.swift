internal import OrderCore
internal import Orders
internal import Primitives
internal import Store

extension Payments {
    /// What is done with money that came in.
    private enum Verdict {
        /// The order core has it.
        case placed(DecisionCode, refundDue: MinorUnits)
        /// No order can take it: all of it goes back.
        case sendBack(DecisionCode)
        /// The core knows its reference with other content: a person must look.
        case contradicts
        /// There is no answer yet.
        case again
    }

    /// Tells the core of the payments that it has not answered yet and that are due; gives their
    /// number.
    @discardableResult
    func settleDue() throws(PaymentsError) -> Int {
        let now = clock.now()
        let due = try read { connection throws(StoreError) in
            var numbers: [Int64] = []
            try connection.query(
                """
                SELECT intent FROM intents WHERE settlement = 1 AND next_try_at <= $1
                ORDER BY next_try_at LIMIT \(Self.rowsInPass)
                """, [.integer(now.rawValue)]
            ) { row throws(StoreError) in numbers.append(try row.integer(0)) }
            return numbers
        }
        for number in due { try settle(number) }
        return due.count
    }

    /// Tells the core of a payment whose money is in, and writes down what it answers. A crash
    /// before or after loses nothing: the core counts the reference once.
    func settle(_ number: Int64) throws(PaymentsError) {
        guard let intent = try intent(number), intent.settlement == .due,
            let reference = intent.coreReference(provider: provider.name)
        else { return }
        let answer = core(
            .pay(
                PayOrder(
                    merchant: intent.merchant, order: intent.order, reference: reference,
                    amount: intent.amount, currency: intent.currency)))
        let verdict = try self.verdict(answer, intent, reference)
        let now = clock.now()
        try write { connection throws(StoreError) in
            switch verdict {
            case .placed(let code, let refundDue):
                try Self.settled(intent, code, refundDue, inBook: false, connection, now)
            case .sendBack(let code):
                try Self.settled(intent, code, intent.amount, inBook: true, connection, now)
                try Self.insertPayout(
                    reference: "sx-" + intent.reference, refund: nil, cause: nil,
                    merchant: intent.merchant, order: intent.order, intent: intent.number,
                    amount: intent.amount, currency: intent.currency, connection, now)
            case .contradicts:
                try Self.settled(
                    intent, .referenceReused, .zero, inBook: true, connection, now)
                try Self.note(
                    .referenceReused, intent.reference, merchant: intent.merchant,
                    order: intent.order, ours: intent.amount, connection, now)
            case .again:
                try connection.execute(
                    """
                    UPDATE intents SET tries = tries + 1, next_try_at = $2
                    WHERE intent = $1 AND settlement = 1
                    """,
                    [
                        .integer(intent.number),
                        .integer(
                            now.adding(milliseconds: Self.backoff(intent.tries)).rawValue),
                    ])
            }
        }
    }

    private func verdict(
        _ answer: Answer, _ intent: PaymentIntent, _ reference: Reference
    ) throws(PaymentsError) -> Verdict {
        guard answer.outcome == .decided else { return .again }
        let decision = answer.decision
        switch decision.code {
        case .awaitingRest: return .placed(.awaitingRest, refundDue: .zero)
        case .paid, .paidLate, .refundDue:
            return .placed(decision.code, refundDue: MinorUnits(decision.amount))
        case .unknownOrder:
            // The core forgets orders after their time. Had it taken the money before a crash that
            // lasted so long, the book would show it.
            let payments = try Self.looking { () throws(OrderBookError) in
                try book.payments(of: intent.order)
            }
            guard let known = payments.first(where: { $0.reference == reference }) else {
                return .sendBack(.unknownOrder)
            }
            return .placed(Self.code(known.outcome), refundDue: known.refundDue)
        case .busy:
            // Any other table has room again one day; the references of one order do not.
            let isFull = decision.amount == Limits.Table.referencesPerOrder.rawValue
            return isFull ? .sendBack(.busy) : .again
        case .referenceReused: return .contradicts
        default: return .sendBack(decision.code)
        }
    }

    private static func code(_ outcome: BookPayment.Outcome) -> DecisionCode {
        switch outcome {
        case .paid: .paid
        case .awaitingRest: .awaitingRest
        case .paidLate: .paidLate
        case .refundDue: .refundDue
        }
    }

    private static func settled(
        _ intent: PaymentIntent, _ code: DecisionCode, _ refundDue: MinorUnits, inBook: Bool,
        _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) {
        try connection.execute(
            """
            UPDATE intents SET settlement = 2, answer = $2, refund_due = $3, settled_at = $4,
            in_book = $5 WHERE intent = $1 AND settlement = 1
            """,
            [
                .integer(intent.number), SQLValue(code.rawValue), .integer(refundDue.rawValue),
                .integer(now.rawValue), .integer(inBook ? 1 : 0),
            ])
    }
}
