/// What the sample's lines say about one stock code.
struct RetailCode {
    /// A description and how often it stands.
    private struct Name {
        var hash: Int
        var count: Int
        var text: String
    }

    /// The code in upper case.
    let code: String
    private(set) var units: Int64 = 0
    private(set) var lines = 0
    private var prices: [(amount: Int64, count: Int)] = []
    private var names: [Name] = []
    private(set) var refusals: [RetailRefusal: Int] = [:]

    init(_ code: String) { self.code = code }

    /// The description that stands most often; of several the first one.
    var name: String { names.max { $0.count < $1.count }?.text ?? "" }

    /// The price at which most lines were sold, the lower of two: what one piece costs every day.
    var price: Int64 {
        prices.min { ($1.count, $0.amount) < ($0.count, $1.amount) }?.amount ?? 0
    }

    /// What a month sold, as a merchant would keep it: at least 20 and at most 5,000 pieces.
    var stock: Int64 { min(5000, max(20, units / 12)) }

    /// The reason that refused most of its lines.
    var mainRefusal: RetailRefusal? {
        RetailRefusal.allCases.max { (refusals[$0] ?? 0) < (refusals[$1] ?? 0) }
    }

    mutating func refuse(_ reason: RetailRefusal) { refusals[reason, default: 0] += 1 }

    mutating func add(name: ArraySlice<UInt8>, price: Int64, quantity: Int64) {
        units += quantity
        lines += 1
        if let place = prices.firstIndex(where: { $0.amount == price }) {
            prices[place].count += 1
        } else {
            prices.append((price, 1))
        }
        let hash = Self.hash(name)
        if let place = names.firstIndex(where: { $0.hash == hash }) {
            names[place].count += 1
        } else {
            let text = String(decoding: name, as: UTF8.self).replacing("\"\"", with: "\"")
            names.append(Name(hash: hash, count: 1, text: text))
        }
    }

    private static func hash(_ bytes: ArraySlice<UInt8>) -> Int {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return Int(truncatingIfNeeded: value)
    }
}
