internal import Identity
internal import Orders
internal import Primitives
internal import Service
internal import Storefront

extension Console {
    var buyerRoutes: [Route] {
        [
            get("/console/buyers", .buyersRead) { [self] visit in try buyers(visit) },
            get("/console/buyers/{buyer}", .buyersRead) { [self] visit in try buyer(visit) },
        ]
    }

    private func buyers(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let words = visit.query("q") ?? ""
        let after = visit.query("after").flatMap { Int64($0) }
        let page = try services.identity.buyers.list(
            in: visit.merchant, search: words, PageRequest(after: after, limit: 50))
        let rows = page.items.map { buyer -> [HTML] in
            [
                Parts.link("/console/buyers/\(buyer.id)", buyer.name), "\(buyer.email)",
                "\(Countries.name(buyer.country, t))", "\(buyer.id.rawValue)",
                Words.time(buyer.created),
            ]
        }
        let fields = Fields("/console/buyers", t)
        let filter = fields.filter(
            fields.text(t("Name or e-mail address", "姓名或邮箱"), "q", words, type: "search"))
        let table = Parts.table(
            t("Buyers", "买家"),
            [
                .init(t("Name", "姓名")), .init(t("E-mail", "邮箱")),
                .init(t("Country", "国家/地区")), .init(t("Number", "编号"), isNumber: true),
                .init(t("Signed up", "注册时间")),
            ], rows, empty: t("No buyer matches.", "没有符合条件的买家。"))
        let pager = Parts.pager(
            "/console/buyers", [("q", words), ("after", visit.query("after"))],
            next: page.next.map { "\($0)" }, t)
        return Frame.page(visit, t("Buyers", "买家"), filter + table + pager)
    }

    private func buyer(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let id = BuyerID(try visit.number("buyer"))
        guard let buyer = try services.identity.buyers.find(id, in: visit.merchant) else {
            throw Problem.notFound("buyer")
        }
        let addresses = try services.identity.buyers.addresses(of: id).map { _, address -> HTML in
            let text = address.values.filter { !$0.isEmpty }.joined(separator: ", ")
            return "<li>\(text)</li>"
        }
        var body = Parts.facts([
            (t("E-mail", "邮箱"), "\(buyer.email)"),
            (t("Country", "国家/地区"), "\(Countries.name(buyer.country, t))"),
            (t("Signed up", "注册时间"), Words.time(buyer.created)),
        ])
        body += Parts.section(
            t("Addresses", "地址"),
            addresses.isEmpty
                ? "<p class=\"empty\">\(t("None.", "无。"))</p>" : "<ul>\(addresses)</ul>")
        if visit.may(.ordersRead) {
            let orders = try services.book.orders(merchant: visit.merchant, buyer: id, limit: 50)
            let rows = orders.map { order -> [HTML] in
                [
                    Parts.link("/console/orders/\(order.id)", "\(order.id)"),
                    Words.status(order.status, t), Words.time(order.placedAt),
                    "\(Words.money(order.total, order.currency))",
                ]
            }
            let table = Parts.table(
                t("Orders", "订单"),
                [
                    .init(t("Order", "订单")), .init(t("State", "状态")), .init(t("Placed", "下单时间")),
                    .init(t("Total", "金额"), isNumber: true),
                ], rows, empty: t("No orders yet.", "还没有订单。"))
            body += Parts.section(t("Orders", "订单"), table)
        }
        return Frame.page(visit, buyer.name, body)
    }
}
