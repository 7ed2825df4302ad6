internal import Fulfilment
internal import Identity
internal import OrderCore
internal import Orders
internal import Payments
internal import Primitives
internal import Service
internal import Storefront

extension Console {
    /// One order: what it is, what happened, what can be done.
    func orderPage(_ visit: Visit, notice: HTML = .empty) throws -> Reply {
        let t = visit.t
        let id = OrderID(try visit.number("order"))
        let found = try services.fulfilment.timeline(of: id, payments: services.payments)
        guard let timeline = found, timeline.order.merchant == visit.merchant else {
            throw Problem.notFound("order")
        }
        let order = timeline.order
        let known = visit.may(.buyersRead)
            ? try services.identity.buyers.find(order.buyer, in: visit.merchant) : nil
        let buyer: HTML =
            visit.may(.buyersRead)
            ? Parts.link("/console/buyers/\(order.buyer)", known?.name ?? "\(order.buyer)")
            : "\(order.buyer.rawValue)"
        let tone: Parts.Tone = order.status == .paid ? .good : .waiting
        var body =
            notice
            + Parts.facts([
                (t("State", "状态"), Parts.badge(timeline.progress.text(t), tone)),
                (t("Placed", "下单时间"), Words.time(order.placedAt)),
                (t("Buyer", "买家"), buyer),
                (t("Total", "金额"), "\(Words.money(order.total, order.currency))"),
                (t("Taken off", "优惠"), "\(Words.money(order.discount, order.currency))"),
                (t("Received", "已收"), "\(Words.money(order.received, order.currency))"),
                (t("Goes back", "退款"), "\(Words.money(order.refunded, order.currency))"),
                (t("Pay until", "付款截止"), Words.time(order.paymentDeadline)),
            ])
        body += Parts.section(t("Lines", "明细"), lineTable(visit, timeline))
        body += """
            <div class="split"><div>\(Parts.section(t("Timeline", "时间线"), entries(timeline, t)))\
            \(Parts.section(t("In the journal", "日志记录"), journalRecord(order, t)))</div>\
            \(try sides(visit, timeline))</div>
            """
        return Frame.page(visit, t("Order", "订单") + " \(id)", body)
    }

    private func lineTable(_ visit: Visit, _ timeline: OrderTimeline) -> HTML {
        let t = visit.t
        let order = timeline.order
        let rows = timeline.lines.map { line -> [HTML] in
            let balance = timeline.balances.first { $0.line == line.line }
            let name =
                feed.names.name(of: line.sku, merchant: order.merchant, in: t) ?? "\(line.sku)"
            var back = HTML.empty
            if visit.may(.stockWrite), order.status == .paid, line.returned < line.quantity {
                let fields = Fields(
                    visit, "/console/orders/\(order.id)/restock", [("line", "\(line.line)")])
                back = fields.form(
                    Fields.hidden("reference", "\(services.reference())")
                        + fields.small(t("Units that came back", "退回件数"), "units", "1")
                        + Fields.submit(t("Restock", "退回入库"), ""), isInline: true)
            }
            return [
                Parts.link("/console/stock/\(line.sku)", name), "\(line.quantity)",
                "\(Words.money(line.unitPrice, order.currency))",
                "\(Words.money(line.discount, order.currency))", "\(balance?.toShip ?? 0)",
                "\(line.returned)", back,
            ]
        }
        return Parts.table(
            t("Lines", "明细"),
            [
                .init("SKU"), .init(t("Units", "件数"), isNumber: true),
                .init(t("Price", "单价"), isNumber: true),
                .init(t("Taken off", "优惠"), isNumber: true),
                .init(t("To ship", "待发"), isNumber: true),
                .init(t("Came back", "退回"), isNumber: true),
                .init(""),
            ], rows, empty: "")
    }

    private func entries(_ timeline: OrderTimeline, _ t: Language) -> HTML {
        let items = timeline.entries.map { entry -> HTML in
            let amount = entry.amount.map { Words.money($0, timeline.order.currency) } ?? ""
            let reference: HTML = entry.reference.map { "<code>\($0)</code>" } ?? .empty
            return """
                <li>\(Words.time(entry.at))<strong>\(entry.text(t))</strong> \(amount) \
                \(reference)</li>
                """
        }
        return "<ol class=\"timeline\">\(items)</ol>"
    }

