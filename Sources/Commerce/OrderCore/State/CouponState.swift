/// What a coupon has granted so far, of its budgets.
struct CouponUse: BitwiseCopyable, Sendable {
    var money: Int64 = 0
    var count: Int64 = 0
}

/// A coupon with its budgets, real and shadow.
struct CouponState: SlabRecord {
    var value: Int64 = 0
    var minimumSpend: Int64 = 0
    var budgetMoney: Int64 = 0
    var startsAt: Int64 = 0
    var endsAt: Int64 = 0
    var real = CouponUse()
    var shadow = CouponUse()
    var id: UInt32 = 0
    var merchant: UInt32 = 0
    var budgetCount: UInt32 = 0
    var limitPerBuyer: UInt32 = 0
    var currency: UInt16 = 0
    /// `CouponTerms.Kind`, or 0 in a free record.
    var kind: UInt8 = 0
    private var padding: (UInt8, UInt32) = (0, 0)

    init() {}
    private init(link: UInt32) { id = link }

    var isLive: Bool { kind != 0 }
    var freeLink: UInt32 { id }
    static func free(link: UInt32) -> CouponState { CouponState(link: link) }

    @inline(__always) subscript(rehearsal isRehearsal: Bool) -> CouponUse {
        get { isRehearsal ? shadow : real }
        set { if isRehearsal { shadow = newValue } else { real = newValue } }
    }
}
