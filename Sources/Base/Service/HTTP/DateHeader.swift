internal import Primitives
internal import Synchronization

/// The value of the `Date` header, made once a second (RFC 9110, 5.6.7).
final class DateHeader: Sendable {
    private let kept = Mutex((second: Int64.min, text: "", line: [UInt8]()))

    func text(at now: Timestamp) -> String {
        kept.withLock { kept in
            Self.renew(&kept, now)
            return kept.text
        }
    }

    /// The whole header line.
    func line(at now: Timestamp) -> [UInt8] {
        kept.withLock { kept in
            Self.renew(&kept, now)
            return kept.line
        }
    }

    private static func renew(
        _ kept: inout (second: Int64, text: String, line: [UInt8]), _ now: Timestamp
    ) {
        let second = now.rawValue / 1000
        guard kept.second != second else { return }
        let text = format(now)
        kept = (second, text, Array("date: \(text)\r\n".utf8))
    }

    private static let days = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private static func format(_ now: Timestamp) -> String {
        let (year, month, day) = now.utcDate
        let weekday = days[Int(now.rawValue / 86_400_000 % 7)]
        let time = now.rfc3339.dropFirst(11).prefix(8)
        let date = day < 10 ? "0\(day)" : "\(day)"
        return "\(weekday), \(date) \(months[Int(month) - 1]) \(year) \(time) GMT"
    }
}
