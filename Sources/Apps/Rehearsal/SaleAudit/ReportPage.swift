internal import Foundation

/// A report as one page that asks nobody else for anything.
struct ReportPage {
    let report: SaleReport

    var html: String {
        """
        <!doctype html><html lang="en"><head><meta charset="utf-8">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <title>Rehearsal \(Self.safe(report.profile))</title><style>\(Self.style)</style></head>
        <body><main><header><p class="kind">Rehearsal of a sale · \(Self.safe(report.profile)) \
        · seed \(report.seed)</p>
        <h1 class="\(report.holds ? "good" : "bad")">\
        \(report.holds ? "Every check holds" : "It does not hold")</h1>
        <p class="verdict">\(Self.safe(report.verdict))</p></header>
        <section class="tiles">\(tiles)</section>
        \(chart("Requests a second", report.bySecond.map { Double($0.sent) }, unit: "1/s"))
        \(chart("Orders a second", report.bySecond.map { Double($0.accepted) }, unit: "1/s"))
        \(chart("99 of 100 visitors waited less than", report.bySecond.map(\.p99), unit: "ms"))
        \(faults)\(waits)\(report.against == nil ? books : real)\(findings)
        <footer>\(report.requests) requests in \(Int(report.seconds)) s, audit included. \
        Repeat the audit: <code>spillway audit \(Self.safe(report.directory))</code></footer>
        </main></body></html>

        """
    }

    private var tiles: String {
        (common + (report.against == nil ? ofRun : ofShop)).map {
            "<div><b>\(Self.safe($1))</b><span>\($0)</span></div>"
        }.joined()
    }

    private var ofRun: [(String, String)] {
        [
            ("Longest outage", String(format: "%.2f s", report.faults.map(\.outage).max() ?? 0)),
            ("Pounds taken", Self.grouped(report.money.provider / 100)),
        ]
    }

    private var common: [(String, String)] {
        [
            ("Orders acknowledged", Self.grouped(Int64(report.acknowledged))),
            ("Requests in the busiest second", Self.grouped(Int64(report.peakRequests))),
            ("Orders in the busiest second", Self.grouped(Int64(report.peakOrders))),
            ("Errors of requests with a key", "\(report.keyedErrors)"),
        ]
    }

    private var faults: String {
        guard !report.faults.isEmpty else { return "" }
        let rows = report.faults.map {
            "<tr><td>\(Self.safe($0.name))</td><td>\(Self.number($0.at)) s</td>"
                + "<td>\($0.errors)</td><td>\(String(format: "%.2f", $0.outage)) s</td></tr>"
        }
        return "<h2>What broke, as seen from outside</h2><table><tr><th>Fault</th><th>At</th>"
            + "<th>Errors in 12 s</th><th>No order answered for</th></tr>\(rows.joined())</table>"
    }

    private var waits: String {
        let rows = report.waits.map { wait in
            "<tr><td>\(wait.name)</td><td>\(wait.count)</td>"
                + [wait.p50, wait.p90, wait.p99, wait.p999, wait.longest]
                .map { "<td>\(Self.number($0))</td>" }.joined() + "</tr>"
        }
        return "<h2>How long visitors waited</h2><p>Milliseconds from the moment a request was due "
            + "to its final answer, times of faults and repeats included.</p><table><tr>"
            + ["What for", "Answers", "p50", "p90", "p99", "p99.9", "longest"]
            .map { "<th>\($0)</th>" }.joined() + "</tr>\(rows.joined())</table>"
    }

    private var books: String {
        func money(_ cents: Int64) -> String { String(format: "%.2f", Double(cents) / 100) }
        let coupons =
            report.coupons.map { "\($0.orders), \($0.mostOrders), \(money($0.money))" } ?? "none"
        let rows: [(String, String)] = [
            (
                "Orders: acknowledged, journal, order book",
                "\(report.acknowledged), \(report.journalOrders), \(report.bookOrders)"
            ),
            (
                "Journal",
                "\(report.batches) batches, \(report.records) records, \(report.epochs) leaders"
            ),
            (
                "Money taken: provider, shop, journal, order book",
                [
                    report.money.provider, report.money.shop, report.money.journal,
                    report.money.orderBook,
                ].map(money).joined(separator: ", ")
            ),
            (
                "Money back: due, returned",
                "\(money(report.money.due)), \(money(report.money.returned))"
            ),
            (
                "Orders refused",
                report.refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                    .joined(separator: ", ")
            ),
            (
                "Waiting room: buyers, lots reckoned again, let in, credits, passes used",
                report.room.map {
                    "\($0.buyers), \($0.drawn), \($0.admitted), \($0.granted), \($0.checkedOut)"
                } ?? "none"
            ),
            (
                "Coupons: orders, may have, taken off",
                coupons
            ),
            ("Attackers' requests: sent, answered", "\(report.flood), \(report.floodThrough)"),
            ("Load generator", report.generatorText),
        ]
        let cells = rows.map { "<tr><td>\($0)</td><td>\(Self.safe($1))</td></tr>" }
        return "<h2>The books</h2><table class=\"words\">\(cells.joined())</table>"
    }

