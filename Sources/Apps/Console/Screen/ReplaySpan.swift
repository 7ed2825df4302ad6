internal import Primitives
internal import Service

/// What an address of the big screen asks to be replayed: `from`, `to` and `speed`.
struct ReplaySpan {
    /// Where it begins.
    var from: Timestamp
    /// Where it ends: now or as long after `from` as may be, unless somebody says otherwise.
    var until: Timestamp
    /// So many times as fast as it was.
    var speed: Int

    private static let speeds = 1...10_000

    /// - Throws: `Problem` 422 that names the parameter that cannot be.
    init(_ request: Request) throws(Problem) {
        guard let from = request.query["from"].flatMap({ Timestamp(rfc3339: $0) }) else {
            throw .field("query:from", "must be a time such as 2026-11-11T00:00:00Z")
        }
        let now = request.receivedAt
        guard from < now else { throw .field("query:from", "must be in the past") }
        let (last, isBeyond) = from.rawValue.addingReportingOverflow(
            ScreenReplay.maximumMilliseconds)
        self.from = from
        until = isBeyond ? now : min(now, Timestamp(last))
        if let text = request.query["to"], !text.isEmpty {
            guard let to = Timestamp(rfc3339: text) else {
                throw .field("query:to", "must be a time such as 2026-11-11T00:00:00Z")
            }
            guard from < to, isBeyond || to.rawValue <= last else {
                throw .field("query:to", "must be within 31 days after from")
            }
            until = to
        }
        speed = 1
        if let text = request.query["speed"], !text.isEmpty {
            guard let number = Int(text), Self.speeds.contains(number) else {
                throw .field("query:speed", "must be 1 to 10000")
            }
            speed = number
        }
    }
}
