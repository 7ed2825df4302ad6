internal import Boards
internal import Identity
internal import Marketing
internal import OrderCore
internal import Orders
internal import Payments
internal import Primitives
internal import Service

extension Console {
    var todayRoutes: [Route] {
        [get("/console", .storeRead) { [self] visit in try today(visit) }]
    }

    /// Free units below which stock counts as low.
    static let lowStock: Int64 = 5
    private static let listed = 8
    private static let leading = 5

    private func today(_ visit: Visit) throws -> Reply {
        var body = HTML.empty
        if visit.may(.statisticsRead) { body += figures(visit) }
        if visit.may(.ordersRead) { body += try work(visit) }
        body += "<div class=\"two even\">"
        if visit.may(.statisticsRead) { body += leaders(visit) }
        if visit.may(.salesRead) { body += try runningSales(visit) }
        if visit.may(.stockRead) { body += try lowStock(visit) }
        if visit.may(.ordersRead) { body += try lastOrders(visit) }
        if visit.may(.auditRead) { body += try lastEvents(visit) }
        body += "</div>"
        return Frame.page(visit, visit.t("Today", "今日"), body)
    }

    private func figures(_ visit: Visit) -> HTML {
        let t = visit.t
        let frame = services.boards.sales.frame(for: visit.merchant, at: visit.now)
        let amounts = frame.money.isEmpty
            ? [Words.money(.zero, visit.currency)]
            : frame.money.map { Words.money(MinorUnits($0.placed), $0.currency) }
        let paid = frame.money.map { Words.money(MinorUnits($0.paid), $0.currency) }
        let since: HTML = "\(t("since", "自")) \(Words.time(frame.since))"
        return """
            <div class="figures glance">\
            \(Parts.figure(t("GMV", "成交额"), amounts.joined(separator: " + "), since))\
            \(Parts.figure(t("Orders", "订单"), Words.grouped(frame.orders)))\
            \(Parts.figure(t("Paid orders", "已付订单"), Words.grouped(frame.paid), note(paid)))\
            \(Parts.figure(t("Units", "件数"), Words.grouped(frame.units)))</div>
            """
    }

    /// What sells best today, and how far those come who look.
    private func leaders(_ visit: Visit) -> HTML {
        let t = visit.t
        let frame = services.boards.sales.frame(for: visit.merchant, at: visit.now)
        let products = frame.topByMoney.prefix(Self.leading).map {
            top -> (name: HTML, value: Int64, text: String) in
            let name =
                feed.names.name(of: top.sku, merchant: visit.merchant, in: t) ?? "SKU \(top.sku)"
            return (
                name: Parts.link("/console/stock/\(top.sku)", name), value: top.money,
                text: Words.money(MinorUnits(top.money), top.currency)
            )
        }
        let steps = FunnelStep.allCases.map {
            step -> (name: HTML, value: Int64, text: String) in
            let count = step.rawValue < frame.funnel.count ? frame.funnel[step.rawValue] : 0
            return (
                name: "\(FunnelWords.name(step, t))" as HTML, value: count,
                text: Words.grouped(count)
            )
        }
        return Parts.section(
            t("Top products today", "今日热销商品"),
            Parts.bars(products, empty: t("Nothing was sold yet today.", "今日尚无销售。")))
            + Parts.section(
                t("From look to order", "转化漏斗"),
                Parts.bars(steps, empty: t("Nobody came yet.", "尚无访问。")))
    }

    private func note(_ texts: [String]) -> HTML { "\(texts.joined(separator: " + "))" }

    private func work(_ visit: Visit) throws -> HTML {
        let t = visit.t
        let limit = 100
        let toShip = try ordersToShip(visit.merchant, before: nil, limit: limit)
        let shipCount = "\(toShip.orders.count)" + (toShip.next == nil ? "" : "+")
        var filter = OrderBook.Filter()
        filter.status = .awaitingPayment
        let waiting = try services.book.orders(
            merchant: visit.merchant, filter: filter, limit: limit)
        let waitingCount = "\(waiting.orders.count)" + (waiting.next == nil ? "" : "+")
        var output: HTML = """
            <div class="figures">\
            \(Parts.figure(t("To ship", "待发货"), shipCount, to: "/console/orders?status=to_ship"))
            """
        output += Parts.figure(
            t("Awaiting payment", "待付款"), waitingCount,
            to: "/console/orders?status=awaiting_payment")
        if visit.may(.paymentsRead) {
            let open = try [RefundPayout.State.due, .sent, .failed].reduce(0) { sum, state in
                sum + (try services.payments.payouts(
                    merchant: visit.merchant, state: state, limit: limit).count)
            }
            let different = try services.payments.differences(
                merchant: visit.merchant, isOpen: true, limit: limit)
            output += Parts.figure(
                t("Refunds due", "待退款"), "\(open)", to: "/console/payments?view=payouts")
            output += Parts.figure(
                t("Differences", "对账差异"), "\(different.count)",
                to: "/console/payments?view=differences")
        }
        return output + "</div>"
    }

