package import OrderCore
package import Primitives

/// What the order core must do, written down a second time and as plainly as can be: dictionaries
/// and sums, no tables, no bytes. It shares no code with the core beyond commands and decisions.
///
/// It is given every command in the order in which a leader decided it and says what the decision
/// must be. It is a value: a copy is a point in time to go back to.
package struct ReferenceModel: Sendable {
    let limits: Limits
    /// The latest time at which anything changed.
    var now: Int64 = 0
    /// When the batch under way was begun; nil between batches.
    var batchBegan: Int64?
    /// Changes in the batch under way.
    var changes = 0

    var sales: [SaleID: ModelSale] = [:]
    var items: [ModelItemName: ModelItem] = [:]
    var coupons: [CouponID: ModelCoupon] = [:]
    var orders: [OrderID: ModelOrder] = [:]
    var keys: [IdempotencyKey: OrderID] = [:]
    var movements: [Reference: ModelMovement] = [:]
    /// References of stock changes, the oldest first: only so many are remembered.
    var stockReferences: [Reference] = []
    /// Orders that the core has forgotten, as they were then.
    var forgotten: [ModelOrder] = []
    /// Orders ever accepted.
    var accepted: UInt64 = 0
    /// Money that ever came in, and that ever went or goes back, in all currencies together.
    var moneyIn: Int64 = 0
    var moneyBack: Int64 = 0

    /// A model of an empty core with these bounds.
    package init(limits: Limits) { self.limits = limits }

    /// Says what a command must be answered at a time.
    ///
    /// - Parameter proposed: the number that the core gave to an order, if it accepted one: numbers
    ///   are the core's own, and must be new.
    package mutating func decide(_ command: Command, at time: Timestamp, proposed: OrderID)
        -> Decision
    {
        let now = begin(at: time)
        switch command {
        case .place(let order, let lines): return place(order, lines, now, proposed)
        case .pay(let payment): return pay(payment, now)
        case .cancel(let cancel): return self.cancel(cancel, now)
        case .refund(let refund): return self.refund(refund, now)
        case .restock(let restock): return self.restock(restock, now)
        case .setSale(let terms): return set(terms, now)
        case .setItem(let terms): return set(terms, now)
        case .changeStock(let change): return changeStock(change, now)
        case .setCoupon(let terms): return set(terms, now)
        }
    }

    /// Time in a batch neither goes behind its begin nor behind what was decided before, and stands
    /// still when the batch is 49 days old, as a record counts time from its batch's begin in 32
    /// bits.
    mutating func begin(at time: Timestamp) -> Int64 {
        let latest = max(now, time.rawValue)
        // A batch that holds no change yet is as good as one that was not begun.
        guard changes > 0, let batchBegan else {
            batchBegan = latest
            return latest
        }
        return min(max(latest, batchBegan), batchBegan + Int64(UInt32.max))
    }

    /// Ends the batch under way.
    mutating func seal() {
        batchBegan = nil
        changes = 0
    }

    /// Notes that something changed at a time.
    mutating func changed(at time: Int64) {
        now = max(now, time)
        changes += 1
    }

    func busy(_ table: Limits.Table, _ size: Int) -> Decision {
        Decision(.busy, amount: table.rawValue, detail: Int64(size))
    }

    func invalid(_ reason: InvalidReason, line: Int = 0) -> Decision {
        Decision(.invalid, line: line, amount: reason.rawValue)
    }
}
