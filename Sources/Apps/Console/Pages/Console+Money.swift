internal import Identity
internal import OrderCore
internal import Orders
internal import Payments
internal import Primitives
internal import Service

extension Console {
    var moneyRoutes: [Route] {
        [get("/console/payments", .paymentsRead) { [self] visit in try payments(visit) }]
    }

    private static let moneyPage = 50

    private func payments(_ visit: Visit) throws -> Reply {
        let t = visit.t
        let view = visit.query("view") ?? "payments"
        let tabs = [
            ("payments", t("Payments", "支付")), ("payouts", t("Refunds", "退款")),
            ("differences", t("Reconciliation", "对账")),
        ].map { name, text -> HTML in
            let mark: HTML = name == view ? " aria-current=\"page\"" : ""
            return "<a href=\"/console/payments?view=\(name)\"\(mark)>\(text)</a>"
        }
        let before = visit.query("after").flatMap { Int64($0) }
        let (table, next) =
            switch view {
            case "payouts": try payouts(visit, before)
            case "differences": try differences(visit, before)
            default: try intents(visit, before)
            }
        let pager = Parts.pager(
            "/console/payments",
            [("view", view), ("state", visit.query("state")), ("after", visit.query("after"))],
            next: next, t)
        return Frame.page(
            visit, t("Payments and refunds", "支付与退款"),
            "<nav class=\"tabs\" aria-label=\"\(t("Views", "视图"))\">\(tabs)</nav>\(table)\(pager)")
    }

    private func intents(_ visit: Visit, _ before: Int64?) throws -> (HTML, String?) {
        let t = visit.t
        let state = visit.query("state").flatMap { PaymentState(text: $0) }
        let page = try services.payments.intents(
            merchant: visit.merchant, state: state, before: before, limit: Self.moneyPage)
        let rows = page.map { intent -> [HTML] in
            let tone: Parts.Tone =
                switch intent.state {
                case .succeeded: .good
                case .failed: .bad
                case .cancelled: .quiet
                default: .waiting
                }
            return [
                "\(intent.number)",
                Parts.link("/console/orders/\(intent.order)", "\(intent.order)"),
                "\(Words.money(intent.amount, intent.currency))",
                Parts.badge(MoneyWords.text(intent.state, t), tone) + " \(intent.failure ?? "")",
                "\(MoneyWords.text(intent.answer, t))", Words.time(intent.createdAt),
                Words.time(intent.settledAt), "<code>\(intent.reference)</code>",
            ]
        }
        let states = [("", t("all", "全部"))] + PaymentState.allCases.map {
            ($0.text, MoneyWords.text($0, t))
        }
        let fields = Fields("/console/payments", t)
        let filter = fields.filter(
            fields.choice(t("State", "状态"), "state", states, state?.text ?? ""))
        let table = Parts.table(
            t("Payments", "支付"),
            [
                .init("#"), .init(t("Order", "订单")), .init(t("Amount", "金额"), isNumber: true),
                .init(t("State", "状态")), .init(t("Core's answer", "核心应答")),
                .init(t("Made", "创建")), .init(t("Settled", "结清")), .init(t("Reference", "参考号")),
            ], rows, empty: t("No payment matches.", "没有符合条件的支付。"))
        return (filter + table, next(page.count, page.last?.number))
    }

    private func payouts(_ visit: Visit, _ before: Int64?) throws -> (HTML, String?) {
        let t = visit.t
        let page = try services.payments.payouts(
            merchant: visit.merchant, before: before, limit: Self.moneyPage)
        let rows = page.map { payout -> [HTML] in
            let tone: Parts.Tone =
                switch payout.state {
                case .done: .good
                case .failed: .bad
                case .due, .sent: .waiting
                }
            return [
                "\(payout.number)",
                Parts.link("/console/orders/\(payout.order)", "\(payout.order)"),
                "\(Words.money(payout.amount, payout.currency))",
                Parts.badge(MoneyWords.text(payout.state, t), tone) + " \(payout.failure ?? "")",
                "\(MoneyWords.text(payout.cause, t))", Words.time(payout.dueAt),
                Words.time(payout.doneAt),
                "<code>\(payout.reference)</code>",
            ]
        }
        let table = Parts.table(
            t("Refunds", "退款"),
            [
                .init("#"), .init(t("Order", "订单")), .init(t("Amount", "金额"), isNumber: true),
                .init(t("State", "状态")), .init(t("Why", "原因")), .init(t("Due", "应退")),
                .init(t("Paid out", "已退")), .init(t("Reference", "参考号")),
            ], rows, empty: t("No money goes back.", "没有退款。"))
        return (table, next(page.count, page.last?.number))
    }

    private func differences(_ visit: Visit, _ before: Int64?) throws -> (HTML, String?) {
        let t = visit.t
        let page = try services.payments.differences(
            merchant: visit.merchant, before: before, limit: Self.moneyPage)
        let rows = page.map { difference -> [HTML] in
            let state =
                difference.settledAt == nil
                ? Parts.badge(t("open", "未结"), .bad) : Parts.badge(t("settled", "已结"), .good)
            let order: HTML =
                difference.order.map { Parts.link("/console/orders/\($0)", "\($0)") } ?? "–"
            return [
                "\(difference.number)", "\(MoneyWords.text(difference.kind, t))", order,
                "\(difference.ours.map { Words.money($0, visit.currency) } ?? "–")",
                "\(difference.theirs.map { Words.money($0, visit.currency) } ?? "–")", state,
                Words.time(difference.foundAt), "<code>\(difference.reference)</code>",
            ]
        }
        let table = Parts.table(
            t("Reconciliation", "对账"),
            [
                .init("#"), .init(t("What", "差异")), .init(t("Order", "订单")),
                .init(t("Ours", "我方"), isNumber: true), .init(t("Theirs", "对方"), isNumber: true),
                .init(t("State", "状态")), .init(t("Found", "发现")), .init(t("Reference", "参考号")),
            ], rows, empty: t("The books agree.", "账目一致。"))
        return (table, next(page.count, page.last?.number))
    }

    private func next(_ count: Int, _ last: Int64?) -> String? {
        count == Self.moneyPage ? last.map { "\($0)" } : nil
    }
}
