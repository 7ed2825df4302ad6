internal import OrderCore
internal import OrderRecords
internal import Primitives
internal import Service

/// Reads the events out of a batch's records. What a rehearsal did is no event, nor is what the
/// core does with its own memory.
struct EventReader {
    let names: EventNames
    let position: UInt64
    let merchants: Set<MerchantID>
    private var number: UInt32 = 0

    init(_ names: EventNames, at position: UInt64, for merchants: Set<MerchantID>) {
        self.names = names
        self.position = position
        self.merchants = merchants
    }

    /// The events of these merchants.
    mutating func read(_ payload: RawSpan) throws(EventsError) -> EventBatch {
        var batch = EventBatch(
            position: position, merchants: merchants, payloadBytes: payload.byteCount)
        var cursor: RecordCursor
        do { cursor = try RecordCursor(payload) } catch { throw damaged(error) }
        while true {
            let kind: RecordKind?
            do { kind = try cursor.next() } catch { throw damaged(error) }
            guard let kind else { return batch }
            number += 1
            guard !cursor.isRehearsal, let entry = try entry(kind, cursor) else { continue }
            batch.entries.append(entry)
        }
    }

    private func damaged(_ error: RecordError) -> EventsError {
        .damaged(position: position, "\(error)")
    }

    private func entry(
        _ kind: RecordKind, _ cursor: borrowing RecordCursor
    ) throws(EventsError) -> EventEntry? {
        switch kind {
        case .placed: try placed(cursor)
        case .payment: try paid(cursor)
        case .expired: try expired(cursor)
        case .cancelled: try cancelled(cursor)
        case .refunded: try refunded(cursor)
        case .restocked: try restocked(cursor)
        case .saleSet: saleSet(cursor)
        case .itemSet: try itemSet(cursor)
        case .stockChanged: try stockChanged(cursor)
        case .couponSet: couponSet(cursor)
        case .forgotten, .kept: nil
        }
    }

    /// The event as it goes out; nil where nobody asked for this merchant's.
    func event(
        _ type: EventType, of merchant: MerchantID, buyer: BuyerID? = nil,
        _ cursor: borrowing RecordCursor, _ members: @autoclosure () -> [JSON.Member]
    ) -> EventEntry? {
        guard merchants.contains(merchant) else { return nil }
        let id = EventID(batch: position, count: number)
        let data = JSON.object(
            [
                .init("id", .string("\(id)")), .init("type", .string(type.rawValue)),
                .init("at", .string(cursor.time.rfc3339)),
            ] + members())
        let head = "id: \(id)\nevent: \(type.rawValue)\ndata: "
        return EventEntry(
            number: number, type: type, merchant: merchant, buyer: buyer,
            bytes: Array(head.utf8) + data.bytes + Array("\n\n".utf8))
    }

    static func money(_ amount: Int64, _ currency: Currency) -> JSON {
        ["amount": .integer(amount), "currency": .string(currency.code)]
    }

    static func time(_ milliseconds: Int64) -> JSON {
        milliseconds == Timestamp.never.rawValue
            ? .null : .string(Timestamp(milliseconds).rfc3339)
    }
}
