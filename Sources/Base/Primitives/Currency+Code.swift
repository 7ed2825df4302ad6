extension Currency {
    /// What is known of a currency: ISO 4217 letters, digits after the point, and its sign.
    private struct Facts {
        var number: UInt16
        var code: String
        var digits: Int
        var sign: String
    }

    private static let known: [Facts] = [
        Facts(number: 784, code: "AED", digits: 2, sign: "AED "),
        Facts(number: 36, code: "AUD", digits: 2, sign: "A$"),
        Facts(number: 986, code: "BRL", digits: 2, sign: "R$"),
        Facts(number: 124, code: "CAD", digits: 2, sign: "CA$"),
        Facts(number: 756, code: "CHF", digits: 2, sign: "CHF "),
        Facts(number: 156, code: "CNY", digits: 2, sign: "¥"),
        Facts(number: 203, code: "CZK", digits: 2, sign: "Kč "),
        Facts(number: 208, code: "DKK", digits: 2, sign: "kr "),
        Facts(number: 978, code: "EUR", digits: 2, sign: "€"),
        Facts(number: 826, code: "GBP", digits: 2, sign: "£"),
        Facts(number: 344, code: "HKD", digits: 2, sign: "HK$"),
        Facts(number: 348, code: "HUF", digits: 2, sign: "Ft "),
        Facts(number: 360, code: "IDR", digits: 2, sign: "Rp "),
        Facts(number: 376, code: "ILS", digits: 2, sign: "₪"),
        Facts(number: 356, code: "INR", digits: 2, sign: "₹"),
        Facts(number: 392, code: "JPY", digits: 0, sign: "JP¥"),
        Facts(number: 410, code: "KRW", digits: 0, sign: "₩"),
        Facts(number: 414, code: "KWD", digits: 3, sign: "KWD "),
        Facts(number: 484, code: "MXN", digits: 2, sign: "MX$"),
        Facts(number: 458, code: "MYR", digits: 2, sign: "RM "),
        Facts(number: 578, code: "NOK", digits: 2, sign: "kr "),
        Facts(number: 554, code: "NZD", digits: 2, sign: "NZ$"),
        Facts(number: 608, code: "PHP", digits: 2, sign: "₱"),
        Facts(number: 985, code: "PLN", digits: 2, sign: "zł "),
        Facts(number: 682, code: "SAR", digits: 2, sign: "SAR "),
        Facts(number: 752, code: "SEK", digits: 2, sign: "kr "),
        Facts(number: 702, code: "SGD", digits: 2, sign: "S$"),
        Facts(number: 764, code: "THB", digits: 2, sign: "฿"),
        Facts(number: 949, code: "TRY", digits: 2, sign: "₺"),
        Facts(number: 901, code: "TWD", digits: 2, sign: "NT$"),
        Facts(number: 840, code: "USD", digits: 2, sign: "US$"),
        Facts(number: 704, code: "VND", digits: 0, sign: "₫"),
        Facts(number: 710, code: "ZAR", digits: 2, sign: "R "),
    ]

    private static let byNumber = Dictionary(uniqueKeysWithValues: known.map { ($0.number, $0) })

    private var facts: Facts? { Self.byNumber[rawValue] }

    /// The letters of all currencies that are known here.
    public static let codes = known.map(\.code)

    /// The currency with these three capital letters; nil for one that is not known here.
    public init?(code: some StringProtocol) {
        guard let facts = Self.known.first(where: { $0.code == code }) else { return nil }
        self.init(facts.number)
    }

    /// The three letters of ISO 4217; the number for a currency that is not known here.
    public var code: String { facts?.code ?? "\(rawValue)" }

    /// Digits of the minor unit.
    public var minorDigits: Int { facts?.digits ?? 2 }

    /// The sign that goes before an amount, with a space where one belongs between.
    public var sign: String { facts?.sign ?? code + " " }
}
