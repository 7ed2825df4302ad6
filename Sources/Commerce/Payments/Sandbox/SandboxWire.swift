internal import Primitives
internal import Service

/// Reads what the sandbox provider writes.
enum SandboxWire {
    static var senseless: ProviderError {
        ProviderError(.unintelligible, "the provider's answer makes no sense")
    }

    static func payment(_ json: JSON) throws(ProviderError) -> ProviderPayment {
        guard let id = json["id"]?.string, let reference = json["reference"]?.string,
            let state = json["state"]?.string.flatMap({ PaymentState(text: $0) }),
            let amount = json["amount"]?["amount"]?.integer, amount > 0,
            let currency = json["amount"]?["currency"]?.string.flatMap({
                Currency(code: $0)
            }),
            let address = json["redirect_url"]?.string,
            let merchant = json["merchant"]?.integer.flatMap({ UInt32(exactly: $0) }),
            let order = json["order"]?.integer.flatMap({ UInt64(exactly: $0) }),
            let buyer = json["buyer"]?.integer
        else { throw senseless }
        return ProviderPayment(
            id: id, reference: reference, state: state, amount: MinorUnits(amount),
            currency: currency, redirectURL: address, failure: json["failure"]?.string,
            merchant: MerchantID(merchant), order: OrderID(order),
            buyer: BuyerID(UInt64(bitPattern: buyer)))
    }

    static func refund(_ json: JSON) throws(ProviderError) -> ProviderRefund {
        guard let id = json["id"]?.string, let reference = json["reference"]?.string,
            let payment = json["payment"]?.string, let amount = json["amount"]?.integer,
            let at = json["at"]?.string.flatMap({ Timestamp(rfc3339: $0) })
        else { throw senseless }
        return ProviderRefund(
            id: id, reference: reference, paymentID: payment, amount: MinorUnits(amount), at: at)
    }

    static func movement(_ json: JSON) throws(ProviderError) -> ProviderTransaction.Movement {
        if let payment = json["payment"] { return .payment(try self.payment(payment)) }
        guard let refund = json["refund"] else { throw senseless }
        return .refund(try self.refund(refund))
    }
}
