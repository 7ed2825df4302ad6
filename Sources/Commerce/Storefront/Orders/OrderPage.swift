internal import Catalogue
internal import Checkout
internal import Fulfilment
internal import Identity
internal import OrderCore
internal import Orders
internal import Payments
internal import Primitives
internal import Service

// An order: where it stands, what is in it, and what its buyer can do.
extension Storefront {
    /// The buyer's order that the address names; 404 for anybody else's.
    func order(in visit: Visit, of buyer: BuyerID) throws -> BookOrder {
        guard let number: Int64 = visit.request.number("order"), number > 0
        else { throw Problem.notFound("order") }
        return try services.desk.order(number, merchant: visit.merchant, buyer: buyer)
    }

    func order(_ visit: Visit) throws -> Reply { try orderPage(visit, trouble: nil) }

    private func orderPage(
        _ visit: Visit, trouble: String?, wrong: Set<String> = [], status: Int = 200
    ) throws -> Reply {
        let order = try order(in: visit, of: try visit.signedIn())
        let t = visit.t
        guard let timeline = try services.fulfilment.timeline(
            of: order.id, payments: services.payments)
        else { throw Problem.notFound("order") }
        let progress = timeline.progress
        let main: HTML = """
            <div class="head"><h1>\(t("Order", "订单")) \(order.id.rawValue)</h1>\
            <span class="state \(progress.rawValue)">\(progress.text(t))</span></div>\
            \(trouble.map(Self.trouble) ?? .empty)\(Self.steps(progress, t))\
            \(payment(order, visit))\
            <div class="grid two"><div><section class="panel"><h2>\(t("What you ordered", "商品"))\
            </h2>\
            <ul class="brief">\(try timeline.lines.map { try line($0, order, visit) })</ul>\
            \(sums(order, t))</section>\(parcels(timeline, t))\
            <section class="panel"><h2>\(t("Delivery", "收货地址"))</h2>\
            \(try delivery(order, visit, wrong))</section></div>\
            <aside class="panel"><h2>\(t("What happened", "订单进度"))</h2><ol class="timeline">\
            \(timeline.entries.map { entry($0, order, t) })</ol>\(cancelling(order, visit))\
            </aside></div>
            """
        return try show(
            visit, "\(t("Order", "订单")) \(order.id)", status: status, isPrivate: true, main)
    }

    /// How far the order has come, step by step; nothing for one that ended otherwise.
    private static func steps(_ progress: OrderProgress, _ t: Language) -> HTML {
        let reached: Int
        switch progress {
        case .awaitingPayment, .partPaid: reached = 1
        case .paid, .partShipped: reached = 2
        case .shipped: reached = 3
        case .delivered: reached = 4
        case .returned, .refunded, .cancelled, .expired: return .empty
        }
        let names = [
            t("Ordered", "已下单"), t("Paid", "已付款"), t("Shipped", "已发货"), t("Delivered", "已送达"),
        ]
        let items = names.enumerated().map { index, name -> HTML in
            let state = index < reached ? "done" : "ahead"
            let mark: HTML = index == reached - 1 ? " aria-current=\"step\"" : .empty
            let icon = index < reached ? Icon.done : .empty
            return "<li class=\"\(state)\"\(mark)>\(icon)\(name)</li>"
        }
        return "<ol class=\"steps\" aria-label=\"\(t("Progress", "进度"))\">\(items)</ol>"
    }

    private func payment(_ order: BookOrder, _ visit: Visit) -> HTML {
        guard order.status == .awaitingPayment, order.total > order.received else { return .empty }
        let t = visit.t
        let left = Amount.text(order.total - order.received, order.currency)
        return """
            <section class="panel paynow"><p>\(Icon.clock)<span>\
            \(t("Your goods are held for you until", "商品为您保留至")) \
            \(Moment.html(order.paymentDeadline, t))</span> \
            \(Self.countdown(order.paymentDeadline, visit))</p>\
            <form method="post" action="\(visit.base)/orders/\(order.id.rawValue)/pay" data-once>\
            \(visit.csrfField)<button class="primary" type="submit">\(t("Pay", "付款")) \(left)\
            </button>\
            </form></section>
            """
    }

    private func line(_ line: BookLine, _ order: BookOrder, _ visit: Visit) throws -> HTML {
        let t = visit.t
        let found = try finder.find(line.sku, of: visit.merchant)
        let values = found?.0.draft.values.joined(separator: " · ") ?? ""
        let name = found?.1.product.name.text(in: t) ?? "SKU \(line.sku)"
        let picture: HTML = found.map {
            "<img src=\"\($0.1.picture)\" alt=\"\" width=\"56\" height=\"56\">"
        } ?? .empty
        let price = Amount.text(line.unitPrice, order.currency)
        let sum = MinorUnits(
            line.unitPrice.rawValue * Int64(line.quantity) - line.discount.rawValue)
        let off: HTML =
            line.discount == .zero
            ? .empty
            : "<small>\(t("Coupon", "优惠券")) −\(Amount.text(line.discount, order.currency))</small>"
        return """
            <li>\(picture)<span>\(name)\(values.isEmpty ? "" : " (\(values))")\
            <small>\(line.quantity) × \(price)</small>\(off)</span>\
            <b>\(Amount.text(sum, order.currency))</b></li>
            """
    }

