internal import Primitives

extension SandboxProvider {
    /// An amount as a person reads it, such as `12.34 GBP`.
    static func text(_ amount: Int64, _ currency: Currency) -> String {
        var digits = "\(amount)"
        let count = currency.minorDigits
        guard count > 0 else { return "\(digits) \(currency.code)" }
        digits = String(repeating: "0", count: max(0, count + 1 - digits.count)) + digits
        return "\(digits.dropLast(count)).\(digits.suffix(count)) \(currency.code)"
    }
}