    private func runningSales(_ visit: Visit) throws -> HTML {
        let t = visit.t
        let running = try services.marketing.calendar(
            of: visit.merchant, from: visit.now, until: .never
        ).filter { !$0.isDraft }
        let rows = running.prefix(Self.listed).map { sale -> [HTML] in
            let stock = services.boards.stock.total(of: sale.id)
            return [
                Parts.link("/console/sales/\(sale.id)", sale.name[t]),
                Words.status(sale.state(at: visit.now), t), Words.time(sale.endsAt),
                "\(Words.grouped(stock.held + stock.sold)) / \(Words.grouped(stock.given))",
            ]
        }
        return Parts.section(
            t("Running and coming sales", "进行中与即将开始的活动"),
            Parts.table(
                t("Sales", "活动"),
                [
                    .init(t("Sale", "活动")), .init(t("State", "状态")), .init(t("Ends", "结束")),
                    .init(t("Ordered / given", "已订 / 总量"), isNumber: true),
                ], rows, empty: t("No sale runs or is scheduled.", "没有进行中或已排期的活动。")))
    }

    private func lowStock(_ visit: Visit) throws -> HTML {
        let t = visit.t
        var low: [PoolStatus] = []
        if let everyday = try services.marketing.everydaySale(of: visit.merchant)?.id {
            low = services.boards.stock.pools(of: everyday)
                .filter { $0.given > 0 && $0.free <= Self.lowStock }
                .sorted { ($0.free, $0.sku) < ($1.free, $1.sku) }
        }
        let rows = low.prefix(Self.listed).map { pool -> [HTML] in
            let name = feed.names.name(of: pool.sku, merchant: visit.merchant, in: t)
            return [
                Parts.link("/console/stock/\(pool.sku)", name ?? "\(pool.sku)"),
                "\(Words.grouped(pool.free))", "\(Words.grouped(pool.held))",
            ]
        }
        return Parts.section(
            t("Low stock", "低库存") + (low.count > Self.listed ? " (\(low.count))" : ""),
            Parts.table(
                t("Low stock", "低库存"),
                [
                    .init("SKU"), .init(t("Free", "可售"), isNumber: true),
                    .init(t("Held", "占用"), isNumber: true),
                ], Array(rows), empty: t("Nothing is running out.", "没有低库存。")))
    }

    private func lastOrders(_ visit: Visit) throws -> HTML {
        let t = visit.t
        let list = try services.book.orders(merchant: visit.merchant, limit: Self.listed)
        let rows = list.orders.map { order -> [HTML] in
            [
                Parts.link("/console/orders/\(order.id)", "\(order.id)"),
                Words.status(order.status, t), Words.time(order.placedAt),
                "\(Words.money(order.total, order.currency))",
            ]
        }
        return Parts.section(
            t("Last orders", "最新订单"),
            Parts.table(
                t("Last orders", "最新订单"),
                [
                    .init(t("Order", "订单")), .init(t("State", "状态")),
                    .init(t("Placed", "下单时间")), .init(t("Total", "金额"), isNumber: true),
                ], rows, empty: t("No orders yet.", "还没有订单。")))
    }

    private func lastEvents(_ visit: Visit) throws -> HTML {
        let t = visit.t
        let page = try services.identity.audit.list(
            in: visit.merchant, PageRequest(limit: Self.listed))
        let rows = page.items.map { entry -> [HTML] in
            [
                Words.time(entry.at), Words.actor(entry.actorName, t),
                ActionWords.html(entry.action, t),
                SubjectWords.html(entry.subjectKind, entry.subject, t),
            ]
        }
        return Parts.section(
            t("Last changes by staff", "员工最近操作"),
            Parts.table(
                t("Last changes", "最近操作"),
                [
                    .init(t("Time", "时间")), .init(t("Who", "操作人")), .init(t("What", "操作")),
                    .init(t("On", "对象")),
                ], rows, empty: t("Nothing yet.", "暂无。")))
    }
}
