internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

extension PaymentOperations {
    var refundOperations: [Operation] { [create, ofOrder, list] }

    private static let decided = Schema.named(
        "RefundDecision",
        .object([
            .required("order", .identifier), .required("amount", .money),
            .required("refundable", .money, "What may still go back of the order."),
        ]))

    private var create: Operation {
        Operation(
            "createRefund", .post, "/v1/orders/{order}/refunds", tag: "Payments",
            "Sends money of a paid order back; a worker pays it out.", [.refundsWrite],
            body: .json(
                .named(
                    "NewRefund",
                    .object([
                        .required("amount", .amount(minimum: 1, maximum: Limits.maximumAmount))
                    ]))),
            success: .init(201, Self.decided),
            conflicts: [
                "amount_too_large", "currency_mismatch", "order_closed", "invalid",
                "reference_reused",
            ], isCreation: true
        ) { [self] call in
            let staff = try call.principal.staff(.refundsWrite)
            let order = try order(call)
            let amount = call.body["amount"]?["amount"]?.integer ?? 0
            guard call.body["amount"]?["currency"]?.string == order.currency.code else {
                throw Problem(
                    409, "currency_mismatch", "The order is in \(order.currency.code).")
            }
            let key = try call.idempotencyKey()
            let answer = payments.core(
                .refund(
                    RefundOrder(
                        merchant: order.merchant, order: order.id,
                        reference: Reference(
                            refund: key, merchant: order.merchant, order: order.id),
                        amount: MinorUnits(amount))))
            guard answer.outcome == .decided else {
                throw Problem(
                    503, answer.outcome.text, "Send the same again, with the same key.",
                    retryAfterSeconds: 1)
            }
            try Self.refuse(answer.decision)
            try audit.record(
                .staff(staff), merchant: order.merchant, "order.refund", "order", "\(order.id)",
                ["amount": .integer(amount)])
            return .json(
                [
                    "order": JSON(order.id.rawValue),
                    "amount": PaymentDocuments.money(MinorUnits(amount), order.currency),
                    "refundable": PaymentDocuments.money(
                        MinorUnits(answer.decision.detail), order.currency),
                ], status: 201)
        }
    }

    /// Tells why the core did not do it.
    private static func refuse(_ decision: Decision) throws(Problem) {
        switch decision.code {
        case .refunded: return
        case .unknownOrder:
            throw Problem(
                404, "not_found", "The order is past the time within which money goes back.")
        case .busy: throw Problem(503, "busy", decision.explanation, retryAfterSeconds: 1)
        default: throw Problem(409, decision.code.text, decision.explanation)
        }
    }

    private var ofOrder: Operation {
        Operation(
            "listRefundsOfOrder", .get, "/v1/orders/{order}/refunds", tag: "Payments",
            "Lists what goes or went back of an order, the first one first.",
            [.paymentsRead, .ordersOwn], success: .init(200, .page(PaymentDocuments.refund))
        ) { [self] call in
            let order = try order(call)
            let payouts = try Self.telling { () throws(PaymentsError) in
                try payments.payouts(of: order.id)
            }
            return .page(payouts.prefix(100).map { PaymentDocuments.json($0) }, next: nil)
        }
    }

    private var list: Operation {
        Operation(
            "listRefunds", .get, "/v1/refunds", tag: "Payments",
            "Lists refunds of the store with how far their paying out is, the newest first.",
            [.paymentsRead],
            query: [
                .limit, .after,
                .optional(
                    "state", .choice(RefundPayout.State.allCases.map(\.text)),
                    "Only at this state."),
            ], success: .init(200, .page(PaymentDocuments.refund))
        ) { [self] call in
            let merchant = try call.merchant
            let text = call.request.query["state"]
            let state = RefundPayout.State.allCases.first { $0.text == text }
            let found = try Self.telling { () throws(PaymentsError) in
                try payments.payouts(
                    merchant: merchant, state: state, before: call.afterNumber, limit: call.limit)
            }
            return .page(found, limit: call.limit, by: \.number) { PaymentDocuments.json($0) }
        }
    }
}
