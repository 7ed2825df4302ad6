internal import Boards
internal import Catalogue
internal import Checkout
internal import Primitives
internal import Service

// The cart.
extension Storefront {
    func cart(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let lines = try priced(visit)
        guard !lines.isEmpty else {
            let main: HTML = """
                <h1>\(t("Your cart", "购物车"))</h1><div class="empty">\(Icon.cart)\
                <p>\(t("There is nothing in it yet.", "购物车还是空的。"))</p>\
                <p><a class="button primary" href="\(visit.base)">\(t("Go shopping", "去逛逛"))</a>\
                </p></div>
                """
            return try show(visit, t("Cart", "购物车"), isPrivate: true, main)
        }
        var rows = HTML.empty
        for line in lines { rows += row(line, visit) }
        let isReady = lines.allSatisfy(\.isAvailable)
        let sum = Amount.text(lines.total, lines.currency)
        let hint: HTML =
            isReady
            ? "<p class=\"hint\">\(t("Coupons are taken on the next page.", "优惠券可在下一页使用。"))</p>"
            : "<p class=\"wrong\">\(Note.unavailable.text(t))</p>"
        let main: HTML = """
            <h1>\(t("Your cart", "购物车"))</h1><div class="grid two"><ul class="lines">\(rows)</ul>\
            <aside class="panel"><h2>\(t("Summary", "合计"))</h2>\
            <dl class="sum"><dt>\(t("Goods", "商品"))</dt><dd>\(sum)</dd>\
            <dt>\(t("Delivery", "运费"))</dt><dd>\(t("Free", "免运费"))</dd>\
            <dt class="total">\(t("Total", "总计"))</dt><dd class="total">\(sum)</dd></dl>\(hint)\
            <p><a class="button primary block" href="\(visit.base)/checkout">\
            \(t("Check out", "去结算"))</a></p></aside></div>
            """
        return try show(visit, t("Cart", "购物车"), isPrivate: true, main)
    }

    private func row(_ line: PricedLine, _ visit: Visit) -> HTML {
        let t = visit.t
        let name = line.name(t)
        let trouble: HTML = line.trouble(t).map { "<p class=\"wrong\">\($0)</p>" } ?? .empty
        let lost: HTML =
            line.lostSale
            ? "<p class=\"hint\">\(PricedLine.lostSaleWords(t))</p>"
            : .empty
        let price: HTML = line.offer.map { PriceTag.html($0, line.sku, t) } ?? .empty
        let sum = line.offer.map { Amount.text(line.total, $0.currency) } ?? "–"
        let sku = line.sku.id.rawValue
        return """
            <li class="line"><a class="thumb" href="\(visit.base)/p/\(line.product.product.slug)" \
            tabindex="-1" aria-hidden="true"><img src="\(line.product.picture)" alt="" width="96" \
            height="96"></a><div class="what">\
            <a href="\(visit.base)/p/\(line.product.product.slug)">\
            \(name)</a><p class="prices">\(price)</p>\(trouble)\(lost)</div>\
            <form class="quantity" method="post" action="\(visit.base)/cart/set">\(visit.csrfField)\
            <input type="hidden" name="sku" value="\(sku)"><label class="hidden" for="n\(sku)">\
            \(t("Quantity of", "数量：")) \(name)</label><input id="n\(sku)" name="quantity" \
            type="number" inputmode="numeric" min="0" max="9999" value="\(line.line.quantity)" \
            required data-send><button class="quiet" type="submit">\(t("Update", "更新"))</button>\
            <button class="plain" type="submit" name="remove" value="1" formnovalidate \
            aria-label="\(t("Remove", "移除")) \(name)">\(t("Remove", "移除"))</button></form>\
            <p class="linesum">\(sum)</p></li>
            """
    }

    func addToCart(_ visit: Visit) throws -> Reply {
        let form = visit.form
        let back = Visit.next(form["back"])
        guard let number = form["sku"].flatMap({ UInt64($0) }),
            let (sku, view) = try finder.find(SKUID(number), of: visit.merchant), sku.isOnSale,
            view.product.status == .published
        else { throw Problem.notFound("product") }
        let quantity = form["quantity"].flatMap { UInt32($0) } ?? 1
        let sale = form["sale"].flatMap { UInt32($0) }.map { SaleID($0) }
        let line = CartLine(
            sku: sku.id, sale: sale, quantity: max(1, min(quantity, Carts.maximumQuantity)))
        let isStraight = form["to"] == "checkout"
        let lines = isStraight ? try carts.cart(visit.cart).lines : []
        if var known = lines.first(where: { $0.sku == sku.id }) {
            // As many as there were, but at the price that the button was beside.
            known.sale = sale
            if sale != nil { _ = try carts.put(known, in: visit.cart, ifVersion: nil) }
            return visit.go("/checkout")
        }
        switch try carts.add(line, to: visit.cart) {
        case .full: return visit.go("/cart?note=full")
        default:
            services.boards.sales.count(.cart, of: visit.merchant)
            return visit.go(isStraight ? "/checkout" : (back ?? "/cart") + "?note=added")
        }
    }

    func setInCart(_ visit: Visit) throws -> Reply {
        guard let number = visit.form["sku"].flatMap({ UInt64($0) }) else {
            throw Problem.notFound("product")
        }
        let typed = visit.form["quantity"].flatMap { UInt32($0) }
        let quantity: UInt32? = visit.form["remove"] == nil ? typed : 0
        guard let quantity else { return visit.go("/cart") }
        try carts.set(SKUID(number), quantity, in: visit.cart)
        return visit.go(quantity == 0 ? "/cart?note=removed" : "/cart?note=changed")
    }
}
