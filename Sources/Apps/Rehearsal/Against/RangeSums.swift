internal import Crypto
internal import Service

/// Counts, sums and the digest of some orders, as `listBookOrders` has them: what one order adds or
/// takes away can be reckoned from its document.
struct RangeSums: Hashable, CustomStringConvertible {
    private var orders: Int64 = 0
    private var digest = [UInt8](repeating: 0, count: SHA256.byteCount)
    private var statuses: [String: Int64] = [:]
    private var sums: [String: [String: Int64]] = [:]

    private static let amounts = ["total", "discount", "received", "refunded"]

    /// Those of a document; none where there was none.
    init(_ document: JSON?) {
        guard let document else { return }
        orders = document["orders"]?.integer ?? 0
        let digits = Array((document["digest"]?.string ?? "").utf8)
        for index in digest.indices where digits.count == 2 * digest.count {
            let pair = String(decoding: digits[2 * index..<2 * index + 2], as: UTF8.self)
            digest[index] = UInt8(pair, radix: 16) ?? 0
        }
        for member in document["statuses"]?.members ?? [] {
            statuses[member.name] = member.value.integer ?? 0
        }
        for sum in document["sums"]?.array ?? [] {
            let currency = sum["currency"]?.string ?? ""
            for name in Self.amounts {
                sums[currency, default: [:]][name] = sum[name]?.integer ?? 0
            }
        }
    }

    /// Adds the order of a document, or takes it away.
    mutating func change(_ text: String, sign: Int64) {
        for (index, byte) in SHA256.hash(data: Array(text.utf8)).enumerated() {
            digest[index] ^= byte
        }
        guard let document = try? JSONParser.parse(Array(text.utf8)) else { return }
        orders += sign
        let status = document["status"]?.string ?? ""
        statuses[status, default: 0] += sign
        if statuses[status] == 0 { statuses[status] = nil }
        let currency = document["total"]?["currency"]?.string ?? ""
        for name in Self.amounts {
            sums[currency, default: [:]][name, default: 0] +=
                sign * (document[name]?["amount"]?.integer ?? 0)
        }
    }

    var description: String {
        "\(orders) orders, "
            + statuses.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
            .joined(separator: ", ")
    }
}
