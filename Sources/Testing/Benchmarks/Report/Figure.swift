internal import Foundation

/// How numbers are written: the same on every machine, whatever its language.
enum Figure {
    /// For people: `1,234,567`, `45.2`, `0.00123`.
    static func text(_ number: Double) -> String {
        guard number.isFinite else { return "\(number)" }
        if abs(number) >= 1000 { return grouped(number) }
        return plain(rounded(number, significantDigits: 3))
    }

    /// For JSON: six significant digits, whole numbers as they are.
    static func json(_ number: Double) -> String {
        guard number.isFinite else { return "null" }
        return plain(
            abs(number) >= 100_000 ? number.rounded() : rounded(number, significantDigits: 6))
    }

    private static func rounded(_ number: Double, significantDigits: Int) -> Double {
        Double(String(format: "%.\(significantDigits)g", number)) ?? number
    }

    private static func plain(_ number: Double) -> String {
        if number == number.rounded(), abs(number) < 1e15 { return "\(Int64(number))" }
        return "\(number)"
    }

    private static func grouped(_ number: Double) -> String {
        let text = String(format: "%.0f", number)
        let digits = text.drop { $0 == "-" }
        var groups: [Substring] = []
        var rest = digits
        while rest.count > 3 {
            groups.insert(rest.suffix(3), at: 0)
            rest.removeLast(3)
        }
        groups.insert(rest, at: 0)
        return (text.hasPrefix("-") ? "-" : "") + groups.joined(separator: ",")
    }
}
