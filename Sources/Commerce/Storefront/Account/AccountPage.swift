internal import Checkout
internal import Fulfilment
internal import Identity
internal import OrderCore
internal import Orders
internal import Primitives
internal import Service

// A buyer's own orders and addresses.
extension Storefront {
    private static let pageLength = 20

    func account(_ visit: Visit) throws -> Reply {
        try account(visit, wrong: [])
    }

    private func account(_ visit: Visit, wrong: Set<String>) throws -> Reply {
        let id = try visit.signedIn()
        let t = visit.t
        guard let buyer = try services.identity.buyers.find(id, in: visit.merchant) else {
            throw Problem.notFound("buyer")
        }
        let before = visit.request.query["before"].flatMap { UInt64($0) }.map { OrderID($0) }
        let orders = try services.desk.orders(
            of: id, merchant: visit.merchant, before: before, limit: Self.pageLength)
        let addresses = try services.identity.buyers.addresses(of: id)
        let main: HTML = """
            <div class="head"><h1>\(t("Hello, \(buyer.name)", "您好，\(buyer.name)"))</h1>\
            <form method="post" action="\(visit.base)/sign-out">\(visit.csrfField)\
            <button class="quiet" type="submit">\(t("Sign out", "退出登录"))</button></form></div>\
            <div class="grid two"><section><h2>\(t("Your orders", "我的订单"))</h2>\
            \(list(orders, visit))</section><section><h2>\(t("Your addresses", "收货地址"))</h2>\
            \(list(addresses, visit))<details class="panel"\(wrong.isEmpty ? HTML.empty : " open")>\
            <summary>\(t("Add an address", "添加地址"))</summary>\
            \(wrong.isEmpty ? .empty : Self.trouble(FieldWords.incomplete(t)))\
            <form method="post" action="\(visit.base)/account/addresses">\(visit.csrfField)\
            \(AddressForm(t: t, values: visit.form, wrong: wrong).html)\
            <button class="primary" type="submit">\(t("Save", "保存"))</button></form></details>\
            </section></div>
            """
        return try show(
            visit, t("Account", "我的账户"), status: wrong.isEmpty ? 200 : 422, isPrivate: true, main)
    }

    private func list(_ orders: [BookOrder], _ visit: Visit) -> HTML {
        let t = visit.t
        guard !orders.isEmpty else {
            return "<p class=\"empty\">\(t("No orders yet.", "暂无订单。"))</p>"
        }
        var rows = HTML.empty
        for order in orders {
            let progress = OrderProgress.of(order)
            rows += """
                <li><a class="orderrow" href="\(visit.base)/orders/\(order.id.rawValue)"><span><b>\
                \(t("Order", "订单")) \(order.id.rawValue)</b>\(Moment.html(order.placedAt, t))\
                </span>\
                <span class="state \(progress.rawValue)">\(progress.text(t))</span>\
                <span class="linesum">\(Amount.text(order.total, order.currency))</span></a></li>
                """
        }
        var more = HTML.empty
        if orders.count == Self.pageLength, let last = orders.last {
            more = """
                <p class="center">\
                <a class="button quiet" href="\(visit.base)/account?before=\(last.id.rawValue)">\
                \(t("Older orders", "更早的订单"))</a></p>
                """
        }
        return "<ul class=\"orderlist\">\(rows)</ul>\(more)"
    }

    private func list(_ addresses: [(id: AddressID, address: Address)], _ visit: Visit) -> HTML {
        var items = HTML.empty
        for (id, address) in addresses {
            items += """
                <li class="panel">\(AddressForm.lines(address, visit.t))<form method="post" \
                action="\(visit.base)/account/addresses/remove">\(visit.csrfField)\
                <input type="hidden" name="address" value="\(id.rawValue)">\
                <button class="plain" type="submit" \
                aria-label="\(visit.t("Delete the address of", "删除地址：")) \(address.name)">\
                \(visit.t("Delete", "删除"))</button></form></li>
                """
        }
        return items == .empty ? .empty : "<ul class=\"addresses\">\(items)</ul>"
    }

    func addAddress(_ visit: Visit) throws -> Reply {
        let buyer = try visit.signedIn()
        let address = AddressForm.read(visit.form)
        let wrong = AddressForm.wrong(address)
        guard wrong.isEmpty else { return try account(visit, wrong: wrong) }
        do {
            _ = try services.identity.buyers.add(address, to: buyer)
        } catch let problem as Problem {
            guard problem.code == "too_many_addresses" else { throw problem }
            return visit.go("/account?note=twenty")
        }
        return visit.go("/account?note=saved")
    }

    func removeAddress(_ visit: Visit) throws -> Reply {
        let buyer = try visit.signedIn()
        guard let number = visit.form["address"].flatMap({ Int64($0) }) else {
            throw Problem.notFound("address")
        }
        try services.identity.buyers.remove(AddressID(number), of: buyer)
        return visit.go("/account?note=saved")
    }
}
