internal import Catalogue
internal import Marketing
internal import OrderCore
internal import Primitives
internal import Service

/// Numbers, amounts and times as pages show them.
enum Words {
    /// Digits in groups of three.
    static func grouped(_ value: some BinaryInteger) -> String {
        let text = "\(value.magnitude)"
        var output = ""
        for (index, digit) in text.enumerated() {
            if index > 0, (text.utf8.count - index) % 3 == 0 { output.append(",") }
            output.append(digit)
        }
        return (value < 0 ? "−" : "") + output
    }

    /// A share in basis points, such as `12.5 %`.
    static func percent(_ basisPoints: Int64) -> String {
        let (whole, rest) = (basisPoints / 100, basisPoints % 100)
        if rest == 0 { return "\(whole) %" }
        let digits = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
        return "\(whole).\(digits) %"
    }

    /// So many a second, with one decimal below ten.
    static func rate(_ value: Double) -> String {
        guard value < 10 else { return grouped(Int64(min(value, 1e15).rounded())) }
        let tenths = Int(max(0, value) * 10 + 0.5)
        return "\(tenths / 10).\(tenths % 10)"
    }

    /// A number of bytes, such as `2.1 KiB`.
    static func bytes(_ value: UInt64) -> String {
        guard value >= 1024 else { return "\(value) B" }
        var (amount, unit) = (Double(value) / 1024, 0)
        let units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"]
        while amount >= 1024, unit < units.count - 1 { (amount, unit) = (amount / 1024, unit + 1) }
        return "\(rate(amount)) \(units[unit])"
    }

    /// A time span, such as `870 µs`, `1.5 ms` or `12 s`.
    static func microseconds(_ value: UInt64) -> String {
        switch value {
        case ..<1000: "\(value) µs"
        case ..<1_000_000: "\(rate(Double(value) / 1000)) ms"
        default: "\(rate(Double(value) / 1_000_000)) s"
        }
    }

    /// Whole seconds in words, or minutes and hours.
    static func seconds(_ value: Double, _ t: Language) -> String {
        let whole = Int64(min(value, 1e15).rounded())
        return switch whole {
        case ..<120: t("\(whole) s", "\(whole) 秒")
        case ..<7200: t("\(whole / 60) min", "\(whole / 60) 分钟")
        default: t("\(whole / 3600) h", "\(whole / 3600) 小时")
        }
    }

    /// An amount with its sign, such as `£1,234.50`.
    static func money(_ amount: MinorUnits, _ currency: Currency) -> String {
        let text = Price(MinorUnits(Int64(clamping: amount.rawValue.magnitude)), currency).decimal
        let parts = text.split(separator: ".")
        let whole = parts.first.flatMap { UInt64($0) } ?? 0
        let fraction = parts.count > 1 ? "." + parts[1] : ""
        return (amount.rawValue < 0 ? "−" : "") + currency.sign + grouped(whole) + fraction
    }

    /// An amount in minor units, for the field of a form.
    static func decimal(_ amount: MinorUnits, _ currency: Currency) -> String {
        Price(amount, currency).decimal
    }

    /// Reads an amount such as `12.50`; nil for anything else.
    static func amount(_ text: String, _ currency: Currency) -> MinorUnits? {
        Price(decimal: text, currency)?.amount
    }

    /// A moment, to the minute, in UTC; scripts show it in the reader's own time.
    static func time(_ time: Timestamp?) -> HTML {
        guard let time, time != .never else { return "–" }
        let text = time.rfc3339
        let shown = text.prefix(10) + " " + text.dropFirst(11).prefix(5)
        return "<time datetime=\"\(text)\">\(String(shown)) UTC</time>"
    }

    /// Who did something: the system's own names are in the reader's language.
    static func actor(_ name: String, _ t: Language) -> HTML {
        name == "first start" ? "\(t(name, "首次启动"))" : "\(name)"
    }

    /// The value of an `<input type="datetime-local">`, in UTC.
    static func local(_ time: Timestamp) -> String { String(time.rfc3339.prefix(16)) }

    /// What an order is at.
    static func status(_ status: OrderStatus, _ t: Language) -> HTML {
        switch status {
        case .awaitingPayment: Parts.badge(t("awaiting payment", "待付款"), .waiting)
        case .paid: Parts.badge(t("paid", "已付款"), .good)
        case .expired: Parts.badge(t("expired", "已超时"), .quiet)
        case .cancelled: Parts.badge(t("cancelled", "已取消"), .quiet)
        }
    }

    /// Where a product stands.
    static func status(_ status: ProductStatus, _ t: Language) -> HTML {
        switch status {
        case .draft: Parts.badge(t("draft", "草稿"), .waiting)
        case .published: Parts.badge(t("published", "已上架"), .good)
        case .archived: Parts.badge(t("archived", "已归档"), .quiet)
        }
    }

    /// Where a sale stands.
    static func status(_ state: SaleState, _ t: Language) -> HTML {
        switch state {
        case .draft: Parts.badge(t("draft", "草稿"), .waiting)
        case .scheduled: Parts.badge(t("scheduled", "已排期"), .news)
        case .open: Parts.badge(t("open", "进行中"), .good)
        case .closed: Parts.badge(t("closed", "已结束"), .quiet)
        }
    }
}
