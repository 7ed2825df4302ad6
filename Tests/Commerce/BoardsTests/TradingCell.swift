import Foundation
import Journal
import OrderCore
import Orders
import Primitives

/// A cell in a folder of its own with a sale of two SKUs; removed at the end of the test.
final class TradingCell {
    static let merchant = MerchantID(7)
    static let sale = SaleID(3)
    static let coupon = CouponID(5)
    let directory: String
    let cell: Cell
    let client: BlockingClient
    private(set) var keys: UInt64 = 0

    init(hasOrderBook: Bool = true, directory: String? = nil) throws {
        self.directory =
            directory ?? FileManager.default.temporaryDirectory.path
            + "/spillway-boards-\(UUID().uuidString)"
        var options = CellOptions()
        options.limits = Limits(orders: 3_000_000)
        options.hasOrderBook = hasOrderBook
        cell = try Cell(directory: self.directory, options: options)
        client = BlockingClient(cell)
    }

    func close() { cell.close() }

    func remove() { try? FileManager.default.removeItem(atPath: directory) }

    func ask(_ command: Command) -> Decision { client.ask(command).decision }

    func openSale(stock: Int64) {
        let merchant = Self.merchant
        let start = Timestamp(SystemClock().now().rawValue - 60_000)
        var commands: [Command] = [
            .setSale(
                SaleTerms(
                    merchant: merchant, sale: Self.sale, startsAt: start,
                    endsAt: start.adding(milliseconds: 86_400_000), currency: .poundSterling)),
            .setCoupon(
                CouponTerms(
                    merchant: merchant, coupon: Self.coupon, kind: .fixed, value: 50,
                    currency: .poundSterling)),
        ]
        for sku in UInt64(1)...2 {
            commands.append(
                .setItem(
                    ItemTerms(
                        merchant: merchant, sale: Self.sale, sku: SKUID(sku),
                        unitPrice: MinorUnits(Int64(sku) * 100))))
            commands.append(
                .changeStock(
                    ChangeStock(
                        merchant: merchant, sale: Self.sale, sku: SKUID(sku), delta: stock,
                        reference: Reference(high: 9, low: sku))))
        }
        for command in commands { precondition(ask(command).code == .done) }
    }

    func place(
        sku: UInt64 = 1, quantity: UInt32 = 1, buyer: UInt64 = 1, coupon: Bool = false,
        isRehearsal: Bool = false
    ) -> Decision {
        ask(
            order(
                sku: sku, quantity: quantity, buyer: buyer, coupon: coupon, isRehearsal: isRehearsal
            ))
    }

    func order(
        sku: UInt64 = 1, quantity: UInt32 = 1, buyer: UInt64 = 1, coupon: Bool = false,
        isRehearsal: Bool = false
    ) -> Command {
        keys += 1
        let order = PlaceOrder(
            merchant: Self.merchant, buyer: BuyerID(buyer),
            key: IdempotencyKey(high: buyer, low: keys), coupon: coupon ? Self.coupon : nil,
            paymentDeadline: SystemClock().now().adding(milliseconds: 600_000),
            isRehearsal: isRehearsal)
        return .place(
            order,
            lines: [
                LineRequest(
                    sale: Self.sale, sku: SKUID(sku), quantity: quantity,
                    unitPrice: MinorUnits(Int64(sku) * 100))
            ])
    }

    func pay(_ order: OrderID, _ amount: Int64) -> Decision {
        keys += 1
        return ask(
            .pay(
                PayOrder(
                    merchant: Self.merchant, order: order, reference: Reference(high: 1, low: keys),
                    amount: MinorUnits(amount), currency: .poundSterling)))
    }

    /// Places so many orders of one unit, hundreds at a time.
    func flood(_ count: Int) {
        let buffer = CommandBuffer(capacity: 1 << 20)
        var (sent, answered) = (0, 0)
        while answered < count {
            if sent < count && sent - answered < 8000 {
                buffer.reset()
                for _ in 0..<min(1000, count - sent) {
                    buffer.add(order(buyer: UInt64(sent % 5000 + 1)), client: 0, token: 1)
                }
                if client.submit(buffer) == nil { sent += buffer.count }
            }
            answered += client.take(waitingAtMost: sent == count ? 1_000_000_000 : 0).count
        }
    }
}
