internal import Foundation
internal import Primitives

/// What real buyers put into their baskets, from real order lines: SKUs that go together,
/// quantities, countries, and how orders spread over a day.
struct OrderMix {
    /// A stock code and how many of it.
    struct Line {
        var code: String
        var quantity: UInt64
    }

    private(set) var baskets: [[Line]] = []
    /// Orders by country.
    private(set) var countries: [String: Int] = [:]
    /// Orders by the hour of the day.
    private(set) var hours = [Int](repeating: 0, count: 24)

    private static let unpacker = "/usr/bin/xz"
    /// Baskets kept, of those the file has; more would not change the mix.
    private static let kept = 4000
    private static let linesOfBasket = 20
    private static let quantityOfLine: UInt64 = 12

    /// Reads the samples' order lines: invoice, code, name, quantity, time, price, customer,
    /// country.
    init(samples: String, random: inout SeededRandom) throws(RehearsalError) {
        let path = samples + "/online-retail.csv.xz"
        let data = try Self.unpack(path)
        var lines: [Line] = []
        var invoice = ""
        var seen = 0
        for row in data.split(separator: UInt8(ascii: "\n")).dropFirst() {
            let fields = Self.fields(row)
            guard fields.count == 8, let quantity = UInt64(fields[3]), quantity > 0,
                !fields[0].hasPrefix("C")
            else { continue }
            if fields[0] != invoice {
                keep(lines, &seen, &random)
                (invoice, lines) = (fields[0], [])
                countries[fields[7], default: 0] += 1
                let hour = fields[4].split(separator: " ").last?.prefix(2)
                if let hour = hour.flatMap({ Int($0) }), hours.indices.contains(hour) {
                    hours[hour] += 1
                }
            }
            if lines.count < Self.linesOfBasket {
                lines.append(
                    Line(
                        code: fields[1].uppercased(),
                        quantity: min(quantity, Self.quantityOfLine)))
            }
        }
        keep(lines, &seen, &random)
        guard !baskets.isEmpty else {
            throw RehearsalError(.file, "\(path) holds no order lines")
        }
    }

    /// Keeps a sample in which every basket of the file has the same chance.
    private mutating func keep(_ lines: [Line], _ seen: inout Int, _ random: inout SeededRandom) {
        guard !lines.isEmpty else { return }
        seen += 1
        if baskets.count < Self.kept {
            baskets.append(lines)
        } else {
            let place = Int.random(in: 0..<seen, using: &random)
            if place < Self.kept { baskets[place] = lines }
        }
    }

    private static func unpack(_ path: String) throws(RehearsalError) -> Data {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: unpacker)
        process.arguments = ["-dc", path]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        do {
            try process.run()
            let data = try output.fileHandleForReading.readToEnd() ?? Data()
            process.waitUntilExit()
            if process.terminationStatus == 0 { return data }
        } catch {
            throw RehearsalError(.file, "\(unpacker) cannot unpack \(path): \(error)")
        }
        throw RehearsalError(.file, "\(unpacker) cannot unpack \(path)")
    }

    /// The fields of a row of CSV (RFC 4180).
    private static func fields(_ row: Data) -> [String] {
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
