/// Dates in fields (RFC 9110 §5.6.7): what is read, and what is written.
package enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ].map { Array($0.utf8) }
    private static let shortDays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        .map { Array($0.utf8) }
    private static let longDays = [
        "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    ].map { Array($0.utf8) }

    /// Milliseconds since 1970 of any of the three forms; nil for anything else.
    ///
    /// - Parameter now: decides the century of years of two digits.
    package static func parse(_ value: some Sequence<UInt8>, now: Int64) -> Int64? {
        let text = value.map(\.lowercased)
        guard text.count >= 24, text.count <= 40 else { return nil }
        guard let comma = text.firstIndex(of: 0x2C) else { return asctime(text) }
        let day = Array(text[..<comma])
        let rest = text[(comma + 1)...]
        guard rest.first == 0x20 else { return nil }
        let date = Array(rest.dropFirst())
        if shortDays.contains(day) { return fixed(date) }
        return longDays.contains(day) ? rfc850(date, now) : nil
    }

    /// `18 aug 2050 02:01:18 gmt`.
    private static func fixed(_ text: [UInt8]) -> Int64? {
        guard text.count == 24, text[2] == 0x20, text[6] == 0x20, text[11] == 0x20,
            text[20...].elementsEqual(" gmt".utf8)
        else { return nil }
        return moment(text[0..<2], text[3..<6], number(text[7..<11]), text[12..<20])
    }

    /// `18-aug-50 02:01:18 gmt`; a year more than 50 years ahead is of the century before.
    private static func rfc850(_ text: [UInt8], _ now: Int64) -> Int64? {
        guard text.count == 22, text[2] == 0x2D, text[6] == 0x2D, text[9] == 0x20,
            text[18...].elementsEqual(" gmt".utf8), let short = number(text[7..<9])
        else { return nil }
        let thisYear = civil(days: Int(max(0, now) / 86_400_000)).year
        var year = thisYear / 100 * 100 + short
        if year > thisYear + 50 { year -= 100 }
        return moment(text[0..<2], text[3..<6], year, text[10..<18])
    }

    /// `thu aug 18 02:01:18 2050`.
    private static func asctime(_ text: [UInt8]) -> Int64? {
        guard text.count == 24, shortDays.contains(Array(text[0..<3])), text[3] == 0x20,
            text[7] == 0x20, text[10] == 0x20, text[19] == 0x20
        else { return nil }
        let day = text[8] == 0x20 ? [0x30, text[9]] : Array(text[8..<10])
        return moment(day[...], text[4..<7], number(text[20..<24]), text[11..<19])
    }

    private static func number(_ text: ArraySlice<UInt8>) -> Int? { text.decimal().map { Int($0) } }

    private static func moment(
        _ day: ArraySlice<UInt8>, _ month: ArraySlice<UInt8>, _ year: Int?,
        _ time: ArraySlice<UInt8>
    ) -> Int64? {
        let start = time.startIndex
        guard let day = number(day), let year, let month = months.firstIndex(of: Array(month)),
            time[start + 2] == 0x3A, time[start + 5] == 0x3A,
            let hour = number(time[start..<start + 2]),
            let minute = number(time[start + 3..<start + 5]),
            let second = number(time[start + 6..<start + 8]),
            year >= 1600, (1...31).contains(day), hour < 24, minute < 60, second <= 60
        else { return nil }
        let days = daysSince1970(year, month + 1, day)
        return Int64((days * 86_400 + hour * 3600 + minute * 60 + second) * 1000)
    }

    /// Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, days_from_civil).
    private static func daysSince1970(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static let dayNames = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let monthNames = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    /// The preferred form of a moment in milliseconds since 1970.
    package static func format(_ milliseconds: Int64) -> String {
        let seconds = max(0, min(milliseconds / 1000, 253_402_300_799))
        let days = Int(seconds / 86_400)
        let rest = Int(seconds % 86_400)
        let (year, month, day) = civil(days: days)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let name = "\(dayNames[days % 7]), \(two(day)) \(monthNames[month - 1])"
        let time = "\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))"
        return "\(name) \(year) \(time) GMT"
    }

    /// The date of a day after 1970-01-01 (H. Hinnant, civil_from_days).
    private static func civil(days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}
