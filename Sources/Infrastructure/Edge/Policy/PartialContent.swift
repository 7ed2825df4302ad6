internal import NIOCore

/// Stored parts of representations (RFC 9111 §3.3, §3.4).
enum PartialContent {
    enum Use: Equatable {
        /// The part holds what is asked for.
        case serve
        /// The part is the start of it; this is what is missing.
        case missing(ByteRange)
        case none
    }

    /// What a stored part does for a request.
    static func use(_ part: ContentRange, _ stored: StoredResponse, _ request: RequestHead) -> Use {
        guard request.method == .get else { return .none }
        guard let value = request.fields.first(.range), let ranges = ByteRange.read(value) else {
            // The whole is wanted: what follows is asked for, if it is sure to be of the same
            // whole.
            guard part.bytes.lowerBound == 0, let complete = part.complete,
                part.bytes.upperBound < complete, stored.strongValidator != nil
            else { return .none }
            return .missing(.from(part.bytes.upperBound, to: nil))
        }
        guard ranges.count == 1, !request.fields.contains(.ifRange),
            let wanted = resolve(ranges[0], part),
            part.bytes.contains(wanted)
        else { return .none }
        return .serve
    }

    /// The bytes that are asked for, where the length of the whole may not be known.
    static func resolve(_ range: ByteRange, _ part: ContentRange) -> Range<Int64>? {
        if let complete = part.complete { return range.resolved(length: complete) }
        guard case .from(let first, let last?) = range else { return nil }
        return first..<last + 1
    }

    /// A stored part and a new one that touches it, as one: all of the representation as 200, or a
    /// longer part (RFC 9111 §3.4). Nil where they do not belong together.
    static func combine(
        _ stored: StoredResponse, _ head: StorableHead, _ body: ByteBuffer, isPurged: Bool
    ) -> StoredResponse? {
        guard let new = head.range, new.bytes.count == body.readableBytes,
            let added = head.finished(body), let validator = added.strongValidator,
            let other = stored.strongValidator, validator.elementsEqual(other),
            stored.vary == head.vary
        else { return nil }
        let old =
            stored.range ?? ContentRange(0..<Int64(stored.body.readableBytes), of: new.complete)
        guard old.complete == nil || new.complete == nil || old.complete == new.complete,
            old.bytes.lowerBound <= new.bytes.upperBound,
            new.bytes.lowerBound <= old.bytes.upperBound
        else { return nil }
        let first = min(old.bytes.lowerBound, new.bytes.lowerBound)
        let last = max(old.bytes.upperBound, new.bytes.upperBound)
        // The new bytes count where both have some.
        var whole = ByteBuffer()
        whole.reserveCapacity(Int(last - first))
        if old.bytes.lowerBound < new.bytes.lowerBound {
            whole.writeBytes(
                stored.body.readableBytesView.prefix(
                    Int(new.bytes.lowerBound - old.bytes.lowerBound)))
        }
        whole.writeImmutableBuffer(body)
        if old.bytes.upperBound > new.bytes.upperBound {
            whole.writeBytes(
                stored.body.readableBytesView.suffix(
                    Int(old.bytes.upperBound - new.bytes.upperBound)))
        }
        let range = ContentRange(first..<last, of: new.complete ?? old.complete)
        let isWhole = first == 0 && range.complete == last
        let fields = Freshening.merge(stored.fields, head.fields)
        return head.with(
            status: isWhole ? 200 : 206, fields: fields, range: isWhole ? nil : range
        ).finished(whole, isPurged: isPurged)
    }
}

extension Range<Int64> {
    /// Whether all of the other range is in this one.
    func contains(_ other: Range<Int64>) -> Bool {
        lowerBound <= other.lowerBound && other.upperBound <= upperBound
    }
}
