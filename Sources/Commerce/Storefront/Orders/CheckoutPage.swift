internal import Boards
internal import Catalogue
internal import Checkout
internal import Identity
internal import OrderCore
internal import Primitives
internal import Service

// The page before an order: where to, with which coupon, for how much.
extension Storefront {
    func checkout(_ visit: Visit) throws -> Reply {
        _ = try visit.signedIn()
        let reply = try checkoutPage(
            visit, CheckoutState(key: newSecret(CheckoutForm.keyLength / 2)))
        if reply.status == 200 { services.boards.sales.count(.checkout, of: visit.merchant) }
        return reply
    }

    /// What the page says besides the cart.
    struct CheckoutState {
        var key: String
        var coupon = ""
        var chosen: Int64?
        var wrong: Set<String> = []
        var trouble: String?
        var status = 200
    }

    func checkoutPage(_ visit: Visit, _ state: CheckoutState) throws -> Reply {
        let buyer = try visit.signedIn()
        let t = visit.t
        let lines = try priced(visit)
        if lines.isEmpty { return visit.go("/cart") }
        if state.trouble == nil, !lines.allSatisfy(\.isAvailable) {
            return visit.go("/cart?note=unavailable")
        }
        let goods = lines.total
        let currency = lines.currency
        var discount = MinorUnits.zero
        var couponTrouble: String?
        if !state.coupon.isEmpty {
            let id = services.findCoupon(visit.merchant, state.coupon)
            let preview = CouponPreview(
                id.flatMap { board.coupon($0) }, merchant: visit.merchant, total: goods,
                at: visit.now)
            discount = preview.discount
            couponTrouble = preview.trouble.map {
                DecisionWords(t: t, currency: currency, names: []).text($0)
            }
        }
        var items = HTML.empty
        for line in lines { items += row(line, visit) }
        let toPay = Amount.text(goods - discount, currency)
        let main: HTML = """
            <h1>\(t("Check out", "结算"))</h1>\(state.trouble.map(Self.trouble) ?? .empty)\
            <form class="grid two checkout" method="post" action="\(visit.base)/checkout" \
            data-once>\
            \(visit.csrfField)<input type="hidden" name="key" value="\(state.key)">\(items)\
            <button class="hidden" type="submit" name="do" value="look" tabindex="-1" \
            aria-hidden="true">\(t("Refresh", "刷新"))</button>\
            <section class="panel"><h2>\(t("Where to?", "收货地址"))</h2>\
            \(try addresses(visit, buyer, state))</section>\
            <aside class="panel"><h2>\(t("Your order", "订单"))</h2><ul class="brief">\
            \(lines.map { brief($0, t) })</ul>\(coupon(state, couponTrouble, discount, t))\
            <dl class="sum"><dt>\(t("Goods", "商品"))</dt><dd>\(Amount.text(goods, currency))</dd>\
            \(discount == .zero ? .empty : discountRow(discount, currency, t))\
            <dt>\(t("Delivery", "运费"))</dt><dd>\(t("Free", "免运费"))</dd>\
            <dt class="total">\(t("To pay", "应付"))</dt><dd class="total">\(toPay)</dd></dl>\
            <button class="primary block" type="submit" name="do" value="order">\
            \(t("Order and pay", "提交订单并付款")) \(toPay)</button>\
            <p class="hint">\
            \(t("Your goods are held for 15 minutes while you pay.", "付款期间，商品为您保留 15 分钟。"))</p>\
            </aside></form>
            """
        return try show(
            visit, t("Check out", "结算"), status: state.status, isPrivate: true, main)
    }

    private func row(_ line: PricedLine, _ visit: Visit) -> HTML {
        "<input type=\"hidden\" name=\"line\" value=\"\(CheckoutForm.text(line))\">"
    }

    private func brief(_ line: PricedLine, _ t: Language) -> HTML {
        let price = line.offer.map { Amount.text($0.unitPrice, $0.currency) } ?? "–"
        let sum = line.offer.map { Amount.text(line.total, $0.currency) } ?? "–"
        let trouble: HTML = line.trouble(t).map { "<em class=\"wrong\">\($0)</em>" } ?? .empty
        let lost: HTML =
            line.lostSale
            ? "<em class=\"wrong\">\(PricedLine.lostSaleWords(t))</em>"
            : .empty
        return """
            <li><img src="\(line.product.picture)" alt="" width="56" height="56"><span>\
            \(line.name(t))<small>\(line.line.quantity) × \(price)</small>\(trouble)\(lost)</span>\
            <b>\(sum)</b></li>
            """
    }

    private func coupon(
        _ state: CheckoutState, _ trouble: String?, _ discount: MinorUnits, _ t: Language
    ) -> HTML {
        let field = Field(
            name: "coupon", label: t("Coupon (optional)", "优惠券（可选）"), value: state.coupon,
            maximum: 60, isRequired: false, error: trouble)
        return """
            <div class="coupon">\(field.html)<button class="quiet" type="submit" name="do" \
            value="look" formnovalidate>\(t("Apply", "使用"))</button></div>
            """
    }

    private func discountRow(_ discount: MinorUnits, _ currency: Currency, _ t: Language) -> HTML {
        """
        <dt>\(t("Coupon", "优惠券"))</dt>\
        <dd class="low">\(Amount.text(MinorUnits(-discount.rawValue), currency))</dd>
        """
    }

    private func addresses(_ visit: Visit, _ buyer: BuyerID, _ state: CheckoutState) throws
        -> HTML
    {
        let t = visit.t
        let saved = try services.identity.buyers.addresses(of: buyer)
        let isNew = visit.form["address"] == "new"
        var form = AddressForm(
            t: t, values: visit.form, wrong: state.wrong, isRequired: saved.isEmpty)
        if visit.form["name"] == nil,
            let known = try services.identity.buyers.find(buyer, in: visit.merchant)
        {
            form.values = AddressForm.start(known)
        }
        let save: HTML = """
            <label class="check"><input type="checkbox" name="save" value="1" checked>\
            \(t("Keep this address for next time", "保存此地址"))</label>
            """
        guard !saved.isEmpty else {
            return "<input type=\"hidden\" name=\"address\" value=\"new\">\(form.html)\(save)"
        }
        let chosen = isNew ? nil : state.chosen ?? saved.last?.id.rawValue
        var items = HTML.empty
        for (id, address) in saved.reversed() {
            items += """
                <label class="chip wide"><input type="radio" name="address" value="\(id.rawValue)"\
                \(id.rawValue == chosen ? " checked" : HTML.empty)><span>\
                \(AddressForm.lines(address, t))</span></label>
                """
        }
        return """
            <fieldset class="choice"><legend class="hidden">\(t("Where to?", "收货地址"))</legend>\
            \(items)<label class="chip wide"><input type="radio" name="address" value="new"\
            \(chosen == nil ? " checked" : HTML.empty)><span>\(t("Another address", "使用新地址"))\
            </span></label>\
            </fieldset><div class="newaddress">\(form.html)\(save)</div>
            """
    }
}
