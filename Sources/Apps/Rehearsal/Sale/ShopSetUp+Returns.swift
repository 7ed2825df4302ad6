internal import Foundation
internal import Primitives
internal import Service

extension ShopSetUp {
    /// The file in a run's folder with the returns that the shop took: order and amount.
    static let returnsName = "returns.tsv"
    /// Returns of a run at most, as one clerk takes them, one after the other.
    private static let maximumReturns = 100

    /// Takes the goods of a share of the paid orders back, all of an order or half of it, and
    /// writes down what the shop acknowledged; gives how many.
    func takeBack(
        _ share: Double, in directory: String, _ random: inout SeededRandom
    ) throws(RehearsalError) -> Int {
        var lines: [String] = []
        var after = ""
        repeat {
            let page = try client.json("GET", "/v1/orders?status=paid&limit=100" + after)
            for order in page["items"]?.array ?? [] where lines.count < Self.maximumReturns {
                guard random.happens(share), let id = order["id"]?.integer,
                    let total = order["total"]?["amount"]?.integer, total > 1,
                    let currency = order["total"]?["currency"]?.string
                else { continue }
                let amount = random.happens(0.5) ? total : total / 2
                try client.json(
                    "POST", "/v1/orders/\(id)/refunds",
                    ["amount": ["amount": .integer(amount), "currency": .string(currency)]])
                lines.append("\(id)\t\(amount)\n")
            }
            after = page["next"]?.string.map { "&after=" + $0 } ?? ""
        } while !after.isEmpty && lines.count < Self.maximumReturns
        let path = directory + "/" + Self.returnsName
        guard FileManager.default.createFile(atPath: path, contents: Data(lines.joined().utf8))
        else { throw RehearsalError(.file, "\(path) cannot be written") }
        return lines.count
    }
}
