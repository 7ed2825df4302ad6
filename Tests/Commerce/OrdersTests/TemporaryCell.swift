import Foundation
import Journal
import OrderCore
import Orders
import Primitives

/// A folder for a cell, removed at the end of the test, with a sale in it.
final class TemporaryCell {
    let directory: String
    static let merchant = MerchantID(1)
    static let sale = SaleID(1)
    static let sku = SKUID(1)

    init() {
        directory =
            FileManager.default.temporaryDirectory.path + "/spillway-cell-\(UUID().uuidString)"
    }

    deinit { try? FileManager.default.removeItem(atPath: directory) }

    func open(_ change: (inout CellOptions) -> Void = { _ in }) throws -> Cell {
        var options = CellOptions()
        options.limits = Limits(orders: 100_000)
        options.recoveryRetryMilliseconds = 20
        change(&options)
        return try Cell(directory: directory, options: options)
    }

    /// Opens a sale of one SKU with this stock.
    static func openSale(_ client: BlockingClient, stock: Int64) -> Bool {
        let commands: [Command] = [
            .setSale(
                SaleTerms(merchant: merchant, sale: sale, startsAt: Timestamp(0), currency: .yuan)),
            .setItem(
                ItemTerms(merchant: merchant, sale: sale, sku: sku, unitPrice: MinorUnits(100))),
            .changeStock(
                ChangeStock(
                    merchant: merchant, sale: sale, sku: sku, delta: stock,
                    reference: Reference(high: 1, low: 1))),
        ]
        return commands.allSatisfy { client.ask($0).decision.code == .done }
    }

    static func order(_ key: UInt64, buyer: UInt64 = 1, quantity: UInt32 = 1) -> Command {
        let order = PlaceOrder(
            merchant: merchant, buyer: BuyerID(buyer), key: IdempotencyKey(high: 1, low: key),
            paymentDeadline: SystemClock().now().adding(milliseconds: 600_000))
        let line = LineRequest(sale: sale, sku: sku, quantity: quantity, unitPrice: MinorUnits(100))
        return .place(order, lines: [line])
    }
}

/// Waits for a condition that another thread brings about; false after ten seconds.
func eventually(_ condition: () throws -> Bool) rethrows -> Bool {
    let clock = SystemClock()
    let end = clock.monotonicNanoseconds() + 10_000_000_000
    while clock.monotonicNanoseconds() < end {
        if try condition() { return true }
        clock.pause(nanoseconds: 1_000_000)
    }
    return try condition()
}
