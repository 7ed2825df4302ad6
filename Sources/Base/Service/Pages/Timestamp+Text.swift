package import Primitives

extension Timestamp {
    /// Such as `2026-11-11T00:00:00.000Z` (RFC 3339).
    package var rfc3339: String {
        let (date, rest) = rawValue.quotientAndRemainder(flooredBy: 86_400_000)
        let (year, month, day) = Self.civil(daysSince1970: date)
        let second = rest / 1000
        return "\(Self.digits(year, 4))-\(Self.digits(month, 2))-\(Self.digits(day, 2))T"
            + "\(Self.digits(second / 3600, 2)):\(Self.digits(second / 60 % 60, 2)):"
            + "\(Self.digits(second % 60, 2)).\(Self.digits(rest % 1000, 3))Z"
    }

    /// Reads an RFC 3339 time with `Z` or an offset; nil for anything else.
    package init?(rfc3339 text: some StringProtocol) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, bytes.count <= 40, bytes[4] == UInt8(ascii: "-"),
            bytes[7] == UInt8(ascii: "-"),
            [UInt8(ascii: "T"), UInt8(ascii: "t")].contains(bytes[10]),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
            let day = Self.number(bytes[8..<10]), let hour = Self.number(bytes[11..<13]),
            let minute = Self.number(bytes[14..<16]), let second = Self.number(bytes[17..<19]),
            (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year),
            hour < 24, minute < 60, second < 61
        else { return nil }
        var rest = bytes[19...]
        var milliseconds: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            let fraction = rest.dropFirst().prefix {
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
            }
            guard !fraction.isEmpty else { return nil }
            let padded =
                Array(fraction.prefix(3)) + Array("000".utf8).dropFirst(min(3, fraction.count))
            milliseconds = Self.number(padded[...]) ?? 0
            rest = rest.dropFirst(1 + fraction.count)
        }
        var offset: Int64 = 0
        if rest.count == 1, [UInt8(ascii: "Z"), UInt8(ascii: "z")].contains(rest[rest.startIndex]) {
        } else if rest.count == 6, let sign = rest.first,
            [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(sign),
            rest[rest.startIndex + 3] == UInt8(ascii: ":"),
            let hours = Self.number(rest.dropFirst().prefix(2)),
            let minutes = Self.number(rest.suffix(2)), hours < 24, minutes < 60
        {
            offset = (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -60 : 60)
        } else {
            return nil
        }
        let days = Self.daysSince1970(year, month, day)
        let seconds = days * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(seconds * 1000 + milliseconds)
    }

    /// Year, month and day in UTC.
    package var utcDate: (year: Int64, month: Int64, day: Int64) {
        Self.civil(daysSince1970: rawValue.quotientAndRemainder(flooredBy: 86_400_000).0)
    }

    // Days and dates as in Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    private static func civil(daysSince1970 days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let (era, dayOfEra) = shifted.quotientAndRemainder(flooredBy: 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
    }

    private static func daysSince1970(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
        let shiftedYear = month <= 2 ? year - 1 : year
        let (era, yearOfEra) = shiftedYear.quotientAndRemainder(flooredBy: 400)
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
        if month == 2 { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28 }
        return [4, 6, 9, 11].contains(month) ? 30 : 31
    }

    private static func digits(_ value: Int64, _ count: Int) -> String {
        let text = "\(value)"
        return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int64? {
        var value: Int64 = 0
        for byte in bytes {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - UInt8(ascii: "0"))
        }
        return value
    }
}

extension Int64 {
    fileprivate func quotientAndRemainder(flooredBy divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
