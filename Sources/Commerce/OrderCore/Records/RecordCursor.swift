package import OrderRecords
package import Primitives

/// Walks over the records of a batch's payload; bytes that make no records throw and never trap.
package struct RecordCursor: ~Escapable {
    /// The payload: prelude and records.
    package let payload: RawSpan
    /// The prelude.
    package let prelude: order_batch_prelude
    /// Where the current record starts.
    package private(set) var offset = 0
    /// The current record's header.
    package private(set) var header = order_record_header()
    private var end = MemoryLayout<order_batch_prelude>.size

    /// Starts before the first record of `payload`.
    @_lifetime(copy payload)
    package init(_ payload: RawSpan) throws(RecordError) {
        guard payload.byteCount >= MemoryLayout<order_batch_prelude>.size else {
            throw .truncated(offset: payload.byteCount)
        }
        self.payload = payload
        prelude = unsafe payload.unsafeLoadUnaligned(as: order_batch_prelude.self)
        guard prelude.version == ORDER_RECORDS_VERSION else { throw .version(prelude.version) }
    }

    /// Steps to the next record and gives its kind; nil after the last.
    @_lifetime(self: copy self)
    package mutating func next() throws(RecordError) -> RecordKind? {
        guard end < payload.byteCount else { return nil }
        offset = end
        guard payload.byteCount - offset >= MemoryLayout<order_record_header>.size else {
            throw .truncated(offset: offset)
        }
        header = unsafe payload.unsafeLoadUnaligned(
            fromByteOffset: offset, as: order_record_header.self)
        guard let kind = RecordKind(rawValue: header.kind) else {
            throw .unknownKind(header.kind, offset: offset)
        }
        let length = Int(header.length)
        guard length % 8 == 0, length >= kind.fixedLength, length <= payload.byteCount - offset,
            kind == .placed ? placedIsWhole : length == kind.fixedLength
        else { throw .truncated(offset: offset) }
        end = offset + length
        return kind
    }

    /// When the current record was decided.
    package var time: Timestamp {
        Timestamp(prelude.base_time).adding(milliseconds: Int64(header.time_offset))
    }

    /// Whether the current record belongs to a rehearsal.
    package var isRehearsal: Bool { UInt32(header.flags) & ORDER_FLAG_REHEARSAL != 0 }

    /// The fixed part of the current record; its type must be the one of the kind that `next` gave.
    package func load<Record: BitwiseCopyable>(_: Record.Type) -> Record {
        precondition(MemoryLayout<Record>.size <= Int(header.length))
        return unsafe payload.unsafeLoadUnaligned(fromByteOffset: offset, as: Record.self)
    }

    /// Lines of the current record, which is an accepted order.
    package var lineCount: Int {
        let fixed = MemoryLayout<order_record_placed>.size
        return hasCoupon ? (Int(header.length) - fixed - 8) / 24 : (Int(header.length) - fixed) / 16
    }

    /// A line of the current record, which is an accepted order.
    package func line(_ index: Int) -> order_placed_line {
        precondition(index >= 0 && index < lineCount)
        let place = offset + MemoryLayout<order_record_placed>.size + index * 16
        return unsafe payload.unsafeLoadUnaligned(fromByteOffset: place, as: order_placed_line.self)
    }

    /// The coupon that the current record, an accepted order, used.
    package var coupon: UInt32? {
        guard hasCoupon else { return nil }
        let place = offset + MemoryLayout<order_record_placed>.size + lineCount * 16
        return unsafe payload.unsafeLoadUnaligned(
            fromByteOffset: place, as: order_placed_coupon.self
        ).coupon
    }

    /// What was taken off a line of the current record, an accepted order.
    package func discount(_ index: Int) -> Int64 {
        guard hasCoupon else { return 0 }
        precondition(index >= 0 && index < lineCount)
        let place = offset + MemoryLayout<order_record_placed>.size + lineCount * 16 + 8 + index * 8
        return unsafe payload.unsafeLoadUnaligned(fromByteOffset: place, as: Int64.self)
    }

    private var hasCoupon: Bool { UInt32(header.flags) & ORDER_FLAG_COUPON != 0 }

    private var placedIsWhole: Bool {
        let rest = Int(header.length) - MemoryLayout<order_record_placed>.size - (hasCoupon ? 8 : 0)
        let each = hasCoupon ? 24 : 16
        return rest > 0 && rest % each == 0 && rest / each <= Limits.maximumLines
    }
}

extension RecordKind {
    /// Bytes of the record's fixed part.
    package var fixedLength: Int {
        switch self {
        case .saleSet: MemoryLayout<order_record_sale_set>.size
        case .itemSet: MemoryLayout<order_record_item_set>.size
        case .stockChanged: MemoryLayout<order_record_stock_changed>.size
        case .couponSet: MemoryLayout<order_record_coupon_set>.size
        case .placed: MemoryLayout<order_record_placed>.size
        case .payment: MemoryLayout<order_record_payment>.size
        case .expired: MemoryLayout<order_record_expired>.size
        case .cancelled: MemoryLayout<order_record_cancelled>.size
        case .refunded: MemoryLayout<order_record_refunded>.size
        case .restocked: MemoryLayout<order_record_restocked>.size
        case .forgotten: MemoryLayout<order_record_forgotten>.size
        case .kept: MemoryLayout<order_record_kept>.size
        }
    }
}
