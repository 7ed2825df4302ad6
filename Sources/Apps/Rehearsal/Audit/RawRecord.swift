internal import OrderRecords
internal import Primitives

/// A record of the journal, as the audit reads it.
struct RawRecord {
    var position: UInt64
    var time: Int64
    var kind: UInt8
    var flags: UInt32
    var bytes: RawBytes

    /// The record as the struct of its kind; nil when it is too short for that.
    func load<Value: BitwiseCopyable>(_ type: Value.Type) -> Value? { bytes.load(type) }

    /// The lines of an accepted order; nil when the length cannot be.
    var lines: [AuditOrder.Line]? {
        let fixed = MemoryLayout<order_record_placed>.size
        let each = MemoryLayout<order_placed_line>.size
        let trailer = hasCoupon ? MemoryLayout<order_placed_coupon>.size : 0
        let all = each + (hasCoupon ? MemoryLayout<Int64>.size : 0)
        let rest = bytes.count - fixed - trailer
        guard rest > 0, rest % all == 0 else { return nil }
        let count = rest / all
        let discounts = fixed + count * each + trailer
        return (0..<count).compactMap { index in
            guard let line = bytes.load(order_placed_line.self, at: fixed + index * each),
                let discount = hasCoupon ? bytes.load(Int64.self, at: discounts + index * 8) : 0
            else { return nil }
            return AuditOrder.Line(
                pool: line.pool, quantity: line.quantity, price: line.unit_price,
                discount: discount)
        }
    }

    /// The coupon of an accepted order with so many lines, if it has one.
    func coupon(behind lines: Int) -> UInt32? {
        guard hasCoupon else { return nil }
        let offset =
            MemoryLayout<order_record_placed>.size + lines * MemoryLayout<order_placed_line>.size
        return bytes.load(order_placed_coupon.self, at: offset)?.coupon
    }

    private var hasCoupon: Bool { flags & ORDER_FLAG_COUPON != 0 }

    /// Splits the payload of a batch into records; nil, with the reason, when it is none.
    static func split(_ payload: RawBytes, position: UInt64) -> (
        records: [RawRecord], failure: String?
    ) {
        guard let prelude = payload.load(order_batch_prelude.self) else {
            return ([], "no prelude")
        }
        guard prelude.version == ORDER_RECORDS_VERSION else {
            return ([], "version \(prelude.version)")
        }
        var records: [RawRecord] = []
        var offset = MemoryLayout<order_batch_prelude>.size
        while offset < payload.count {
            guard let header = payload.load(order_record_header.self, at: offset),
                Int(header.length) >= MemoryLayout<order_record_header>.size,
                header.length % 8 == 0,
                let bytes = payload.slice(offset, Int(header.length))
            else { return (records, "the records end in the middle of one at byte \(offset)") }
            records.append(
                RawRecord(
                    position: position, time: prelude.base_time &+ Int64(header.time_offset),
                    kind: header.kind, flags: UInt32(header.flags), bytes: bytes))
            offset += Int(header.length)
        }
        guard records.count == Int(prelude.record_count) else {
            return (records, "\(records.count) records, the prelude says \(prelude.record_count)")
        }
        return (records, nil)
    }
}
