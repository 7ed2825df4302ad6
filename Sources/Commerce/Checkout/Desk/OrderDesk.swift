package import Boards
internal import Crypto
internal import Identity
package import OrderCore
package import Orders
package import Primitives
package import Service
internal import Synchronization

/// Where orders are asked for and looked up: turns wishes into commands for the core, and what the
/// book says into documents.
package final class OrderDesk: Sendable {
    /// Finds a merchant's coupon by the text that a buyer typed.
    package typealias FindCoupon = @Sendable (MerchantID, String) -> CouponID?

    /// The cell.
    package let cell: Cell
    /// Prices and stock.
    package let boards: Boards
    let book: OrderBook
    let clock: any WallClock
    private let client: SharedClient
    private let findCoupon: FindCoupon
    /// Orders until one is dropped; none for ever less than one.
    private let untilDropped: Atomic<Int>

    /// How long an order is held for its payment, in milliseconds.
    package static let paymentMilliseconds: Int64 = 15 * 60_000
    /// Which of the orders is dropped, and its number, which no order reaches.
    private static let dropped = 40
    private static let droppedNumber: UInt64 = 4_000_000_000
    /// How long a reader waits for the book to show what is in the journal.
    private static let bookPatience: UInt64 = 1_000_000_000

    /// Joins a cell whose order book is kept.
    ///
    /// - Parameter dropsAnOrder: Acknowledges one order that nobody writes down, where an audit is
    ///   tried out.
    package init(
        cell: Cell, book: OrderBook, boards: Boards, clock: any WallClock = SystemClock(),
        dropsAnOrder: Bool = false, findCoupon: @escaping FindCoupon
    ) {
        untilDropped = Atomic(dropsAnOrder ? Self.dropped : 0)
        self.cell = cell
        self.book = book
        self.boards = boards
        self.clock = clock
        self.findCoupon = findCoupon
        client = SharedClient(cell)
    }

    /// Asks for an order and waits for the durable answer.
    ///
    /// - Parameter entry: the first step of the funnel that was not counted for this buyer.
    /// - Throws: `Problem` 409 `unknown_coupon` for a text that names no coupon of the merchant.
    package func place(
        _ wish: OrderRequest, merchant: MerchantID, buyer: BuyerID, key: String,
        entry: FunnelStep = .view
    ) throws(Problem) -> OrderReceipt {
        let start = clock.monotonicNanoseconds()
        let (order, lines, currency) = try command(
            wish, merchant: merchant, buyer: buyer,
            key: Self.digest(merchant, buyer, Array(key.utf8).span), now: clock.now())
        let answer = client.ask(.place(order, lines: lines))
        if !wish.isRehearsal { count(answer, merchant, since: start, entry: entry) }
        return receipt(answer, wish, order, currency: currency)
    }

    /// What an order is told that is dropped by mistake; nil for all others.
    func dropping() -> Decision? {
        guard untilDropped.load(ordering: .relaxed) > 0,
            untilDropped.subtract(1, ordering: .relaxed).newValue == 0
        else { return nil }
        return Decision(.accepted, order: OrderID(Self.droppedNumber), amount: 100)
    }

    /// Asks anything else of the core and waits for the durable answer.
    package func ask(_ command: Command) -> Answer { client.ask(command) }

    /// Cancels an order: by its buyer, or by the merchant for nil.
    package func cancel(_ order: OrderID, merchant: MerchantID, buyer: BuyerID?) -> Answer {
        client.ask(.cancel(CancelOrder(merchant: merchant, order: order, buyer: buyer)))
    }

    /// The command for a wish, and the currency of its first line.
    ///
    /// - Throws: `Problem` 403 where a buyer of a rehearsal asks for real stock, or a customer for
    ///   shadow stock: a rehearsal can sell nothing, and nobody passes by a waiting room as one.
    func command(
        _ wish: OrderRequest, merchant: MerchantID, buyer: BuyerID, key: IdempotencyKey,
        now: Timestamp
    ) throws(Problem) -> (PlaceOrder, [LineRequest], Currency) {
        guard wish.isRehearsal == RehearsalBuyers.contains(buyer) else {
            throw wish.isRehearsal
                ? Problem(
                    403, "rehearsal_refused",
                    "Orders of a rehearsal take the tokens of its own buyers.")
                : Problem(
                    403, "rehearsal_only",
                    "This token places orders of a rehearsal alone: say \"rehearsal\": true.")
        }
        var coupon: CouponID?
        if let text = wish.coupon, !text.isEmpty {
            coupon = findCoupon(merchant, text)
            if coupon == nil {
                throw Problem(409, "unknown_coupon", "This store has no coupon \"\(text)\".")
            }
        }
        var currency = Currency(0)
        var lines: [LineRequest] = []
        lines.reserveCapacity(wish.lines.count)
        for line in wish.lines {
            let pool =
                line.sale.map { boards.stock.pool(sale: $0, sku: line.sku) }
                ?? boards.stock.offer(of: line.sku, at: now)
            if let pool, lines.isEmpty { currency = pool.currency }
            lines.append(
                LineRequest(
                    sale: line.sale ?? pool?.sale ?? SaleID(0), sku: line.sku,
                    quantity: line.quantity,
                    unitPrice: line.unitPrice ?? pool?.unitPrice ?? .zero))
        }
        let order = PlaceOrder(
            merchant: merchant, buyer: buyer, key: key,
            coupon: coupon, paymentDeadline: now.adding(milliseconds: Self.paymentMilliseconds),
            isRehearsal: wish.isRehearsal)
        return (order, lines, currency)
    }

    /// Tells the big screen of an answer to an order that is no rehearsal's.
    func count(_ answer: Answer, _ merchant: MerchantID, since start: UInt64, entry: FunnelStep) {
        let code = answer.outcome == .decided ? answer.decision.code : nil
        let isNew = code == .accepted && !answer.decision.isReplay
        boards.sales.count(
            answer: code, of: merchant,
            latencyNanoseconds: clock.monotonicNanoseconds() &- start,
            entry: isNew ? entry : nil)
    }

    /// Waits until the book shows everything that is in the journal now, for a second at most, so
    /// that whoever was told "accepted" finds the order; says whether it does.
    @discardableResult
    package func settleBook() -> Bool {
        cell.settleOrderBook(atMost: Self.bookPatience)
    }

    /// Names an order by its buyer's key: the first half of a SHA-256, so that nobody meets the
    /// keys of others.
    static func digest(_ merchant: MerchantID, _ buyer: BuyerID, _ key: Span<UInt8>)
        -> IdempotencyKey
    {
        var hash = SHA256()
        var numbers = InlineArray<12, UInt8>(repeating: 0)
        for byte in 0..<4 {
            numbers[byte] = UInt8(truncatingIfNeeded: merchant.rawValue >> (8 * byte))
        }
        for byte in 0..<8 {
            numbers[4 + byte] = UInt8(truncatingIfNeeded: buyer.rawValue >> (8 * byte))
        }
        unsafe numbers.span.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        unsafe key.withUnsafeBytes { unsafe hash.update(bufferPointer: $0) }
        return unsafe hash.finalize().withUnsafeBytes { digest in
            IdempotencyKey(
                high: unsafe UInt64(
                    bigEndian: digest.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
                low: unsafe UInt64(
                    bigEndian: digest.loadUnaligned(fromByteOffset: 8, as: UInt64.self)))
        }
    }
}
