internal import Boards
internal import HTTPTypes
internal import Primitives
internal import Service

/// The big screen as a page: the figures of one frame, which a script then keeps moving.
struct ScreenPage {
    var request: Request
    var t: Language
    var merchant: MerchantID
    var name: String
    var frame: ScreenFrame
    var names: ProductNames

    private static let shown = 8
    private static let unknownCountry = "ZZ"

    var reply: Reply {
        let past = request.query["from"]
        let source =
            past.map { past in
                Parts.address(
                    "/screen/replay",
                    [
                        ("from", past), ("to", request.query["to"]),
                        ("speed", request.query["speed"]),
                    ])
            } ?? "/screen/events"
        let refresh: HTML =
            past == nil
            ? "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>" : .empty
        let status = past == nil ? t("live", "实时") : t("replay", "回放")
        var reply = Reply.html(
            """
            <!doctype html><html lang="\(t.tag)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width, initial-scale=1">\(refresh)\
            <title>\(t("Big screen", "大屏")) · \(name)</title>\
            <link rel="stylesheet" href="\(Asset.screenStyle.path)">\
            <link rel="icon" href="\(Asset.icon.path)">\
            <script src="\(Asset.chartPath)" defer></script>\
            <script src="\(Asset.screenScript.path)" defer></script></head>\
            <body data-source="\(source)" data-lang="\(t.rawValue)">\(top(status))\
            <main>\(totals)\(rates)\(lists)</main></body></html>
            """)
        Frame.guardPage(&reply)
        return reply
    }

    private func top(_ status: String) -> HTML {
        """
        <header><h1>\(name)</h1><p id="status" role="status">\(status)</p>\
        <p id="health"></p><time id="clock" datetime="\(frame.at.rfc3339)">\
        \(String(frame.at.rfc3339.prefix(19).suffix(8))) UTC</time>\
        <nav>\(Frame.languages(request, t))\
        <button id="full" type="button" hidden>\(t("Full screen (F)", "全屏 (F)"))</button></nav>\
        </header>
        """
    }

    private var totals: HTML {
        let money = frame.money.first
        let gmv = money.map { Words.money(MinorUnits($0.placed), $0.currency) } ?? "0"
        let paid = money.map { Words.money(MinorUnits($0.paid), $0.currency) } ?? "0"
        return """
            <section class="total"><h2>\(t("GMV", "成交额"))</h2>\
            <p id="gmv" class="huge \(Self.size(gmv))">\(gmv)</p>\
            <dl class="row">\
            \(figure("orders", t("Orders", "订单"), Words.grouped(frame.orders)))\
            \(figure("units", t("Units", "件数"), Words.grouped(frame.units)))\
            \(figure("paid", t("Paid orders", "已付订单"), Words.grouped(frame.paid)))\
            \(figure("paid-money", t("Paid", "已付金额"), paid))</dl></section>
            """
    }

    /// The class by whose size an amount fills its place; the script has the same steps.
    private static func size(_ text: String) -> String {
        let steps = [7, 9, 12, 15]
        return "s\(steps.first { text.count <= $0 } ?? 19)"
    }

    /// A latency; a dash where nothing was ordered of late.
    private static func time(_ microseconds: Int64) -> String {
        microseconds > 0 ? Words.microseconds(UInt64(microseconds)) : "–"
    }

    private func figure(_ id: String, _ title: String, _ value: String) -> HTML {
        "<div><dt>\(title)</dt><dd id=\"\(id)\">\(value)</dd></div>"
    }

    private var rates: HTML {
        let latency = frame.latency
        return """
            <section class="rate"><h2>\(t("Orders a second, last 2 minutes", "近 2 分钟每秒订单"))</h2>\
            <dl class="row">\
            \(figure("orders-rate", t("Orders/s", "订单/秒"), "\(frame.ordersPerSecond)"))\
            \(figure("payments-rate", t("Payments/s", "支付/秒"), "\(frame.paymentsPerSecond)"))\
            \(figure("p50", "p50", Self.time(latency.p50)))\
            \(figure("p99", "p99", Self.time(latency.p99)))\
            \(figure("p999", "p99.9", Self.time(latency.p999)))</dl>\
            <div class="chart"><canvas id="rate-chart" role="img" \
            aria-label="\(t("Orders a second", "每秒订单"))"></canvas></div></section>
            """
    }

    private var lists: HTML {
        let products = frame.topByMoney.prefix(Self.shown).map { top -> HTML in
            let name = names.name(of: top.sku, merchant: merchant, in: t) ?? "SKU \(top.sku)"
            return row(
                name, Words.grouped(top.units), Words.money(MinorUnits(top.money), top.currency))
        }
        // Those of unknown country come last, however many they are.
        let known = frame.countries.filter { $0.code != Self.unknownCountry }
        let unknown = frame.countries.filter { $0.code == Self.unknownCountry }
        let countries = (known + unknown).prefix(6).map {
            row($0.code, Words.grouped($0.orders), Words.money(MinorUnits($0.money), $0.currency))
        }
        let funnel = FunnelStep.allCases.map { step -> HTML in
            let count = step.rawValue < frame.funnel.count ? frame.funnel[step.rawValue] : 0
            let first = max(1, frame.funnel.first ?? 1)
            return row(FunnelWords.name(step, t), Words.grouped(count), "\(count * 100 / first) %")
        }
        // A replay brings the answers of its time.
        let answersNow = request.query["from"] == nil ? frame.answers : []
        let answers = answersNow.prefix(Self.shown).map {
            row(DecisionCodeWords.name($0.0, t), Words.grouped($0.1), "")
        }
        let sales = frame.sales.sorted {
            // Those that run before those that are over, the latest first.
            let (left, right) = ($0.endsAt <= frame.at, $1.endsAt <= frame.at)
            return left == right ? $0.startsAt > $1.startsAt : right
        }.prefix(3).map { burn -> HTML in
            row(
                "#\(burn.sale)", Words.grouped(burn.stock.held + burn.stock.sold),
                Words.grouped(burn.stock.free))
        }
        return """
            \(list("products", t("Top products", "热销商品"), products))\
            <section class="burn"><h2>\(t("Stock of sales", "活动库存"))</h2>\
            <table id="sales"><thead><tr><th scope="col">\(t("Sale", "活动"))</th>\
            <th scope="col">\(t("Ordered", "已订"))</th><th scope="col">\(t("Free", "可售"))</th></tr>\
            </thead>\
            <tbody>\(sales)</tbody></table><div class="chart"><canvas id="burn-chart" role="img" \
            aria-label="\(t("Stock burn-down", "库存消耗"))"></canvas></div></section>\
            \(list("countries", t("By country and region", "按国家和地区"), countries,
                "<p id=\"regions\"></p>"))\
            \(list("funnel", t("Funnel", "转化漏斗"), funnel))\
            \(list("answers", t("Answers", "应答"), answers))
            """
    }

    private func list(_ id: String, _ title: String, _ rows: [HTML], _ words: HTML = .empty)
        -> HTML
    {
        """
        <section class="\(id)"><h2>\(title)</h2>\(words)\
        <table id="\(id)"><tbody>\(rows)</tbody></table>\
        </section>
        """
    }

    private func row(_ name: String, _ first: String, _ second: String) -> HTML {
        let last: HTML = second.isEmpty ? .empty : "<td>\(second)</td>"
        return "<tr><th scope=\"row\">\(name)</th><td>\(first)</td>\(last)</tr>"
    }
}
