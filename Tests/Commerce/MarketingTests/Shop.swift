import Boards
import Foundation
import Marketing
import OrderCore
import Orders
import Primitives
import Service
import Store

/// A clock that stands where a test puts it; measuring goes on.
final class SetClock: WallClock {
    private let time: ConditionLock<Timestamp>
    init(_ time: Timestamp) { self.time = ConditionLock(time) }
    func now() -> Timestamp { time.withLock { $0 } }
    func monotonicNanoseconds() -> UInt64 { SystemClock().monotonicNanoseconds() }
    func advance(milliseconds: Int64) {
        time.withLock { $0 = $0.adding(milliseconds: milliseconds) }
    }
}

/// A cell with marketing in a folder of its own, removed at the end of the test.
final class Shop {
    static let merchant = MerchantID(1)
    static let other = MerchantID(2)
    let directory: String
    let clock = SetClock(Timestamp(1_800_000_000_000))
    private(set) var cell: Cell
    private(set) var marketing: Marketing

    init() throws {
        directory =
            FileManager.default.temporaryDirectory.path + "/spillway-shop-\(UUID().uuidString)"
        cell = try Self.open(directory, clock)
        marketing = try Marketing(
            StoreConfiguration(.sqlite(path: directory + "/marketing.sqlite")), cell: cell,
            clock: clock)
    }

    deinit {
        cell.close()
        try? FileManager.default.removeItem(atPath: directory)
    }

    private static func open(_ directory: String, _ clock: SetClock) throws -> Cell {
        var options = CellOptions()
        options.limits = Limits(orders: 100_000)
        options.hasStandby = false
        return try Cell(directory: directory, options: options, clock: clock)
    }

    /// Everything is opened again, as after a crash.
    func reopen() throws {
        try? marketing.close()
        cell.close()
        cell = try Self.open(directory, clock)
        marketing = try Marketing(
            StoreConfiguration(.sqlite(path: directory + "/marketing.sqlite")), cell: cell,
            clock: clock)
    }

    /// A draft of a sale that opens in an hour and lasts a day.
    func draft(_ name: String = "Singles' Day") -> SaleDraft {
        let start = clock.now().adding(milliseconds: 3_600_000)
        return SaleDraft(
            name: LocalText(name, "双十一"), startsAt: start,
            endsAt: start.adding(milliseconds: 86_400_000), currency: .poundSterling)
    }

    func order(
        _ sale: SaleID, _ sku: UInt64, _ price: Int64, key: UInt64, quantity: UInt32 = 1,
        coupon: CouponID? = nil
    ) -> Decision {
        let client = BlockingClient(cell)
        defer { client.leave() }
        let order = PlaceOrder(
            merchant: Self.merchant, buyer: BuyerID(key), key: IdempotencyKey(high: 5, low: key),
            coupon: coupon, paymentDeadline: clock.now().adding(milliseconds: 600_000))
        let line = LineRequest(
            sale: sale, sku: SKUID(sku), quantity: quantity, unitPrice: MinorUnits(price))
        return client.ask(.place(order, lines: [line])).decision
    }

    /// The code of the problem that `body` throws.
    func code(_ body: () throws -> Void) -> String? {
        do {
            try body()
            return nil
        } catch {
            return (error as? Problem)?.code
        }
    }
}
