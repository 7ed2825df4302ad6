/// One sending of a request, as the ledger has it, with its answer if one came.
struct LedgerRequest {
    var kind: UInt8
    var attempt: Int
    var buyer: UInt64
    /// Microseconds since the run began.
    var sentAt: UInt64
    var due: UInt64
    var key: String
    var content: String
    var answer: LedgerAnswer?

    /// Stands behind the lines of an order with a coupon.
    static let couponMark = ";coupon"

    /// Whether it asks for an order.
    var isOrder: Bool { Self.isOrder(kind) }

    /// Whether requests of a kind ask for an order.
    static func isOrder(_ kind: UInt8) -> Bool { "fod".utf8.contains(kind) }
}

/// An answer, as the ledger has it.
struct LedgerAnswer {
    var at: UInt64
    var status: Int
    var code: String
    var order: UInt64
    var amount: Int64
    var isReplay: Bool

    /// Whether asking again could bring another one.
    var isFinal: Bool { status < 500 && status != 429 && status != 408 && status != 425 }

    /// Whether it did what was asked.
    var isSuccess: Bool { (200..<400).contains(status) }
}
