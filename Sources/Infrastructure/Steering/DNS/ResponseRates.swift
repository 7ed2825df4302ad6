package import IPLibrary

/// Limits how often one network gets one answer over UDP, so that steering is no use to those who
/// send questions in the name of others. Pure: moments come as parameters.
package struct ResponseRates: Sendable {
    /// What is done with an answer.
    package enum Verdict: Sendable {
        /// It is sent.
        case send
        /// It is cut, so that an honest asker comes over TCP.
        case truncate
        /// Nothing is sent.
        case drop
    }

    private struct Bucket: Sendable {
        var tag: UInt64 = 0
        var milliseconds: UInt64 = 0
        var tokens: Float = 0
        var limited: UInt32 = 0
    }

    /// Networks and answers that are followed; two that fall together are taken for new ones by
    /// turns, which is generous.
    private static let bucketCount = 1 << 15
    /// Every so many limited answer is cut instead of dropped.
    private static let slip: UInt32 = 2

    private let rate: Float
    private var buckets: [Bucket]

    /// Answers a second of one kind for one network; 0 for no limit.
    package init(perSecond rate: Int) {
        self.rate = Float(rate)
        buckets = rate > 0 ? Array(repeating: Bucket(), count: Self.bucketCount) : []
    }

    /// Judges an answer of a kind to a resolver.
    package mutating func judge(
        _ resolver: IPAddress, kind: UInt64, at milliseconds: UInt64
    ) -> Verdict {
        guard rate > 0 else { return .send }
        let tag = StableHash.mix(ClientMap.hash(resolver) ^ StableHash.mix(kind))
        let place = Int(truncatingIfNeeded: tag & UInt64(Self.bucketCount - 1))
        var bucket = buckets[place]
        if bucket.tag != tag {
            bucket = Bucket(tag: tag, milliseconds: milliseconds, tokens: rate, limited: 0)
        }
        let passed = milliseconds > bucket.milliseconds ? milliseconds - bucket.milliseconds : 0
        bucket.tokens = min(rate, bucket.tokens + rate * Float(min(passed, 1000)) / 1000)
        bucket.milliseconds = milliseconds
        defer { buckets[place] = bucket }
        if bucket.tokens >= 1 {
            bucket.tokens -= 1
            return .send
        }
        bucket.limited &+= 1
        return bucket.limited % Self.slip == 0 ? .truncate : .drop
    }
}
