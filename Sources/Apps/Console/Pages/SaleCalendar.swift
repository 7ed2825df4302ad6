internal import Identity
internal import Marketing
internal import Primitives
internal import Service

/// A month of sales as a calendar, in UTC; `?month=2026-11` chooses the month.
struct SaleCalendar {
    private let visit: Visit
    private let sales: [Sale]
    private let first: Timestamp
    private static let day: Int64 = 86_400_000

    init(_ visit: Visit, _ marketing: Marketing) throws {
        self.visit = visit
        let wanted = visit.query("month") ?? String(visit.now.rfc3339.prefix(7))
        first =
            Visit.time(wanted + "-01") ?? Visit.time(String(visit.now.rfc3339.prefix(7)) + "-01")
            ?? visit.now
        let until = Self.start(of: first.adding(milliseconds: 32 * Self.day))
        sales = try marketing.calendar(of: visit.merchant, from: first, until: until)
    }

    private static func start(of time: Timestamp) -> Timestamp {
        Visit.time(String(time.rfc3339.prefix(7)) + "-01") ?? time
    }

    var html: HTML {
        let t = visit.t
        let next = Self.start(of: first.adding(milliseconds: 32 * Self.day))
        let before = Self.start(of: first.adding(milliseconds: -Self.day))
        let days = (next.rawValue - first.rawValue) / Self.day
        // 1970-01-01 was a Thursday; weeks begin on Monday.
        let offset = (first.rawValue / Self.day + 3) % 7
        let names = weekdays.map { "<th scope=\"col\">\($0)</th>" as HTML }
        var weeks: [HTML] = []
        var day = -offset
        while day < days {
            let cells = (day..<day + 7).map { number -> HTML in
                (0..<days).contains(number) ? cell(number) : "<td></td>"
            }
            weeks.append("<tr>\(cells)</tr>")
            day += 7
        }
        let isEmpty = sales.isEmpty
        let empty: HTML = isEmpty
            ? "<p class=\"empty\">\(t("No sale in this month.", "本月没有活动。"))</p>" : .empty
        return """
            <section class="card"><header><h2>\(month)</h2><div class="actions">\
            \(link(before, t("Earlier", "上月")))\(link(next, t("Later", "下月")))</div></header>\
            <div class="scroll" tabindex="0" role="region" aria-label="\(t("Calendar", "日历"))">\
            <table class="calendar"><caption>\(t("Calendar of sales", "活动日历"))</caption>\
            <thead><tr>\(names)</tr></thead><tbody>\(weeks)</tbody></table></div>\(empty)\
            </section>
            """
    }

    /// The month in words.
    private var month: String {
        let parts = first.rfc3339.prefix(7).split(separator: "-")
        guard parts.count == 2, let number = Int(parts[1]), (1...12).contains(number) else {
            return String(first.rfc3339.prefix(7))
        }
        let names = [
            "January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December",
        ]
        return visit.t("\(names[number - 1]) \(parts[0])", "\(parts[0]) 年 \(number) 月")
    }

    /// The days of the week, from Monday on.
    private var weekdays: [String] {
        let t = visit.t
        return [
            t("Mon", "周一"), t("Tue", "周二"), t("Wed", "周三"), t("Thu", "周四"), t("Fri", "周五"),
            t("Sat", "周六"), t("Sun", "周日"),
        ]
    }

    private func link(_ month: Timestamp, _ text: String) -> HTML {
        Parts.action("/console/sales?month=\(String(month.rfc3339.prefix(7)))", text)
    }

    private func cell(_ day: Int64) -> HTML {
        let start = first.rawValue + day * Self.day
        let isToday = (start..<start + Self.day).contains(visit.now.rawValue)
        let items = sales.filter {
            $0.startsAt.rawValue < start + Self.day && $0.endsAt.rawValue > start
        }.map { event($0) }
        let mark: HTML = isToday ? " class=\"today\" aria-current=\"date\"" : ""
        let weekday = weekdays[Int((start / Self.day + 3) % 7)]
        return """
            <td\(mark)><span><small>\(weekday) </small>\(day + 1)</span>\(items)</td>
            """
    }

    private func event(_ sale: Sale) -> HTML {
        let state = sale.state(at: visit.now).rawValue
        let number = sale.id.rawValue
        let name = sale.name[visit.t]
        return "<a class=\"event \(state)\" href=\"/console/sales/\(number)\">\(name)</a>"
    }
}
