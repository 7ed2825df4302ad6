internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Orders
internal import Service

extension PaymentOperations {
    var paymentOperations: [Operation] { [create, ofOrder, get, list] }

    private var create: Operation {
        Operation(
            "createPayment", .post, "/v1/orders/{order}/payments", tag: "Payments",
            "Starts to pay an order, or gives the payment that is open, which keeps its"
                + " `return_url`; send the buyer to its `redirect_url`.", [.ordersOwn],
            body: .json(
                .named(
                    "NewPayment",
                    .object([
                        .required(
                            "return_url",
                            .text(
                                minimum: 8, maximum: 2048, form: Payments.returnAddress,
                                example: "https://shop.example/orders/1"),
                            "Where the buyer goes afterwards: http or https.")
                    ]))),
            success: .init(201, PaymentDocuments.payment),
            conflicts: ["not_payable", "payment_refused"], isCreation: true
        ) { [self] call in
            let order = try order(call)
            let url = call.body["return_url"]?.string ?? ""
            let intent = try Self.telling { () throws(PaymentsError) in
                try payments.create(order, returnURL: url)
            }
            return .json(PaymentDocuments.json(intent), status: 201)
        }
    }

    private var ofOrder: Operation {
        Operation(
            "listPaymentsOfOrder", .get, "/v1/orders/{order}/payments", tag: "Payments",
            "Lists all payments of an order, the first one first.", [.paymentsRead, .ordersOwn],
            success: .init(200, .page(PaymentDocuments.payment))
        ) { [self] call in
            let order = try order(call)
            let intents = try Self.telling { () throws(PaymentsError) in
                try payments.intents(of: order.id)
            }
            return .page(intents.prefix(100).map { PaymentDocuments.json($0) }, next: nil)
        }
    }

    private var get: Operation {
        Operation(
            "getPayment", .get, "/v1/payments/{payment}", tag: "Payments", "Shows a payment.",
            [.paymentsRead, .ordersOwn], success: .init(200, PaymentDocuments.payment)
        ) { [self] call in
            let number = try call.identifier("payment")
            let intent = try Self.telling { () throws(PaymentsError) in
                try payments.intent(number)
            }
            let merchant = try call.merchant
            guard let intent, intent.merchant == merchant,
                call.buyer == nil || call.buyer == intent.buyer
            else { throw Problem.notFound("payment") }
            return .json(PaymentDocuments.json(intent))
        }
    }

    private var list: Operation {
        Operation(
            "listPayments", .get, "/v1/payments", tag: "Payments",
            "Lists payments of the store, the newest first.", [.paymentsRead],
            query: [
                .limit, .after,
                .optional(
                    "state", .choice(PaymentState.allCases.map(\.text)), "Only at this state."),
            ], success: .init(200, .page(PaymentDocuments.payment))
        ) { [self] call in
            let merchant = try call.merchant
            let state = call.request.query["state"].flatMap { PaymentState(text: $0) }
            let found = try Self.telling { () throws(PaymentsError) in
                try payments.intents(
                    merchant: merchant, state: state, before: call.afterNumber, limit: call.limit)
            }
            return .page(found, limit: call.limit, by: \.number) { PaymentDocuments.json($0) }
        }
    }
}
