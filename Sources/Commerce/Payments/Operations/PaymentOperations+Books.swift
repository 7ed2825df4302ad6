internal import HTTPTypes
internal import Identity
internal import OpenPlatform
internal import Service

extension PaymentOperations {
    var bookOperations: [Operation] { [differences, books] }

    private var differences: Operation {
        Operation(
            "listPaymentDifferences", .get, "/v1/payment-differences", tag: "Payments",
            "Lists in what the provider's books and ours differed, the newest first.",
            [.paymentsRead],
            query: [
                .limit, .after,
                .optional("open", .boolean, "Only those that a person must look into, or not."),
            ], success: .init(200, .page(PaymentDocuments.difference))
        ) { [self] call in
            let merchant = try call.merchant
            let isOpen = call.request.query["open"].map { $0 == "true" }
            let found = try Self.telling { () throws(PaymentsError) in
                try payments.differences(
                    merchant: merchant, isOpen: isOpen, before: call.afterNumber, limit: call.limit)
            }
            return .page(found, limit: call.limit, by: \.number) { PaymentDocuments.json($0) }
        }
    }

    private var books: Operation {
        Operation(
            "getMoneyBooks", .get, "/v1/platform/money-books", tag: "Platform",
            "Shows the same money in three books: the provider's, the payments' and the orders'.",
            [.operate], success: .init(200, .list(PaymentDocuments.books, maximum: 100))
        ) { [self] _ in
            let books = try Self.telling { () throws(PaymentsError) in try payments.books() }
            return .json(.array(books.map { PaymentDocuments.json($0) }))
        }
    }
}