    private func sums(_ order: BookOrder, _ t: Language) -> HTML {
        func row(_ label: String, _ amount: MinorUnits, _ name: String = "") -> HTML {
            """
            <dt class="\(name)">\(label)</dt>\
            <dd class="\(name)">\(Amount.text(amount, order.currency))</dd>
            """
        }
        var rows = HTML.empty
        if order.discount != .zero {
            rows += row(t("Coupon", "优惠券"), MinorUnits(-order.discount.rawValue))
        }
        rows += row(t("Total", "总计"), order.total, "total")
        if order.received != .zero { rows += row(t("Received", "已收款"), order.received) }
        if order.refunded != .zero { rows += row(t("Refunded", "已退款"), order.refunded) }
        return "<dl class=\"sum\">\(rows)</dl>"
    }

    private func parcels(_ timeline: OrderTimeline, _ t: Language) -> HTML {
        guard !timeline.shipments.isEmpty else { return .empty }
        let items = timeline.shipments.map { parcel -> HTML in
            let count = parcel.lines.reduce(UInt64(0)) { $0 + UInt64($1.quantity) }
            let arrived: HTML =
                parcel.deliveredAt.map { "\(t("Arrived", "已送达")) \(Moment.html($0, t))" }
                ?? "\(t("On its way since", "运输中，发货时间")) \(Moment.html(parcel.shippedAt, t))"
            return """
                <li><span><b>\(parcel.carrier)</b> \(parcel.tracking)<small>\
                \(t("\(count) items", "\(count) 件")) · \(arrived)</small></span></li>
                """
        }
        return """
            <section class="panel"><h2>\(t("Parcels", "包裹"))</h2><ul class="brief">\(items)</ul>\
            </section>
            """
    }

    private func delivery(_ order: BookOrder, _ visit: Visit, _ wrong: Set<String>) throws -> HTML {
        if let address = try deliveries.address(of: order.id, merchant: visit.merchant) {
            return AddressForm.lines(address, visit.t)
        }
        let t = visit.t
        guard order.status == .awaitingPayment || order.status == .paid else { return .empty }
        var form = AddressForm(t: t, values: visit.form, wrong: wrong)
        if visit.form["name"] == nil,
            let known = try services.identity.buyers.find(order.buyer, in: visit.merchant)
        {
            form.values = AddressForm.start(known)
        }
        return """
            <form method="post" action="\(visit.base)/orders/\(order.id.rawValue)/address">\
            \(visit.csrfField)\
            <p>\(t("Tell us where to send it.", "请填写收货地址。"))</p>\
            \(form.html)\
            <button class="primary" type="submit">\(t("Save", "保存"))</button></form>
            """
    }

    private func entry(_ entry: TimelineEntry, _ order: BookOrder, _ t: Language) -> HTML {
        let money = entry.amount.map { " · " + Amount.text($0, order.currency) } ?? ""
        let isParcel = entry.kind == .shipped || entry.kind == .delivered
        let parcel = isParcel ? entry.reference.map { " · " + $0 } ?? "" : ""
        return """
            <li class="\(entry.kind.rawValue)"><b>\(entry.text(t))</b>\
            <small>\(Moment.html(entry.at, t))\(money)\(parcel)</small></li>
            """
    }

    private func cancelling(_ order: BookOrder, _ visit: Visit) -> HTML {
        guard order.status == .awaitingPayment else { return .empty }
        let t = visit.t
        return """
            <details class="cancel"><summary>\(t("Cancel this order", "取消订单"))</summary>\
            <p>\(t("The goods go back on sale at once.", "商品将立即重新上架。"))</p>\
            <form method="post" action="\(visit.base)/orders/\(order.id.rawValue)/cancel">\
            \(visit.csrfField)\
            <button class="quiet" type="submit">\(t("Yes, cancel it", "确认取消"))</button></form>\
            </details>
            """
    }

    func cancel(_ visit: Visit) throws -> Reply {
        let buyer = try visit.signedIn()
        let order = try order(in: visit, of: buyer)
        let answer = services.desk.cancel(order.id, merchant: visit.merchant, buyer: buyer)
        guard answer.outcome == .decided, answer.decision.code.isSuccess else {
            let words = DecisionWords(t: visit.t, currency: order.currency, names: [])
            let status = answer.outcome == .decided ? 409 : 503
            return try orderPage(visit, trouble: words.text(answer), status: status)
        }
        services.desk.settleBook()
        return visit.go("/orders/\(order.id.rawValue)?note=cancelled")
    }

    func setDelivery(_ visit: Visit) throws -> Reply {
        let order = try order(in: visit, of: try visit.signedIn())
        let address = AddressForm.read(visit.form)
        let wrong = AddressForm.wrong(address)
        guard wrong.isEmpty else {
            return try orderPage(
                visit, trouble: FieldWords.incomplete(visit.t), wrong: wrong, status: 422)
        }
        try deliveries.write(address, of: order.id, merchant: visit.merchant)
        return visit.go("/orders/\(order.id.rawValue)?note=address")
    }
}
