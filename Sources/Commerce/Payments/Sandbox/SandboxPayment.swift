internal import Foundation
internal import Primitives
internal import Service
internal import Store

/// A payment in the sandbox's books.
struct SandboxPayment {
    var number: Int64
    var id: String
    var reference: String
    var merchant: Int64
    var order: Int64
    var buyer: Int64
    var amount: Int64
    var currency: Currency
    var state: PaymentState
    var token: String
    var returnURL: String
    var failure: String?
    var refunded: Int64

    static let columns = """
        payment, id, reference, merchant, order_id, buyer, amount, currency, state, token, \
        return_url, failure, refunded
        """

    init(_ row: borrowing Row) throws(StoreError) {
        number = try row.integer(0)
        id = try row.text(1)
        reference = try row.text(2)
        merchant = try row.integer(3)
        order = try row.integer(4)
        buyer = try row.integer(5)
        amount = try row.integer(6)
        currency = Currency(try row.exactly(7))
        state = try row.known(8)
        token = try row.text(9)
        returnURL = try row.text(10)
        failure = try row.optionalText(11)
        refunded = try row.integer(12)
    }

    func json(_ address: String) -> JSON {
        [
            "id": .string(id), "reference": .string(reference), "state": .string(state.text),
            "amount": [
                "amount": .integer(amount), "currency": .string(currency.code),
            ],
            "redirect_url": .string("\(address)/pay/\(token)"), "failure": JSON(failure),
            "merchant": .integer(merchant), "order": .integer(order), "buyer": .integer(buyer),
        ]
    }
}

/// A refund in the sandbox's books.
struct SandboxRefund {
    var id: String
    var reference: String
    var paymentID: String
    var amount: Int64
    var at: Int64

    static let columns = """
        refunds.id, refunds.reference, payments.id, refunds.amount, refunds.at FROM refunds \
        JOIN payments ON payments.payment = refunds.payment
        """

    init(_ row: borrowing Row) throws(StoreError) {
        id = try row.text(0)
        reference = try row.text(1)
        paymentID = try row.text(2)
        amount = try row.integer(3)
        at = try row.integer(4)
    }

    var json: JSON {
        [
            "id": .string(id), "reference": .string(reference), "payment": .string(paymentID),
            "amount": .integer(amount), "at": .string(Timestamp(at).rfc3339),
        ]
    }
}
