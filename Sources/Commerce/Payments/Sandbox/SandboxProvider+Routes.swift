internal import HTTPTypes
internal import Primitives
internal import Service
internal import Store

extension SandboxProvider {
    private static let bodyLimit = 16 << 10

    var routes: [Route] {
        [
            Route(.post, "/v1/payments", bodyLimit: Self.bodyLimit) { [self] in
                try guarded($0, createPayment)
            },
            Route(.get, "/v1/payments/{reference}") { [self] in try guarded($0, getPayment) },
            Route(.post, "/v1/refunds", bodyLimit: Self.bodyLimit) { [self] in
                try guarded($0, createRefund)
            },
            Route(.get, "/v1/refunds/{reference}") { [self] in try guarded($0, getRefund) },
            Route(.get, "/v1/transactions") { [self] in try guarded($0, listTransactions) },
            Route(.get, "/pay/{token}") { [self] in try payPage($0) },
            Route(.post, "/pay/{token}", bodyLimit: Self.bodyLimit) { [self] in try pay($0) },
            Route(.get, "/control") { [self] in try control($0) },
            Route(.post, "/control", bodyLimit: Self.bodyLimit) { [self] in try changeControl($0) },
        ]
    }

    /// Lets through who knows the secret, unless the provider is out.
    private func guarded(_ request: Request, _ handle: (Request) throws -> Reply) throws -> Reply {
        try refuseWhenOut()
        guard let token = request.bearer, isSecret(token) else { throw Problem.unauthorized }
        return try handle(request)
    }

    func refuseWhenOut() throws(Problem) {
        guard !options.isOut else {
            throw Problem(503, "outage", "The provider is out.", retryAfterSeconds: 5)
        }
    }

    /// Compares in a time that does not depend on where the texts differ.
    func isSecret(_ text: String) -> Bool {
        let (given, wanted) = (Array(text.utf8), Array(secret.utf8))
        var difference: UInt8 = given.count == wanted.count ? 0 : 1
        for index in wanted.indices {
            difference |= wanted[index] ^ (index < given.count ? given[index] : 0)
        }
        return difference == 0
    }

    private func createPayment(_ request: Request) throws -> Reply {
        let body = try json(request)
        guard let reference = body["reference"]?.string, (1...100).contains(reference.utf8.count),
            let amount = body["amount"]?["amount"]?.integer, (1...1_000_000_000_000_000)
                .contains(amount),
            let currency = body["amount"]?["currency"]?.string.flatMap({
                Currency(code: $0)
            }),
            let returnURL = body["return_url"]?.string, returnURL.hasPrefix("http"),
            returnURL.utf8.count <= 2048, returnURL.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }),
            let merchant = body["merchant"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let order = body["order"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let buyer = body["buyer"]?.integer
        else { throw Problem(422, "invalid_field", "A field is missing or out of range.") }
        let payment = try books.create(
            PaymentRequest(
                reference: reference, amount: MinorUnits(amount), currency: currency,
                returnURL: returnURL, merchant: MerchantID(merchant), order: OrderID(order),
                buyer: BuyerID(UInt64(bitPattern: buyer))))
        return .json(payment.json(address))
    }

    private func getPayment(_ request: Request) throws -> Reply {
        let reference = request.parameters["reference"] ?? ""
        guard let payment = try books.payment("reference", reference) else {
            throw Problem.notFound("payment")
        }
        return .json(payment.json(address))
    }

    private func createRefund(_ request: Request) throws -> Reply {
        let body = try json(request)
        guard let reference = body["reference"]?.string, (1...100).contains(reference.utf8.count),
            let payment = body["payment"]?.string, payment.utf8.count <= 100,
            let amount = body["amount"]?.integer, amount > 0
        else { throw Problem(422, "invalid_field", "A field is missing or out of range.") }
        let refund = try books.refund(
            RefundRequest(reference: reference, paymentID: payment, amount: MinorUnits(amount)))
        return .json(refund.json)
    }

    private func getRefund(_ request: Request) throws -> Reply {
        let reference = request.parameters["reference"] ?? ""
        let refund = try books.store.read { connection throws(StoreError) in
            try books.refund("reference", .text(reference), connection)
        }
        guard let refund else { throw Problem.notFound("refund") }
        return .json(refund.json)
    }

    private func listTransactions(_ request: Request) throws -> Reply {
        let after = request.query["after"].map { Int64($0) } ?? 0
        let limit = request.query["limit"].map { Int($0) } ?? 100
        guard let after, let limit, (1...100).contains(limit) else {
            throw Problem.field("query:after", "a mark of this list; limit is 1 to 100")
        }
        let list = try books.transactions(after: after, limit: limit)
        return .json(["transactions": .array(list)])
    }

    private func json(_ request: Request) throws(Problem) -> JSON {
        do { return try JSONParser.parse(request.body) } catch {
            throw Problem(400, "malformed_json", error.description)
        }
    }
}
