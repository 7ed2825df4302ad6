internal import Foundation

/// Reads the sample's order lines and gathers what they say about each stock code.
struct RetailLines {
    /// Pieces in one line that a real order never has.
    static let absurdQuantity: Int64 = 10_000

    private(set) var codes: [RetailCode] = []
    private(set) var report = RetailReport()
    /// Every line that was refused.
    private(set) var refusals = RetailRefusals()
    private var places: [String: Int] = [:]
    private var scanner = CSVScanner()
    private var isPastHeader = false

    /// Reads a piece of the file.
    mutating func append(_ piece: Data) {
        scanner.append(piece)
        read()
    }

    /// Reads what is left.
    mutating func finish() {
        scanner.finish()
        read()
        report.codesRead = codes.count
    }

    private mutating func read() {
        while true {
            switch scanner.next() {
            case .needsMore, .end: return
            case .malformed(let reason):
                report.linesRead += 1
                report.refused[.unreadable, default: .init()].add("line \(scanner.line): \(reason)")
                refusals.add(.unreadable, line: scanner.line, reason)
            case .record:
                guard isPastHeader else {
                    isPastHeader = true
                    continue
                }
                report.linesRead += 1
                readLine()
            }
        }
    }

    private mutating func readLine() {
        guard scanner.count == 8, let quantity = Self.integer(scanner.bytes(3)),
            let price = Self.pence(scanner.bytes(5))
        else { return refuse(.unreadable, nil) }
        var code = String(decoding: scanner.bytes(1), as: UTF8.self)
        let isLower = code.utf8.contains { (0x61...0x7A).contains($0) }
        if isLower { code = code.uppercased() }
        let place = place(of: code)
        let name = Self.trimmed(scanner.bytes(2))
        if let reason = refusal(code, name, quantity, price) { return refuse(reason, place) }
        codes[place].add(name: name, price: price, quantity: quantity)
        report.linesUsed += 1
        if isLower {
            let text = example
            report.codesInTwoCases.add(text)
        }
    }

    private func refusal(
        _ code: String, _ name: ArraySlice<UInt8>, _ quantity: Int64, _ price: Int64
    ) -> RetailRefusal? {
        if RetailWords.isNotGoods(code: code) { return .notGoods }
        if scanner.bytes(0).first == UInt8(ascii: "C") { return .cancellation }
        if name.isEmpty { return .noDescription }
        if quantity <= 0 { return .noQuantity }
        if price <= 0 { return .noPrice }
        if quantity > Self.absurdQuantity { return .absurdQuantity }
        // A note is written in lower case, and so are few names: look closer at those alone.
        if name.contains(where: { (0x61...0x7A).contains($0) }) {
            let text = String(decoding: name, as: UTF8.self).lowercased()
            if RetailWords.isNotGoods(name: text) { return .notGoods }
            if RetailWords.isNote(text) { return .noteForName }
        }
        return nil
    }

    private var example: String { "line \(scanner.line): \(scanner.source)" }

    private mutating func refuse(_ reason: RetailRefusal, _ place: Int?) {
        let text = example
        report.refused[reason, default: .init()].add(text)
        refusals.add(reason, line: scanner.line, scanner.source)
        if let place { codes[place].refuse(reason) }
    }

    private mutating func place(of code: String) -> Int {
        if let place = places[code] { return place }
        places[code] = codes.count
        codes.append(RetailCode(code))
        return codes.count - 1
    }

    /// A whole number; nil for anything else.
    static func integer(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let isNegative = bytes.first == UInt8(ascii: "-")
        let digits = isNegative ? bytes.dropFirst() : bytes
        guard !digits.isEmpty, digits.count < 16 else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 0x30)
        }
        return isNegative ? -value : value
    }

    /// Pounds with decimals as pence, half a penny rounded up; nil for anything else.
    static func pence(_ bytes: ArraySlice<UInt8>) -> Int64? {
        let parts = bytes.split(
            separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let pounds = integer(parts[0]) else { return nil }
        let decimals = parts.count > 1 ? parts[1] : []
        guard decimals.allSatisfy({ (0x30...0x39).contains($0) }), decimals.count < 8 else {
            return nil
        }
        var digits = Array(decimals.prefix(3))
        while digits.count < 3 { digits.append(0x30) }
        let thousandths = digits.reduce(Int64(0)) { $0 * 10 + Int64($1 - 0x30) }
        let magnitude = (abs(pounds) * 1000 + thousandths + 5) / 10
        return bytes.first == UInt8(ascii: "-") ? -magnitude : magnitude
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var bytes = bytes
        while bytes.first == 0x20 { bytes = bytes.dropFirst() }
        while bytes.last == 0x20 { bytes = bytes.dropLast() }
        return bytes
    }
}
