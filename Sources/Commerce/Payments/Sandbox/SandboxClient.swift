package import Primitives
internal import Service

/// The shop's side of the sandbox provider: speaks to it by HTTP, as to any other.
package struct SandboxClient: PaymentProvider {
    /// Names the provider in paths and books.
    package let name = "sandbox"
    private let address: String
    private let secret: String
    private let signature: WebhookSignature
    private let http: any OutboundHTTP

    /// Talks to the provider at `address`, such as `http://127.0.0.1:8619`.
    package init(address: String, secret: String, webhookSecret: String, http: any OutboundHTTP) {
        self.address = address
        self.secret = secret
        signature = WebhookSignature(secret: webhookSecret)
        self.http = http
    }

    /// Makes a payment, or gives the one of this reference.
    package func create(_ request: PaymentRequest) throws(ProviderError) -> ProviderPayment {
        try SandboxWire.payment(
            ask(
                "POST", "/v1/payments",
                [
                    "reference": .string(request.reference),
                    "amount": [
                        "amount": .integer(request.amount.rawValue),
                        "currency": .string(request.currency.code),
                    ],
                    "return_url": .string(request.returnURL),
                    "merchant": JSON(request.merchant.rawValue),
                    "order": JSON(request.order.rawValue),
                    "buyer": .integer(Int64(bitPattern: request.buyer.rawValue)),
                ]))
    }

    /// The payment of our reference.
    package func payment(reference: String) throws(ProviderError) -> ProviderPayment? {
        let answer = try ask("GET", "/v1/payments/\(Query.encode(reference))", isOptional: true)
        return answer.isNull ? nil : try SandboxWire.payment(answer)
    }

    /// Sends money back, or gives the refund of this reference.
    package func refund(_ request: RefundRequest) throws(ProviderError) -> ProviderRefund {
        try SandboxWire.refund(
            ask(
                "POST", "/v1/refunds",
                [
                    "reference": .string(request.reference),
                    "payment": .string(request.paymentID),
                    "amount": .integer(request.amount.rawValue),
                ]))
    }

    /// The refund of our reference.
    package func refund(reference: String) throws(ProviderError) -> ProviderRefund? {
        let answer = try ask("GET", "/v1/refunds/\(Query.encode(reference))", isOptional: true)
        return answer.isNull ? nil : try SandboxWire.refund(answer)
    }

    /// Movements of money after a mark.
    package func transactions(after mark: String?, limit: Int) throws(ProviderError)
        -> [ProviderTransaction]
    {
        let answer = try ask(
            "GET", "/v1/transactions?after=\(Query.encode(mark ?? "0"))&limit=\(limit)")
        guard let list = answer["transactions"]?.array else { throw SandboxWire.senseless }
        var found: [ProviderTransaction] = []
        for entry in list {
            guard let mark = entry["mark"]?.string else { throw SandboxWire.senseless }
            found.append(ProviderTransaction(mark: mark, movement: try SandboxWire.movement(entry)))
        }
        return found
    }

    /// Reads a webhook after checking its signature.
    package func event(body: [UInt8], signature: String, at time: Timestamp) -> ProviderEvent? {
        guard self.signature.isValid(signature, for: body, at: time),
            let json = try? JSONParser.parse(body), let id = json["id"]?.string,
            let kind = json["type"]?.string, let movement = try? SandboxWire.movement(json)
        else { return nil }
        return ProviderEvent(id: id, kind: kind, movement: movement)
    }

    /// Sends a request; null for 404 where that is an answer.
    private func ask(
        _ method: String, _ path: String, _ body: JSON? = nil, isOptional: Bool = false
    ) throws(ProviderError) -> JSON {
        var request = OutboundRequest(
            method, address + path,
            headers: [
                ("Authorization", "Bearer \(secret)"), ("Content-Type", "application/json"),
                ("Accept", "application/json"),
            ], body: body?.bytes ?? [])
        request.headers += TraceContext.headers
        let reply: OutboundReply
        do { reply = try http.send(request) } catch {
            throw ProviderError(.unavailable, error.description)
        }
        switch reply.status {
        case 200..<300: break
        case 404 where isOptional: return .null
        // Too many requests, or a secret that is being exchanged: these pass.
        case 401, 403, 408, 429, 500...:
            throw ProviderError(.unavailable, "the provider answers \(reply.status)")
        default:
            let detail = (try? JSONParser.parse(reply.body))?["detail"]?.string ?? ""
            throw ProviderError(.refused, "the provider answers \(reply.status): \(detail)")
        }
        do { return try JSONParser.parse(reply.body) } catch { throw SandboxWire.senseless }
    }
}