    private var findings: String {
        let all = report.problems + report.findings.map { "\($0)" }
        guard !all.isEmpty else { return "" }
        return "<h2>What does not hold</h2><ul>"
            + all.map { "<li>\(Self.safe($0))</li>" }.joined() + "</ul>"
    }

    /// A line over the seconds of the run, with the moments of faults.
    private func chart(_ title: String, _ values: [Double], unit: String) -> String {
        guard values.count > 1, let top = values.max(), top > 0 else { return "" }
        let (width, height) = (960.0, 180.0)
        let step = width / Double(values.count - 1)
        let points = values.enumerated().map { index, value in
            String(
                format: "%.1f,%.1f", Double(index) * step, height - value / top * (height - 12))
        }.joined(separator: " ")
        // Neighbours stand on lines of their own.
        let marks = report.faults.enumerated().map { index, fault in
            let x = min(width, fault.at * step)
            let place = String(format: "%.1f", x)
            return "<line class=\"fault\" x1=\"\(place)\" x2=\"\(place)\" y1=\"0\" y2=\"180\"/>"
                + (x < width * 0.85
                    ? String(format: "<text x=\"%.1f\"", x + 4)
                    : String(format: "<text text-anchor=\"end\" x=\"%.1f\"", x - 4))
                + " y=\"\(11 + index % 3 * 13)\">"
                + Self.safe(fault.name)
                + "</text>"
        }.joined()
        return """
            <figure><figcaption>\(title) <b>at most \(Self.number(top)) \(unit)</b></figcaption>
            <svg viewBox="0 0 960 180" role="img" aria-label="\(title)" preserveAspectRatio="none">
            <polygon points="0,180 \(points) 960,180"/><polyline points="\(points)"/>\(marks)</svg>
            <p class="axis"><span>0 s</span><span>\(values.count) s</span></p></figure>
            """
    }

    static func grouped(_ value: Int64) -> String {
        var text = ""
        for (index, digit) in String(value).reversed().enumerated() {
            if index > 0, index % 3 == 0 { text = "," + text }
            text = String(digit) + text
        }
        return text
    }

    private static func number(_ value: Double) -> String {
        value >= 100 ? "\(Int(value))" : String(format: "%.1f", value)
    }

    static func safe(_ text: String) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;")
            .replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: "\"", with: "&quot;")
    }

    private static let style = """
        :root{color-scheme:light dark;--ink:#14202b;--soft:#5b6b79;--line:#d9e0e6;--paper:#fff;
          --blue:#1f6feb}
        @media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--soft:#93a1af;--line:#2b3640;
          --paper:#0f151b}}
        body{margin:0;background:var(--paper);color:var(--ink);
          font:16px/1.5 system-ui,"Noto Sans CJK SC",sans-serif}
        main{max-width:60rem;margin:0 auto;padding:2rem 1rem 4rem}
        .kind{color:var(--soft);margin:0}
        h1{font-size:2.4rem;line-height:1.15;margin:.2rem 0}
        h1.good{color:#1a7f37}
        h1.bad{color:#c93c37}
        h2{margin:2.5rem 0 .5rem;font-size:1.25rem}
        .verdict{font-size:1.1rem}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;
          margin:1.5rem 0}
        .tiles div{border:1px solid var(--line);border-radius:.5rem;padding:.75rem}
        .tiles b{display:block;font-size:1.6rem;font-variant-numeric:tabular-nums}
        .tiles span{color:var(--soft);font-size:.85rem}
        figure{margin:2rem 0 0}
        figcaption{color:var(--soft)}
        figcaption b{color:var(--ink)}
        svg{width:100%;height:11rem;border-bottom:1px solid var(--line)}
        polyline{fill:none;stroke:var(--blue);stroke-width:2;vector-effect:non-scaling-stroke}
        polygon{fill:var(--blue);opacity:.14}
        .fault{stroke:#c93c37;stroke-dasharray:4 3;vector-effect:non-scaling-stroke}
        svg text{fill:#c93c37;font-size:11px}
        .axis{display:flex;justify-content:space-between;color:var(--soft);margin:.2rem 0;
          font-size:.85rem}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        th,td{padding:.4rem .5rem;border-bottom:1px solid var(--line);text-align:right}
        th:first-child,td:first-child{text-align:left}
        .words td{text-align:left}
        th{color:var(--soft);font-weight:500}
        footer{margin-top:3rem;color:var(--soft)}
        code{overflow-wrap:anywhere}
        """
}
