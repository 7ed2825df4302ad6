internal import Primitives

/// What real buyers put into their baskets, from real order lines: SKUs that go together,
/// quantities, countries.
struct OrderMix {
    /// A stock code and how many of it.
    struct Line: Sendable {
        var code: String
        var quantity: UInt64
    }

    private(set) var baskets: [[Line]] = []
    /// Orders by country.
    private(set) var countries: [String: Int] = [:]

    /// Orders by the hour of the day.
    private var hours: [Int] = []

    /// Hours with less than this share of the orders are none of the trading day.
    private static let leastShareOfHour = 0.01

    /// How much busier than on average each hour of the trading day is, from the first with trade
    /// to the last.
    var day: [Double] {
        let least = Double(hours.reduce(0, +)) * Self.leastShareOfHour
        guard let first = hours.firstIndex(where: { Double($0) > least }),
            let last = hours.lastIndex(where: { Double($0) > least })
        else { return [] }
        let trading = hours[first...last]
        let mean = Double(trading.reduce(0, +)) / Double(trading.count)
        return trading.map { Double($0) / mean }
    }

    private static let unpacker = "/usr/bin/xz"
    /// Baskets kept, of those the file has; more would not change the mix.
    private static let kept = 4000
    private static let linesOfBasket = 20
    private static let quantityOfLine: UInt64 = 12

    /// Reads the samples' order lines: invoice, code, name, quantity, time, price, customer,
    /// country.
    init(samples: String, random: inout SeededRandom) throws(RehearsalError) {
        let path = samples + "/online-retail.csv.xz"
        let reading = ConditionLock(Reading(random: random))
        // Not by Foundation's Process, whose pipes other children started meanwhile inherit.
        let child = try ChildProcess([Self.unpacker, "-dc", path], errors: "/dev/null") { line in
            reading.withLock { $0.take(line) }
        }
        child.closeInput()
        guard child.wait() == .code(0) else {
            throw RehearsalError(.file, "\(Self.unpacker) cannot unpack \(path)")
        }
        let read = reading.withLock { reading in
            reading.keep()
            return reading
        }
        (baskets, countries, random) = (read.baskets, read.countries, read.random)
        hours = read.hours
        guard !baskets.isEmpty else {
            throw RehearsalError(.file, "\(path) holds no order lines")
        }
    }

    /// Lines as they come.
    private struct Reading: Sendable {
        var random: SeededRandom
        var baskets: [[Line]] = []
        var countries: [String: Int] = [:]
        var hours = [Int](repeating: 0, count: 24)
        private var lines: [Line] = []
        private var invoice = ""
        private var seen = 0

        init(random: SeededRandom) { self.random = random }

        mutating func take(_ row: [UInt8]) {
            let fields = OrderMix.fields(row)
            // The head and what was taken back have no whole positive quantity, or a letter first.
            guard fields.count == 8, let quantity = UInt64(fields[3]), quantity > 0,
                !fields[0].hasPrefix("C")
            else { return }
            if fields[0] != invoice {
                keep()
                (invoice, lines) = (fields[0], [])
                countries[fields[7], default: 0] += 1
                // 2010-12-01 08:26:00
                if let hour = Int(fields[4].dropFirst(11).prefix(2)), hours.indices.contains(hour) {
                    hours[hour] += 1
                }
            }
            guard lines.count < OrderMix.linesOfBasket else { return }
            lines.append(
                Line(
                    code: fields[1].uppercased(), quantity: min(quantity, OrderMix.quantityOfLine)))
        }

        /// Keeps a sample in which every basket of the file has the same chance.
        mutating func keep() {
            guard !lines.isEmpty else { return }
            seen += 1
            if baskets.count < OrderMix.kept {
                baskets.append(lines)
            } else {
                let place = Int.random(in: 0..<seen, using: &random)
                if place < OrderMix.kept { baskets[place] = lines }
            }
        }
    }

    /// The fields of a row of CSV (RFC 4180).
    private static func fields(_ row: [UInt8]) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        for byte in row {
            if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            } else if byte == UInt8(ascii: ","), !isQuoted {
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
            } else if byte != 0x0D {
                field.append(byte)
            }
        }
        fields.append(String(decoding: field, as: UTF8.self))
        return fields
    }
}
