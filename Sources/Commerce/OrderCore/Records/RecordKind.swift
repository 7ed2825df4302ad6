/// The kinds of records, as in `order_records.h`.
package enum RecordKind: UInt8, Sendable, CaseIterable {
    case saleSet = 1
    case itemSet = 2
    case stockChanged = 3
    case couponSet = 4
    case placed = 5
    case payment = 6
    case expired = 7
    case cancelled = 8
    case refunded = 9
    case restocked = 10
    case forgotten = 11
    case kept = 12
}
