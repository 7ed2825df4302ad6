internal import OrderRecords
package import Primitives

extension OrderCore {
    /// Does what time alone demands: expires holds past their deadline, forgets what is past its
    /// time.
    ///
    /// Deadlines count in whole seconds: a hold is released in the second after its deadline.
    ///
    /// - Parameter maximum: records at most; the frame must have room for them (24 bytes each).
    /// - Returns: records appended. When it is `maximum`, more is due: call again.
    package mutating func tick(at time: Timestamp, into frame: inout ByteFrame, maximum: Int) -> Int
    {
        let now = effective(time)
        let second = Self.second(now)
        var records = 0
        while records < maximum, let slot = wheel.firstDue(before: second, in: orders) {
            let order = orders[slot]
            switch OrderStatus(rawValue: order.status) {
            case .awaitingPayment: expire(order, at: now, into: &frame)
            case .paid:
                let end = latestEnd(of: order)
                if end > now && end != .max {
                    keep(order, until: min(end, now + limits.returnWindow), at: now, into: &frame)
                } else {
                    forget(order, at: now, into: &frame)
                }
            default: forget(order, at: now, into: &frame)
            }
            records += 1
        }
        return records
    }

    /// The second in which a moment lies, as the timer wheel counts.
    @inline(__always) static func second(_ time: Int64) -> UInt32 {
        UInt32(truncatingIfNeeded: min(max(time, 0) / 1000, Int64(UInt32.max)))
    }

    /// When the last of the sales ends in which an order counts; sales without an end do not count.
    private func latestEnd(of order: OrderState) -> Int64 {
        var latest: Int64 = 0
        var next = order.firstLine
        while next != 0 {
            let end = sales[items[lines[next].pool].sale].endsAt
            if end != .max { latest = max(latest, end) }
            next = lines[next].next
        }
        return latest
    }

    private mutating func expire(_ order: OrderState, at now: Int64, into frame: inout ByteFrame) {
        let length = MemoryLayout<order_record_expired>.size
        let record = order_record_expired(
            header: header(.expired, at: now, flags: flags(of: order), length: length),
            order: order.id,
            refund_due: order.received)
        commit(record, .expired, into: &frame)
    }

    private mutating func forget(_ order: OrderState, at now: Int64, into frame: inout ByteFrame) {
        let length = MemoryLayout<order_record_forgotten>.size
        let record = order_record_forgotten(
            header: header(.forgotten, at: now, flags: flags(of: order), length: length),
            order: order.id)
        commit(record, .forgotten, into: &frame)
    }

    private mutating func keep(
        _ order: OrderState, until: Int64, at now: Int64, into frame: inout ByteFrame
    ) {
        let length = MemoryLayout<order_record_kept>.size
        let record = order_record_kept(
            header: header(.kept, at: now, flags: flags(of: order), length: length),
            order: order.id,
            until: until)
        commit(record, .kept, into: &frame)
    }
}
