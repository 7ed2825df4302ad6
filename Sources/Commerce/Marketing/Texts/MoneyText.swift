package import Primitives
package import Service

extension MinorUnits {
    /// The amount with its currency's sign, such as `£1,234.50`; yuan are `¥` in Chinese, `CN¥` in
    /// English.
    package func text(_ currency: Currency, _ language: Language) -> String {
        let digits = currency.minorDigits
        var text = String(rawValue.magnitude)
        if digits > 0 {
            if text.count <= digits {
                text = String(repeating: "0", count: digits + 1 - text.count) + text
            }
        }
        let whole = text.dropLast(digits)
        var grouped = ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { grouped += "," }
            grouped.append(digit)
        }
        if digits > 0 { grouped += "." + text.suffix(digits) }
        let sign = currency == .yuan ? language("CN¥", "¥") : currency.sign
        return (rawValue < 0 ? "-" : "") + sign + grouped
    }
}

extension Timestamp {
    /// The moment for a person, such as `11 Nov 2026, 00:00 UTC` or `2026年11月11日 00:00（UTC）`.
    package func text(_ language: Language) -> String {
        let parts = rfc3339.split { "-T:.Z".contains($0) }
        guard parts.count >= 5, let month = Int(parts[1]), (1...12).contains(month),
            let day = Int(parts[2])
        else { return rfc3339 }
        let names = [
            "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
        ]
        return language(
            "\(day) \(names[month - 1]) \(parts[0]), \(parts[3]):\(parts[4]) UTC",
            "\(parts[0])年\(month)月\(day)日 \(parts[3]):\(parts[4])（UTC）")
    }
}