    private func sides(_ visit: Visit, _ timeline: OrderTimeline) throws -> HTML {
        let t = visit.t
        let order = timeline.order
        let path = "/console/orders/\(order.id)"
        var output: HTML = "<div>"
        if visit.may(.buyersRead) || visit.may(.shipmentsWrite) {
            var address = try services.delivery(order)
            if let code = address?.country { address?.country = Countries.name(code, t) }
            let lines = address?.values.filter { !$0.isEmpty } ?? []
            let items = lines.map { "\($0)<br>" as HTML }
            let buyer =
                visit.may(.buyersRead)
                ? try services.identity.buyers.find(order.buyer, in: visit.merchant) : nil
            let text: HTML =
                lines.isEmpty
                ? "<p class=\"empty\">\(t("No address was given.", "未填写地址。"))</p>"
                : "<address>\(items)</address>"
            let email: HTML = buyer.map { "<p>\($0.name) · \($0.email)</p>" } ?? .empty
            output += Parts.section(t("Goes to", "收货信息"), email + text)
        }
        let parcels = timeline.shipments.map { shipment -> HTML in
            let delivered: HTML =
                shipment.deliveredAt == nil && visit.may(.shipmentsWrite)
                ? Fields.button(
                    visit, "/console/shipments/\(shipment.number)/delivered",
                    t("Mark as delivered", "标记送达")) : Words.time(shipment.deliveredAt)
            return """
                <li>#\(shipment.number) \(shipment.carrier) <code>\(shipment.tracking)</code> \
                \(Words.time(shipment.shippedAt)) \(delivered)</li>
                """
        }
        var shipments: HTML =
            parcels.isEmpty
            ? "<p class=\"empty\">\(t("Nothing has left yet.", "尚未发货。"))</p>"
            : "<ul>\(parcels)</ul>"
        if visit.may(.shipmentsWrite), order.status == .paid,
            timeline.balances.contains(where: { $0.toShip > 0 })
        {
            shipments += shipForm(visit, timeline)
        }
        output += Parts.section(t("Shipments", "发货"), shipments)
        if visit.may(.refundsWrite), order.received > order.refunded {
            let most = Words.decimal(order.received - order.refunded, order.currency)
            let fields = Fields(visit, path + "/refund")
            let form = fields.form(
                Fields.hidden("reference", "\(services.reference())")
                    + fields.text(t("Amount", "金额") + " (\(order.currency.code))", "amount", most)
                    + Fields.submit(t("Pay back", "退款"), "danger"))
            output += Parts.section(t("Refund", "退款"), form)
        }
        if visit.may(.ordersCancel), order.status == .paid || order.status == .awaitingPayment {
            output += Parts.section(
                t("Cancel", "取消订单"),
                Fields.button(
                    visit, path + "/cancel", t("Cancel this order", "取消此订单"), "danger",
                    confirm: t("Cancel this order? Its money goes back.", "确定取消？款项将退回。")))
        }
        return output + "</div>"
    }

    private func shipForm(_ visit: Visit, _ timeline: OrderTimeline) -> HTML {
        let t = visit.t
        let fields = Fields(visit, "/console/orders/\(timeline.order.id)/ship")
        let lines = timeline.balances.filter { $0.toShip > 0 }.map { balance -> HTML in
            let sku = timeline.lines.first { $0.line == balance.line }?.sku
            let name =
                sku.flatMap { feed.names.name(of: $0, merchant: visit.merchant, in: t) } ?? ""
            return fields.text(
                t("Units of", "件数：") + " \(name)", "line\(balance.line)", "\(balance.toShip)",
                type: "number")
        }
        return fields.form(
            fields.text(t("Carrier", "承运商"), "carrier", isRequired: true, maximum: 60)
                + fields.text(t("Tracking number", "运单号"), "tracking", maximum: 100)
                + HTML(trusted: lines.map(\.text).joined()) + Fields.submit(t("Ship", "发货")))
    }
}
