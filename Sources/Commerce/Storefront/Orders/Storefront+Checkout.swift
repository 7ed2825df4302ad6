internal import Boards
internal import Catalogue
internal import Checkout
internal import HTTPTypes
internal import Identity
internal import OrderCore
internal import Orders
internal import Payments
internal import Primitives
internal import Service

// What happens when a buyer orders.
extension Storefront {
    func submitCheckout(_ visit: Visit) throws -> Reply {
        let buyer = try visit.signedIn()
        guard let form = CheckoutForm(visit.form) else {
            throw Problem(403, "form_out_of_date", "Load the page again, then send the form.")
        }
        var state = CheckoutState(key: form.key, coupon: form.coupon, chosen: form.address)
        if visit.form["do"] != "order" { return try checkoutPage(visit, state) }
        let saved = try services.identity.buyers.addresses(of: buyer)
        let chosen = saved.first { $0.id.rawValue == form.address }?.address
        let address = chosen ?? AddressForm.read(visit.form)
        state.wrong = AddressForm.wrong(address)
        guard state.wrong.isEmpty else {
            state.status = 422
            state.trouble = visit.t("Where should we send it?", "请填写完整的收货地址。")
            return try checkoutPage(visit, state)
        }
        let wish = OrderRequest(
            lines: form.lines, coupon: form.coupon.isEmpty ? nil : form.coupon)
        let receipt: OrderReceipt
        do {
            receipt = try services.desk.place(
                wish, merchant: visit.merchant, buyer: buyer, key: form.key, entry: .order)
        } catch {
            state.status = error.status
            state.trouble = FieldWords.whole(error, visit.t)
            return try checkoutPage(visit, state)
        }
        guard let order = receipt.order else {
            return try refused(receipt, form, visit, &state)
        }
        try deliveries.write(address, of: order, merchant: visit.merchant)
        if !receipt.answer.decision.isReplay {
            try carts.remove(form.lines.map(\.sku), from: visit.cart)
            if form.savesAddress, chosen == nil, saved.count < Buyers.maximumAddresses {
                _ = try services.identity.buyers.add(address, to: buyer)
            }
        }
        return try startPayment(of: order, buyer, visit)
    }

    /// The page again, with what the core said.
    private func refused(
        _ receipt: OrderReceipt, _ form: CheckoutForm, _ visit: Visit, _ state: inout CheckoutState
    ) throws -> Reply {
        let names = try form.lines.map { line in
            try finder.find(line.sku, of: visit.merchant)?.1.product.name.text(in: visit.t) ?? ""
        }
        let words = DecisionWords(t: visit.t, currency: receipt.currency, names: names)
        state.trouble = words.text(receipt.answer)
        let isDecided = receipt.answer.outcome == .decided
        if isDecided, receipt.answer.decision.code != .busy {
            state.status = 409
            state.key = newSecret(CheckoutForm.keyLength / 2)
        } else {
            state.status = 503
        }
        return try checkoutPage(visit, state)
    }

    func pay(_ visit: Visit) throws -> Reply {
        let buyer = try visit.signedIn()
        return try startPayment(of: order(in: visit, of: buyer).id, buyer, visit)
    }

    /// Sends the buyer to the provider, or to the order's page where there is nothing to pay.
    private func startPayment(of id: OrderID, _ buyer: BuyerID, _ visit: Visit) throws -> Reply {
        let order = try services.desk.order(
            Int64(clamping: id.rawValue), merchant: visit.merchant, buyer: buyer)
        guard order.status == .awaitingPayment, order.total > order.received else {
            return visit.go("/orders/\(id)?note=placed")
        }
        do {
            let intent = try services.payments.create(
                order, returnURL: "\(origin(visit))\(visit.base)/orders/\(id)/return")
            if let url = intent.redirectURL { return .redirect(url) }
            return visit.go("/orders/\(id)?note=provider")
        } catch {
            switch error.code {
            case .notPayable: return visit.go("/orders/\(id)")
            case .provider: return visit.go("/orders/\(id)?note=provider")
            default: throw error
            }
        }
    }

    /// Where the buyer's browser sees us: by the host that it named, so that its cookies still fit
    /// when it comes back.
    private func origin(_ visit: Visit) -> String {
        guard let name = HTTPField.Name("Host"), let host = visit.request.headers[name],
            (1...255).contains(host.utf8.count),
            host.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == 0x2D
                    || $0 == 0x2E || $0 == 0x3A || $0 == 0x5B || $0 == 0x5D
            })
        else { return services.origin }
        let isSecure =
            visit.request.isFromEdge
            ? HTTPField.Name("X-Forwarded-Proto").flatMap { visit.request.headers[$0] } == "https"
            : services.origin.hasPrefix("https:")
        return (isSecure ? "https://" : "http://") + host
    }
}
