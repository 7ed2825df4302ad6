internal import Fulfilment
internal import Identity
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

extension Console {
    var orderRoutes: [Route] {
        [
            get("/console/orders", .ordersRead) { [self] visit in try orders(visit) },
            post("/console/orders/ship", .shipmentsWrite, page: ordersToShip) { [self] visit in
                try shipMany(visit)
            },
            get("/console/orders/{order}", .ordersRead, showOrder),
            post("/console/orders/{order}/ship", .shipmentsWrite, page: showOrder) { [self] visit in
                try shipOne(visit)
            },
            post("/console/orders/{order}/cancel", .ordersCancel, page: showOrder) { [self] visit in
                try cancelOrder(visit)
            },
            post("/console/orders/{order}/refund", .refundsWrite, page: showOrder) { [self] visit in
                try refundOrder(visit)
            },
            post("/console/orders/{order}/restock", .stockWrite, page: showOrder) { [self] visit in
                try restockLine(visit)
            },
            post("/console/shipments/{shipment}/delivered", .shipmentsWrite) { [self] visit in
                let shipment = try problems {
                    try services.fulfilment.markDelivered(
                        try visit.number("shipment"), merchant: visit.merchant,
                        by: visit.staff.name)
                }
                try audit(visit, "shipment.delivered", "shipment", "\(shipment.number)")
                return .redirect("/console/orders/\(shipment.order)?done=1")
            },
        ]
    }

    private static let ordersPage = 50
    private static let shipPath = "/console/orders/ship"
    private static let toShip = "to_ship"
    private static let scannedForShipping = 500

    /// Paid orders of which something is still to be shipped, the newest first.
    func ordersToShip(
        _ merchant: MerchantID, filter: OrderBook.Filter = OrderBook.Filter(), before: OrderID?,
        limit: Int
    ) throws -> (orders: [BookOrder], next: OrderID?) {
        var wanted = filter
        wanted.status = .paid
        let page = try services.book.orders(
            merchant: merchant, filter: wanted, before: before, limit: Self.scannedForShipping)
        var found = (orders: [BookOrder](), next: page.next)
        for order in page.orders {
            let balances = try services.fulfilment.balances(of: order.id)
            if balances.contains(where: { $0.toShip > 0 }) { found.orders.append(order) }
            if found.orders.count == limit {
                found.next = order.id
                break
            }
        }
        return found
    }

    private func orders(_ visit: Visit) throws -> Reply {
        try orders(visit, status: visit.query("status") ?? "")
    }

    private func ordersToShip(_ visit: Visit) throws -> Reply {
        try orders(visit, status: Self.toShip)
    }

    private func showOrder(_ visit: Visit) throws -> Reply { try orderPage(visit) }

    private func orders(_ visit: Visit, status: String) throws -> Reply {
        let t = visit.t
        if let number = visit.query("number").flatMap({ UInt64($0) }) {
            return .redirect("/console/orders/\(number)")
        }
        var filter = OrderBook.Filter()
        filter.status = OrderStatus.allCases.first { Self.name(of: $0) == status }
        filter.placedFrom = visit.query("from").flatMap(Visit.time)
        filter.placedBefore = visit.query("until").flatMap(Visit.time)?
            .adding(milliseconds: 86_400_000)
        filter.buyer = visit.query("buyer").flatMap { UInt64($0) }.map { BuyerID($0) }
        let before = visit.query("after").flatMap { UInt64($0) }.map { OrderID($0) }
        let isToShip = status == Self.toShip
        let list: (orders: [BookOrder], next: OrderID?)
        if isToShip {
            list = try ordersToShip(
                visit.merchant, filter: filter, before: before, limit: Self.ordersPage)
        } else {
            let page = try services.book.orders(
                merchant: visit.merchant, filter: filter, before: before, limit: Self.ordersPage)
            list = (page.orders, page.next)
        }
        let mayShip = visit.may(.shipmentsWrite) && isToShip && !list.orders.isEmpty
        let names = try buyerNames(visit, list.orders)
        let rows = list.orders.map { order -> [HTML] in
            row(order, visit, names[order.buyer], isChoice: mayShip)
        }
        let table = Parts.table(
            t("Orders", "订单"),
            (mayShip ? [.init(t("Ship", "发货"))] : [])
                + [
                    .init(t("Order", "订单")), .init(t("State", "状态")), .init(t("Placed", "下单时间")),
                    .init(t("Buyer", "买家")), .init(t("Total", "金额"), isNumber: true),
                ], rows, empty: t("No order matches.", "没有符合条件的订单。"))
        var body = orderFilter(visit, status)
        body +=
            mayShip ? Fields(visit, Self.shipPath).form(table + shipFields(visit)) : table
        body += Parts.pager(
            "/console/orders",
            [
                ("status", status), ("from", visit.query("from")), ("until", visit.query("until")),
                ("buyer", visit.query("buyer")), ("after", visit.query("after")),
            ], next: list.next.map { "\($0)" }, t)
        return Frame.page(visit, t("Orders", "订单"), body)
    }

