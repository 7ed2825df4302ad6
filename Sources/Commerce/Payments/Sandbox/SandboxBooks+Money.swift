internal import Primitives
internal import Service
internal import Store
internal import Synchronization

extension SandboxBooks {
    /// What a buyer does on the payment page.
    enum Choice: String { case pay, decline, cancel }

    /// Makes a payment, or gives the one of this reference.
    func create(_ request: PaymentRequest) throws -> SandboxPayment {
        let now = clock.now()
        return try store.write { connection throws(StoreError) -> Result<SandboxPayment, Problem> in
            if let known = try payment("reference", .text(request.reference), connection) {
                return known.amount == request.amount.rawValue
                    && known.order == Int64(clamping: request.order.rawValue)
                    ? .success(known)
                    : .failure(
                        Problem(409, "reference_reused", "The reference has other content."))
            }
            let number = try Payments.next("payments", "payment", connection)
            // Whoever knows the token may pay: it cannot be guessed.
            let token = Self.unguessable(16)
            try connection.execute(
                """
                INSERT INTO payments (payment, id, reference, merchant, order_id, buyer, amount,
                currency, state, token, return_url, refunded, created_at)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 2, $9, $10, 0, $11)
                """,
                [
                    .integer(number), .text("pay_\(instance)_\(number)"),
                    .text(request.reference), SQLValue(request.merchant.rawValue),
                    .integer(Int64(clamping: request.order.rawValue)),
                    .integer(Int64(bitPattern: request.buyer.rawValue)),
                    .integer(request.amount.rawValue), SQLValue(request.currency.rawValue),
                    .text(token), .text(request.returnURL), .integer(now.rawValue),
                ])
            guard let made = try payment("payment", .integer(number), connection) else {
                return .failure(.notFound("payment"))
            }
            try announce("payment.pending", ["payment": made.json(address)], connection, now)
            return .success(made)
        }.get()
    }

    /// Does what the buyer chose; nothing when it was done before. Nil when there is no such
    /// payment.
    func choose(_ choice: Choice, token: String) throws(StoreError) -> SandboxPayment? {
        let now = clock.now()
        let isDeclined = happens(options.withLock { $0.declinedPercent })
        return try store.write { connection throws(StoreError) -> SandboxPayment? in
            guard let open = try payment("token", .text(token), connection) else { return nil }
            guard open.state == .pending else { return open }
            let state: PaymentState =
                switch choice {
                case .pay: isDeclined ? .failed : .succeeded
                case .decline: .failed
                case .cancel: .cancelled
                }
            return try end(open, state, connection, now)
        }
    }

    /// Ends payments that no buyer came back to.
    func expire() throws(StoreError) {
        let now = clock.now()
        let before = now.adding(milliseconds: -Self.openMilliseconds)
        try store.write { connection throws(StoreError) in
            var tokens: [String] = []
            try connection.query(
                "SELECT token FROM payments WHERE state = 2 AND created_at < $1 LIMIT 100",
                [.integer(before.rawValue)]
            ) { row throws(StoreError) in tokens.append(try row.text(0)) }
            for token in tokens {
                guard let open = try payment("token", .text(token), connection) else { continue }
                _ = try end(open, .cancelled, connection, now)
            }
        }
    }

    private func end(
        _ open: SandboxPayment, _ state: PaymentState, _ connection: Connection, _ now: Timestamp
    ) throws(StoreError) -> SandboxPayment? {
        try connection.execute(
            "UPDATE payments SET state = $2, failure = $3, ended_at = $4 WHERE payment = $1",
            [
                .integer(open.number), SQLValue(state.rawValue),
                state == .failed ? .text("the card was declined") : .null,
                .integer(now.rawValue),
            ])
        if state == .succeeded {
            try connection.execute(
                "INSERT INTO transactions (number, payment) VALUES ($1, $2)",
                [
                    .integer(try Payments.next("transactions", "number", connection)),
                    .integer(open.number),
                ])
            if isTakenTwice { try takeAgain(open.number, connection) }
        }
        let ended = try payment("payment", .integer(open.number), connection)
        if let ended {
            try announce(
                "payment.\(state.text)", ["payment": ended.json(address)], connection, now)
        }
        return ended
    }

    /// The planted mistake: the same money once more, under a reference that nobody asked for.
    private func takeAgain(_ number: Int64, _ connection: Connection) throws(StoreError) {
        try connection.execute(
            """
            INSERT INTO payments SELECT $2, id || 'x', reference || 'x', merchant, order_id, buyer,
            amount, currency, state, token || 'x', return_url, failure, refunded, created_at,
            ended_at FROM payments WHERE payment = $1
            """,
            [.integer(number), .integer(try Payments.next("payments", "payment", connection))])
    }

    /// Pays money back, or gives the refund of this reference.
    func refund(_ request: RefundRequest) throws -> SandboxRefund {
        let now = clock.now()
        return try store.write { connection throws(StoreError) -> Result<SandboxRefund, Problem> in
            if let known = try refund("reference", .text(request.reference), connection) {
                return known.amount == request.amount.rawValue
                    && known.paymentID == request.paymentID
                    ? .success(known)
                    : .failure(
                        Problem(409, "reference_reused", "The reference has other content."))
            }
            guard let source = try payment("id", .text(request.paymentID), connection),
                source.state == .succeeded
            else { return .failure(.notFound("payment")) }
            guard request.amount.rawValue <= source.amount - source.refunded else {
                return .failure(
                    Problem(422, "amount_too_large", "More than is left of the payment."))
            }
            let number = try Payments.next("refunds", "refund", connection)
            try connection.execute(
                """
                INSERT INTO refunds (refund, id, reference, payment, amount, at)
                VALUES ($1, $2, $3, $4, $5, $6)
                """,
                [
                    .integer(number), .text("re_\(instance)_\(number)"),
                    .text(request.reference), .integer(source.number),
                    .integer(request.amount.rawValue), .integer(now.rawValue),
                ])
            try connection.execute(
                "UPDATE payments SET refunded = refunded + $2 WHERE payment = $1",
                [.integer(source.number), .integer(request.amount.rawValue)])
            try connection.execute(
                "INSERT INTO transactions (number, refund) VALUES ($1, $2)",
                [
                    .integer(try Payments.next("transactions", "number", connection)),
                    .integer(number),
                ])
            guard let made = try refund("refund", .integer(number), connection) else {
                return .failure(.notFound("refund"))
            }
            try announce("refund.succeeded", ["refund": made.json], connection, now)
            return .success(made)
        }.get()
    }

    /// Movements after a number, the oldest first.
    func transactions(after number: Int64, limit: Int) throws(StoreError) -> [JSON] {
        try store.read { connection throws(StoreError) in
            var rows: [(number: Int64, payment: Int64?, refund: Int64?)] = []
            try connection.query(
                """
                SELECT number, payment, refund FROM transactions WHERE number > $1
                ORDER BY number LIMIT $2
                """, [.integer(number), SQLValue(limit)]
            ) { row throws(StoreError) in
                rows.append(
                    (try row.integer(0), try row.optionalInteger(1), try row.optionalInteger(2)))
            }
            var found: [JSON] = []
            for row in rows {
                let mark = JSON.string("\(row.number)")
                if let number = row.payment,
                    let payment = try payment("payment", .integer(number), connection)
                {
                    found.append(["mark": mark, "payment": payment.json(address)])
                } else if let number = row.refund,
                    let refund = try refund("refund", .integer(number), connection)
                {
                    found.append(["mark": mark, "refund": refund.json])
                }
            }
            return found
        }
    }
}
