internal import Boards
internal import Identity
internal import Marketing
internal import OrderCore
internal import Primitives
internal import Service

extension Console {
    var couponRoutes: [Route] {
        [
            get("/console/coupons", .couponsRead) { [self] visit in try coupons(visit) },
            post("/console/coupons", .couponsWrite, page: coupons) { [self] visit in
                try makeCoupon(visit)
            },
            post("/console/coupons/{coupon}/stop", .couponsWrite, page: coupons) { [self] visit in
                let id = CouponID(try visit.number("coupon"))
                try services.marketing.stopCoupon(id, of: visit.merchant)
                try audit(visit, "coupon.stop", "coupon", "\(id)")
                return .redirect("/console/coupons?done=1")
            },
        ]
    }

    private func coupons(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let after = visit.query("after").flatMap { UInt32($0) }.map { CouponID($0) }
        let page = try services.marketing.coupons(of: visit.merchant, after: after, limit: 50)
        let rows = page.map { coupon -> [HTML] in
            let use = services.boards.stock.coupon(coupon.id)
            let currency = coupon.terms.currency
            let value =
                coupon.terms.kind == .percent
                ? Words.percent(coupon.terms.value)
                : Words.money(MinorUnits(coupon.terms.value), currency)
            let budget = coupon.terms.budgetCount.map { " / \($0)" } ?? ""
            let isOver = coupon.terms.endsAt <= visit.now
            let stop: HTML =
                visit.may(.couponsWrite) && !isOver
                ? Fields.button(
                    visit, "/console/coupons/\(coupon.id)/stop", t("Stop", "停用"), "danger") : .empty
            return [
                "<code>\(coupon.code)</code>", "\(coupon.name[t])", "\(value)",
                coupon.isOpen(at: visit.now)
                    ? Parts.badge(t("usable", "可用"), .good)
                    : isOver
                        ? Parts.badge(t("ended", "已结束"), .quiet)
                        : Parts.badge(t("scheduled", "已排期"), .news),
                Words.time(coupon.terms.endsAt),
                "\(Words.grouped(use?.orders ?? 0))\(budget)",
                "\(Words.money(use?.money ?? .zero, currency))", stop,
            ]
        }
        var body = Parts.table(
            t("Coupons", "优惠券"),
            [
                .init(t("Code", "券码")), .init(t("Name", "名称")), .init(t("Takes off", "优惠")),
                .init(t("State", "状态")), .init(t("Ends", "结束")),
                .init(t("Orders", "使用单数"), isNumber: true),
                .init(t("Granted", "已优惠"), isNumber: true), .init(""),
            ], rows, empty: t("No coupon yet.", "还没有优惠券。"))
        let next = page.count == 50 ? page.last.map { "\($0.id)" } : nil
        body += Parts.pager("/console/coupons", [("after", visit.query("after"))], next: next, t)
        if visit.may(.couponsWrite) {
            body += Parts.section(t("New coupon", "新建优惠券"), couponForm(visit))
        }
        return Frame.page(visit, t("Coupons", "优惠券"), body)
    }

    private func couponForm(_ visit: Visit) -> HTML {
        let t = visit.t
        let fields = Fields(visit, "/console/coupons")
        let code = fields.text(t("Code", "券码"), "code", isRequired: true, maximum: 32)
        let name = fields.text(t("Name", "名称"), "name", isRequired: true, maximum: 120)
        let chinese = fields.text(t("Name in Chinese", "中文名称"), "nameChinese", maximum: 120)
        let kind = fields.choice(
            t("Takes off", "优惠方式"), "kind",
            [("percent", t("percent", "百分比")), ("fixed", t("an amount", "固定金额"))], "percent")
        let value = fields.text(
            t("Percent or amount", "百分比或金额"), "value",
            hint: t("Such as 15 or 12.50", "例如 15 或 12.50"), isRequired: true, maximum: 16)
        let minimum = fields.text(t("From a total of", "最低消费"), "minimum", "0", maximum: 16)
        let count = fields.text(
            t("Orders at most", "最多使用单数"), "budgetCount", type: "number",
            hint: t("Empty for no bound.", "留空表示不限。"))
        let limit = fields.text(
            t("Orders per buyer", "每人限用次数"), "limitPerBuyer", "1", type: "number")
        let from = fields.text(
            t("From (UTC)", "开始（UTC）"), "startsAt", Words.local(visit.now),
            type: "datetime-local", isRequired: true)
        let until = fields.text(
            t("Until (UTC)", "结束（UTC）"), "endsAt",
            Words.local(visit.now.adding(milliseconds: 7 * 86_400_000)), type: "datetime-local",
            isRequired: true)
        return fields.form(
            """
            <div class="grid">\(code)\(name)\(chinese)\(kind)\(value)\(minimum)\(count)\(limit)\
            \(from)\(until)</div>\(Fields.submit(t("Make", "创建")))
            """)
    }

    private func makeCoupon(_ visit: Visit) throws -> Reply {
        let form = visit.form
        let kind: CouponTerms.Kind = form["kind"] == "fixed" ? .fixed : .percent
        // Two decimals of a percentage make basis points.
        let value = Words.amount(
            form.trimmed("value"), kind == .percent ? .unitedStatesDollar : visit.currency)
        guard let value, let minimum = Words.amount(form.trimmed("minimum"), visit.currency) else {
            throw Problem.field(
                "/value", visit.t("must be a number such as 12.50", "必须是数字，例如 12.50"))
        }
        let count: UInt32 = try visit.integer("budgetCount", empty: 0)
        let terms = CouponTerms(
            merchant: visit.merchant, coupon: CouponID(0), kind: kind, value: value.rawValue,
            minimumSpend: minimum, budgetCount: count == 0 ? nil : count,
            limitPerBuyer: try visit.integer("limitPerBuyer", empty: 0),
            startsAt: try visit.time("startsAt"), endsAt: try visit.time("endsAt"),
            currency: visit.currency)
        let made = try services.marketing.createCoupon(
            CouponDraft(
                code: form.trimmed("code"),
                name: .init(form.trimmed("name"), form.trimmed("nameChinese")), terms: terms),
            of: visit.merchant)
        try audit(visit, "coupon.make", "coupon", "\(made.id)", ["code": .string(made.code)])
        return .redirect("/console/coupons?done=1")
    }
}
