internal import Primitives
internal import Service

/// Times as a person reads them: in UTC; a script, where there is one, turns them into local time.
enum Moment {
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// A `time` element.
    static func html(_ time: Timestamp, _ t: Language) -> HTML {
        "<time class=\"local\" datetime=\"\(time.rfc3339)\">\(text(time, t))</time>"
    }

    /// Such as `11 Nov 2026, 20:00 UTC`.
    static func text(_ time: Timestamp, _ t: Language) -> String {
        let (year, month, day) = time.utcDate
        let clock = String(time.rfc3339.dropFirst(11).prefix(5))
        let name = months[Int(max(1, min(12, month))) - 1]
        return t("\(day) \(name) \(year), \(clock) UTC", "\(year)年\(month)月\(day)日 \(clock) UTC")
    }

    /// A span of time, such as `1 d 02:03:04`.
    static func span(milliseconds: Int64, _ t: Language) -> String {
        let seconds = max(0, (milliseconds + 999) / 1000)
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let clock = "\(two(seconds / 3600 % 24)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        let days = seconds / 86_400
        return days == 0 ? clock : t("\(days) d ", "\(days) 天 ") + clock
    }
}
