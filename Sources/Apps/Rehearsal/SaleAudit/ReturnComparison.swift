internal import Foundation

/// The returns that the shop acknowledged against the refunds in the journal, order by order.
struct ReturnComparison {
    let books: Books
    /// The folder of the run.
    let directory: String
    /// Whether goods were to come back.
    let isExpected: Bool

    /// Gives how many orders came back.
    func run(_ findings: inout Findings) -> Int {
        let path = directory + "/" + ShopSetUp.returnsName
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        findings.check(text != nil || !isExpected, .ledger, path, "is missing or no text")
        var told: [UInt64: Int64] = [:]
        for line in (text ?? "").split(separator: "\n") {
            let parts = line.split(separator: "\t")
            guard parts.count == 2, let order = UInt64(parts[0]), let amount = Int64(parts[1])
            else {
                findings.add(.ledger, "the returns", "\(line) is no line of them")
                continue
            }
            told[order, default: 0] += amount
        }
        var kept: [UInt64: Int64] = [:]
        for refund in books.refunds.values { kept[refund.target, default: 0] += refund.amount }
        for order in Set(told.keys).union(kept.keys) {
            let (asked, found) = (told[order] ?? 0, kept[order] ?? 0)
            findings.check(
                asked == found, .money, "order \(order)", at: books.orders[order]?.position,
                "a return of \(asked) was acknowledged, the journal has refunds of \(found)")
        }
        return told.count
    }
}
