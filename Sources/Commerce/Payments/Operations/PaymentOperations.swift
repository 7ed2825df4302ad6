package import Identity
package import OpenPlatform
package import Orders
package import Primitives
internal import Service

/// The operations of payments, refunds and the comparison of the books.
package struct PaymentOperations: Sendable {
    /// Finds an order of a merchant, and of a buyer if one asks; throws 404 for anybody else's.
    package typealias FindOrder = @Sendable (Int64, MerchantID, BuyerID?) throws -> BookOrder

    let payments: Payments
    let audit: AuditLog
    let order: FindOrder

    /// Joins what they need.
    package init(_ payments: Payments, audit: AuditLog, order: @escaping FindOrder) {
        self.payments = payments
        self.audit = audit
        self.order = order
    }

    /// All of them.
    package var all: [Operation] { paymentOperations + refundOperations + bookOperations }

    /// The order that the path names, if it is the caller's.
    func order(_ call: Call) throws -> BookOrder {
        try order(call.identifier("order"), call.merchant, call.buyer)
    }

    /// Runs `body`, telling what it throws in the words of the API.
    static func telling<Result>(
        _ body: () throws(PaymentsError) -> Result
    ) throws -> Result {
        do { return try body() } catch {
            if let failure = error.storeError { throw failure }
            switch error.code {
            case .notPayable: throw Problem(409, "not_payable", error.message)
            case .unknown: throw Problem.notFound("payment")
            case .invalid: throw Problem.field("/return_url", error.message)
            case .provider where error.providerError?.code == .refused:
                throw Problem(409, "payment_refused", error.message)
            case .provider, .store:
                throw Problem(
                    503, "provider_unavailable",
                    "The payment provider does not answer: try again in a moment.",
                    retryAfterSeconds: 5)
            }
        }
    }
}