    /// The names of those who placed these orders, for who may see buyers.
    private func buyerNames(_ visit: Visit, _ orders: [BookOrder]) throws -> [BuyerID: String] {
        guard visit.may(.buyersRead) else { return [:] }
        var names: [BuyerID: String] = [:]
        for order in orders where names[order.buyer] == nil {
            names[order.buyer] =
                try services.identity.buyers.find(order.buyer, in: visit.merchant)?.name
        }
        return names
    }

    private func row(_ order: BookOrder, _ visit: Visit, _ name: String?, isChoice: Bool)
        -> [HTML]
    {
        let t = visit.t
        let buyer: HTML =
            visit.may(.buyersRead)
            ? Parts.link("/console/buyers/\(order.buyer)", name ?? "\(order.buyer)")
            : "\(order.buyer.rawValue)"
        let cells: [HTML] = [
            Parts.link("/console/orders/\(order.id)", "\(order.id)"),
            Words.status(order.status, t), Words.time(order.placedAt), buyer,
            "\(Words.money(order.total, order.currency))",
        ]
        guard isChoice else { return cells }
        let label = t("Ship order", "发货订单") + " \(order.id)"
        let isChosen = visit.failure?.form.all("order").contains("\(order.id.rawValue)") == true
        let mark: HTML = isChosen ? " checked" : .empty
        let choice: HTML = """
            <input type="checkbox" name="order" value="\(order.id.rawValue)" \
            aria-label="\(label)"\(mark)>
            """
        return [choice] + cells
    }

    private func orderFilter(_ visit: Visit, _ status: String) -> HTML {
        let t = visit.t
        let states = [
            ("", t("all", "全部")), ("to_ship", t("to ship", "待发货")),
            ("awaiting_payment", t("awaiting payment", "待付款")), ("paid", t("paid", "已付款")),
            ("expired", t("expired", "已超时")), ("cancelled", t("cancelled", "已取消")),
        ]
        let fields = Fields("/console/orders", t)
        return fields.filter(
            fields.choice(t("State", "状态"), "status", states, status)
                + fields.text(t("From", "起"), "from", visit.query("from") ?? "", type: "date")
                + fields.text(t("Until", "止"), "until", visit.query("until") ?? "", type: "date")
                + fields.text(
                    t("Buyer’s number", "买家编号"), "buyer", visit.query("buyer") ?? "",
                    type: "number")
                + fields.text(t("Order number", "订单号"), "number", type: "number"))
    }

    private func shipFields(_ visit: Visit) -> HTML {
        let t = visit.t
        let fields = Fields(visit, Self.shipPath)
        let carrier = fields.text(
            t("Carrier", "承运商"), "carrier", isRequired: true,
            maximum: ShipmentRequest.maximumCarrier)
        return """
            <div class="bulk">\(carrier)\(Fields.submit(t("Ship the chosen orders", "发货所选订单")))\
            </div>
            """
    }

    private func shipMany(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let chosen = visit.form.all("order").compactMap { UInt64($0) }.map { OrderID($0) }
        guard !chosen.isEmpty else {
            throw Problem.field("/order", t("choose at least one order", "请至少选择一个订单"))
        }
        let carrier = visit.form.trimmed("carrier")
        let results = try problems {
            try services.fulfilment.shipAll(
                chosen.map { ShipmentRequest(order: $0, carrier: carrier) },
                merchant: visit.merchant, by: visit.staff.name)
        }
        let rows = zip(chosen, results).map { order, result -> [HTML] in
            let text: HTML =
                switch result {
                case .success(let shipment):
                    Parts.badge(t("shipped", "已发货"), .good) + " #\(shipment.number)"
                case .failure(let error):
                    Parts.badge(t("not shipped", "未发货"), .bad) + " "
                        + ProblemWords.html(error.message, t)
                }
            return [Parts.link("/console/orders/\(order)", "\(order)"), text]
        }
        let done = results.filter { if case .success = $0 { true } else { false } }.count
        try audit(visit, "shipment.bulk", "order", "\(done)", ["carrier": .string(carrier)])
        let notice = Parts.notice(
            t("\(done) of \(chosen.count) orders shipped.", "已发货 \(done) / \(chosen.count) 单。"),
            isBad: done < chosen.count)
        let table = Parts.table(
            t("Orders", "订单"), [.init(t("Order", "订单")), .init(t("Result", "结果"))], rows, empty: "")
        return Frame.page(visit, t("Shipped", "已发货"), notice + table)
    }

    /// The stable name of a status.
    static func name(of status: OrderStatus) -> String {
        switch status {
        case .awaitingPayment: "awaiting_payment"
        case .paid: "paid"
        case .expired: "expired"
        case .cancelled: "cancelled"
        }
    }

    /// Turns a failure of shipments into a problem that a page can show.
    func problems<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as FulfilmentError {
            switch error.code {
            case .store: throw error
            case .invalid: throw Problem.field(error.pointer ?? "", error.message)
            case .unknown: throw Problem(404, "not_found", error.message)
            case .notShippable: throw Problem(409, "not_shippable", error.message)
            case .tooMany:
                let fields = error.pointer.map { [Problem.FieldError($0, error.message)] } ?? []
                throw Problem(409, "too_many", error.message, fields: fields)
            }
        }
    }
}
