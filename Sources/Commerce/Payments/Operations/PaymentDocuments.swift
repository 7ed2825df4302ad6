internal import OpenPlatform
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

/// The forms and documents of payments, payouts and differences.
enum PaymentDocuments {
    static let payment = Schema.named(
        "Payment",
        .object([
            .required("id", .identifier), .required("order", .identifier),
            .required("state", .choice(PaymentState.allCases.map(\.text))),
            .required("amount", .money),
            .required(
                "redirect_url", .nullable(.text(maximum: 2048)),
                "Where the buyer pays; null until the provider has made the payment."),
            .required(
                "return_url", .text(maximum: 2048),
                "Where the buyer goes afterwards: what the request said that began this payment."),
            .required("failure", .nullable(.text(maximum: 500))),
            .required(
                "answer", .nullable(.text(maximum: 40)),
                "What the order core answered when it was told of the money."),
            .required("refund_due", .money), .required("created_at", .time),
            .required("changed_at", .time), .required("settled_at", .nullable(.time)),
        ]))

    static func json(_ intent: PaymentIntent) -> JSON {
        [
            "id": .integer(intent.number), "order": JSON(intent.order.rawValue),
            "state": .string(intent.state.text), "amount": money(intent.amount, intent.currency),
            "redirect_url": JSON(intent.redirectURL), "return_url": .string(intent.returnURL),
            "failure": JSON(intent.failure.map { String($0.prefix(250)) }),
            "answer": JSON(intent.answer?.text),
            "refund_due": money(intent.refundDue, intent.currency),
            "created_at": .string(intent.createdAt.rfc3339),
            "changed_at": .string(intent.changedAt.rfc3339),
            "settled_at": JSON(intent.settledAt?.rfc3339),
        ]
    }

    static let refund = Schema.named(
        "Refund",
        .object([
            .required("id", .identifier), .required("order", .identifier),
            .required(
                "refund", .nullable(.identifier),
                "The order book's number; null for money that no order could take."),
            .required("cause", .nullable(.text(maximum: 40))), .required("amount", .money),
            .required("state", .choice(RefundPayout.State.allCases.map(\.text))),
            .required("reference", .text(maximum: 200)),
            .required("failure", .nullable(.text(maximum: 500))),
            .required("due_at", .time), .required("sent_at", .nullable(.time)),
            .required("done_at", .nullable(.time)),
        ]))

    static func json(_ payout: RefundPayout) -> JSON {
        [
            "id": .integer(payout.number), "order": JSON(payout.order.rawValue),
            "refund": JSON(payout.refund), "cause": JSON(payout.cause?.text),
            "amount": money(payout.amount, payout.currency), "state": .string(payout.state.text),
            "reference": .string(payout.reference),
            "failure": JSON(payout.failure.map { String($0.prefix(250)) }),
            "due_at": .string(payout.dueAt.rfc3339), "sent_at": JSON(payout.sentAt?.rfc3339),
            "done_at": JSON(payout.doneAt?.rfc3339),
        ]
    }

    static let difference = Schema.named(
        "PaymentDifference",
        .object([
            .required("id", .identifier),
            .required("kind", .choice(BookDifference.Kind.allCases.map(\.text))),
            .required("reference", .text(maximum: 200)),
            .required("order", .nullable(.identifier)),
            .required("ours", .nullable(amount), "Minor units in our books."),
            .required("theirs", .nullable(amount), "Minor units in the other book."),
            .required("found_at", .time),
            .required(
                "settled_at", .nullable(.time), "Null while a person must look into it."),
        ]))

    static func json(_ difference: BookDifference) -> JSON {
        [
            "id": .integer(difference.number), "kind": .string(difference.kind.text),
            "reference": .string(difference.reference), "order": JSON(difference.order?.rawValue),
            "ours": JSON(difference.ours?.rawValue), "theirs": JSON(difference.theirs?.rawValue),
            "found_at": .string(difference.foundAt.rfc3339),
            "settled_at": JSON(difference.settledAt?.rfc3339),
        ]
    }

    private typealias Sum = any KeyPath<MoneyBooks, MinorUnits> & Sendable
    private static let sums: [(name: String, path: Sum)] = [
        ("provider_taken", \.providerTaken), ("provider_returned", \.providerReturned),
        ("taken", \.taken), ("unsettled", \.unsettled), ("unplaced", \.unplaced),
        ("returned", \.returned), ("returning", \.returning),
        ("order_book_received", \.orderBookReceived), ("order_book_refunds", \.orderBookRefunds),
    ]

    static let books = Schema.named(
        "MoneyBooks",
        .object(
            [
                .required("currency", .text(minimum: 1, maximum: 5)),
                .required("is_balanced", .boolean, "Whether all three books agree."),
            ] + sums.map { .required($0.name, amount) }))

    static func json(_ books: MoneyBooks) -> JSON {
        .object(
            [
                .init("currency", .string(books.currency.code)),
                .init("is_balanced", .bool(books.isBalanced)),
            ] + sums.map { .init($0.name, .integer(books[keyPath: $0.path].rawValue)) })
    }

    private static let amount = Schema.integer(
        minimum: -9_007_199_254_740_991, maximum: 9_007_199_254_740_991)

    static func money(_ amount: MinorUnits, _ currency: Currency) -> JSON {
        ["amount": .integer(amount.rawValue), "currency": .string(currency.code)]
    }
}
