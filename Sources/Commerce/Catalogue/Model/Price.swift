package import Primitives

/// An amount with its currency.
package struct Price: Hashable, Sendable {
    /// Minor units.
    package var amount: MinorUnits
    /// What they are minor units of.
    package var currency: Currency

    /// Joins amount and currency.
    package init(_ amount: MinorUnits, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }

    /// The amount in major units with a decimal point and no sign of the currency, such as `2.55`.
    package var decimal: String {
        let digits = currency.minorDigits
        guard digits > 0 else { return "\(amount.rawValue)" }
        let text = String(amount.rawValue.magnitude)
        let padded = String(repeating: "0", count: max(0, digits + 1 - text.utf8.count)) + text
        return (amount.rawValue < 0 ? "-" : "") + padded.dropLast(digits) + "."
            + padded.suffix(digits)
    }

    /// Reads major units; nil for anything but digits with at most as many decimals as the
    /// currency has, or for a number past any price.
    package init?(decimal: String, _ currency: Currency) {
        let digits = currency.minorDigits
        let parts = decimal.utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].count <= 12,
            parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } })
        else { return nil }
        let fraction = parts.count == 2 ? Array(parts[1]) : []
        guard parts.count == 1 || (1...max(1, digits)).contains(fraction.count),
            fraction.count <= digits
        else { return nil }
        let zeros = [UInt8](repeating: 0x30, count: digits - fraction.count)
        guard
            let amount = Int64(String(decoding: Array(parts[0]) + fraction + zeros, as: UTF8.self))
        else { return nil }
        self.init(MinorUnits(amount), currency)
    }
}
