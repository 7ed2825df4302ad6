internal import NIOCore
internal import Primitives

/// Answers from stored responses (RFC 9111 §4, RFC 9110 §14.2).
enum StoredAnswer {
    /// Head and body; the body is nil where there is none.
    static func make(
        _ stored: StoredResponse, to request: RequestHead, now: Timestamp, told: CacheStatus?,
        options: CacheOptions
    ) -> (ResponseHead, ByteBuffer?) {
        var status = told ?? CacheStatus()
        if told == nil {
            status.isHit = true
            status.secondsLeft = stored.remaining(at: now) / 1000
        }
        var head = ResponseHead(
            status: stored.status, fields: stored.sent,
            length: stored.status == 204 ? nil : Int64(stored.body.readableBytes),
            age: stored.age(at: now) / 1000, cacheStatus: status)
        switch Delivery.of(stored, to: request) {
        case .whole: return (head, stored.body)
        case .notModified:
            head.status = 304
            head.length = nil
            head.fields.filter { name, _ in Delivery.belongsInNotModified(name) }
            return (head, nil)
        case .part(let range):
            let start = range.bytes.lowerBound - (stored.range?.bytes.lowerBound ?? 0)
            let count = range.bytes.upperBound - range.bytes.lowerBound
            guard
                let body = stored.body.getSlice(
                    at: stored.body.readerIndex + Int(start), length: Int(count))
            else { return (head, stored.body) }
            head.status = 206
            head.length = count
            head.fields.set(.contentRange, range.text)
            return (head, body)
        case .notSatisfiable(let length):
            head.status = 416
            head.length = 0
            head.fields.filter { name, _ in Delivery.belongsInNotModified(name) }
            head.fields.append(.contentRange, "bytes */\(length)")
            return (head, nil)
        }
    }
}
