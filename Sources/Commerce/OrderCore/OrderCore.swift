internal import OrderRecords
package import Primitives

/// The deterministic state machine that decides every order of a cell.
///
/// It knows no clock, disk, network or randomness. A command with its time goes in; a decision
/// comes out, and what changed is appended to a frame as records (`order_records.h`). Folding the
/// records gives the same state again: on a restart, on a standby, in an audit. Every change of
/// state is made by a function of `OrderCore+Apply…`, on the leader and in a fold alike.
///
/// One owner, one thread at a time. In the steady state nothing is allocated; tables grow by
/// segments and copy nothing.
package struct OrderCore: ~Copyable, Sendable {
    /// The bounds.
    package let limits: Limits
    let plantedBug: PlantedBug?

    var orders: Slab<OrderState>
    var lines: Slab<LineState>
    var items: Slab<ItemState>
    var sales: Slab<SaleState>
    var coupons: Slab<CouponState>
    var references: Slab<ReferenceState>

    var keys: HashIndex<KeyEntry>
    var itemIndex: HashIndex<ItemEntry>
    var saleIndex: HashIndex<NameEntry>
    var couponIndex: HashIndex<NameEntry>
    var referenceIndex: HashIndex<ReferenceEntry>
    var counters: HashIndex<CounterEntry>
    var wheel: TimerWheel

    var scalars = Scalars()
    /// Base time of the batch being written; between batches it means nothing.
    var batchBase: Int64 = 0
    var batchRecords: UInt32 = 0

    /// What is not in a table.
    struct Scalars: BitwiseCopyable, Sendable {
        /// The latest time seen in a record: the core's own time never goes back.
        var now: Int64 = 0
        /// Orders that were ever accepted.
        var sequence: UInt64 = 0
        /// Runs over every record's effect.
        var digest: UInt64 = 0x5350_494C_4C57_4159
        var firstStockReference: UInt32 = 0
        var lastStockReference: UInt32 = 0
        var stockReferenceCount: UInt64 = 0
    }

    /// An empty core.
    package init(limits: Limits = Limits(), plantedBug: PlantedBug? = nil) {
        precondition(
            limits.idempotencyWindow > 0 && limits.idempotencyWindow <= Limits.maximumRetention)
        precondition(limits.returnWindow > 0 && limits.returnWindow <= Limits.maximumRetention)
        precondition(limits.orders < 1 << Self.slotBits)
        self.limits = limits
        self.plantedBug = plantedBug
        orders = Slab(limit: limits.orders)
        lines = Slab(limit: limits.lines)
        items = Slab(limit: limits.pools)
        sales = Slab(limit: limits.sales)
        coupons = Slab(limit: limits.coupons)
        references = Slab(limit: limits.references + limits.stockReferences)
        keys = HashIndex(limit: limits.orders)
        itemIndex = HashIndex(limit: limits.pools)
        saleIndex = HashIndex(limit: limits.sales)
        couponIndex = HashIndex(limit: limits.coupons)
        referenceIndex = HashIndex(limit: limits.references + limits.stockReferences)
        counters = HashIndex(limit: limits.counters)
        wheel = TimerWheel()
    }

    /// Digest over the effects of all records so far: equal digests, equal histories.
    package var digest: UInt64 { scalars.digest }
    /// Orders that were ever accepted.
    package var acceptedOrders: UInt64 { scalars.sequence }
    /// Orders in memory.
    package var orderCount: Int { orders.count }
    /// The core's time: the latest that it decided anything at.
    package var now: Timestamp { Timestamp(scalars.now) }

    // An order's number is its sequence number above the number of its slot, so that no index from
    // number to slot is needed.
    static var slotBits: UInt64 { 28 }

    @inline(__always) func slot(of order: OrderID) -> UInt32? {
        let slot = UInt32(truncatingIfNeeded: order.rawValue & (1 << Self.slotBits - 1))
        guard slot != 0, slot <= orders.highest, orders[slot].id == order.rawValue,
            orders[slot].isLive
        else {
            return nil
        }
        return slot
    }

    @inline(__always) func slot(of order: OrderID, merchant: MerchantID) -> UInt32? {
        guard let slot = slot(of: order), orders[slot].merchant == merchant.rawValue else {
            return nil
        }
        return slot
    }

    @inline(__always) func pool(sale: SaleID, sku: SKUID) -> UInt32? {
        let hash = ItemEntry.hash(sale: sale.rawValue, sku: sku.rawValue)
        let place = itemIndex.find(hash) { entry in
            items[entry.pool].sku == sku.rawValue
                && sales[items[entry.pool].sale].id == sale.rawValue
        }
        guard let place else { return nil }
        return itemIndex[place].pool
    }

    func saleSlot(_ sale: SaleID) -> UInt32? {
        guard
            let place = saleIndex.find(NameEntry.hash(sale.rawValue), { $0.name == sale.rawValue })
        else {
            return nil
        }
        return saleIndex[place].index
    }

    func couponSlot(_ coupon: CouponID) -> UInt32? {
        guard
            let place = couponIndex.find(
                NameEntry.hash(coupon.rawValue), { $0.name == coupon.rawValue })
        else { return nil }
        return couponIndex[place].index
    }

    func referenceSlot(_ reference: Reference) -> UInt32? {
        let place = referenceIndex.find(ReferenceEntry.hash(reference)) { entry in
            references[entry.index].reference == reference
        }
        guard let place else { return nil }
        return referenceIndex[place].index
    }

    func currency(of order: UInt32) -> UInt16 {
        sales[items[lines[orders[order].firstLine].pool].sale].currency
    }

    func busy(_ table: Limits.Table, _ size: Int) -> Decision {
        Decision(.busy, amount: table.rawValue, detail: Int64(size))
    }

    func invalid(_ reason: InvalidReason, line: Int = 0) -> Decision {
        Decision(.invalid, line: line, amount: reason.rawValue)
    }

    /// Decides any command.
    package mutating func decide(
        _ command: Command, at time: Timestamp, into frame: inout ByteFrame
    ) -> Decision {
        switch command {
        case .place(let order, let lines): place(order, lines: lines.span, at: time, into: &frame)
        case .pay(let command): pay(command, at: time, into: &frame)
        case .cancel(let command): cancel(command, at: time, into: &frame)
        case .refund(let command): refund(command, at: time, into: &frame)
        case .restock(let command): restock(command, at: time, into: &frame)
        case .setSale(let command): setSale(command, at: time, into: &frame)
        case .setItem(let command): setItem(command, at: time, into: &frame)
        case .changeStock(let command): changeStock(command, at: time, into: &frame)
        case .setCoupon(let command): setCoupon(command, at: time, into: &frame)
        }
    }
}
