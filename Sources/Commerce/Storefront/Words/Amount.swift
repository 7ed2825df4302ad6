internal import Primitives

/// Money as a person reads it.
enum Amount {
    /// Such as `£1,234.50`.
    static func text(_ amount: MinorUnits, _ currency: Currency) -> String {
        let digits = currency.minorDigits
        var number = Array(String(amount.rawValue.magnitude).utf8)
        while number.count <= digits { number.insert(UInt8(ascii: "0"), at: 0) }
        var text = Array((amount.rawValue < 0 ? "−" : "").utf8)
        text.reserveCapacity(number.count * 2)
        text += currency.sign.utf8
        let whole = number.count - digits
        for (index, digit) in number.enumerated() {
            if index == whole {
                text.append(UInt8(ascii: "."))
            } else if index > 0, index < whole, (whole - index).isMultiple(of: 3) {
                text.append(UInt8(ascii: ","))
            }
            text.append(digit)
        }
        return String(decoding: text, as: UTF8.self)
    }
}
