/// The stock of a pool: given = free + held + sold, always.
struct Stock: BitwiseCopyable, Sendable {
    var given: Int64 = 0
    var held: Int64 = 0
    var sold: Int64 = 0
    var free: Int64 { given - held - sold }
}

/// A SKU in a sale, with its price, limit and stock, real and shadow: a pool.
struct ItemState: SlabRecord {
    var sku: UInt64 = 0
    var price: Int64 = 0
    var real = Stock()
    var shadow = Stock()
    /// Number of the sale in the sales slab; 0 in a free record.
    var sale: UInt32 = 0
    var limitPerBuyer: UInt32 = 0
    /// Units that the order under decision wants of this pool; 0 between decisions.
    var pending: UInt32 = 0
    private var padding: UInt32 = 0

    init(sku: UInt64, sale: UInt32) { (self.sku, self.sale) = (sku, sale) }
    private init(link: UInt32) { limitPerBuyer = link }

    var isLive: Bool { sale != 0 }
    var freeLink: UInt32 { limitPerBuyer }
    static func free(link: UInt32) -> ItemState { ItemState(link: link) }

    /// The stock that real orders draw on, or that rehearsal orders draw on.
    @inline(__always) subscript(rehearsal isRehearsal: Bool) -> Stock {
        get { isRehearsal ? shadow : real }
        set { if isRehearsal { shadow = newValue } else { real = newValue } }
    }
}

/// The way from a sale and a SKU to the pool: 8 bytes.
struct ItemEntry: HashEntry {
    var hash: UInt32
    var pool: UInt32
    var isEmpty: Bool { pool == 0 }

    @inline(__always) static func hash(sale: UInt32, sku: UInt64) -> UInt32 {
        UInt32(truncatingIfNeeded: mixed(sku ^ (UInt64(sale) << 40)) >> 32)
    }
}

/// A sale.
struct SaleState: SlabRecord {
    var startsAt: Int64 = 0
    var endsAt: Int64 = 0
    var id: UInt32 = 0
    var merchant: UInt32 = 0
    var limitPerBuyer: UInt32 = 0
    /// Units that the order under decision wants in this sale; 0 between decisions.
    var pending: UInt32 = 0
    var currency: UInt16 = 0
    var status: UInt8 = 0
    private var padding: (UInt8, UInt32) = (0, 0)

    init() {}
    private init(link: UInt32) { id = link }

    var isLive: Bool { status != 0 }
    var freeLink: UInt32 { id }
    static func free(link: UInt32) -> SaleState { SaleState(link: link) }
}

/// The way from a number given from outside (a sale, a coupon) to its record: 8 bytes.
struct NameEntry: HashEntry {
    var name: UInt32
    var index: UInt32
    var isEmpty: Bool { index == 0 }
    var hash: UInt32 { Self.hash(name) }

    @inline(__always) static func hash(_ name: UInt32) -> UInt32 {
        UInt32(truncatingIfNeeded: mixed(UInt64(name)) >> 32)
    }
}
