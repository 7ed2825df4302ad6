internal import Primitives

/// When which tag is purged: at once, but not again within a pause, and then once more.
struct PurgePacer {
    /// Milliseconds between two purges of a tag.
    static let pause: Int64 = 400
    /// Tags that are remembered; past it those that are due for nothing are forgotten.
    private static let maximumTags = 20_000

    private var last: [String: Int64] = [:]
    private var waiting: [String: Int64] = [:]

    /// Something under this tag changed.
    mutating func want(_ tag: String, at now: Int64) {
        guard waiting[tag] == nil else { return }
        waiting[tag] = max(now, last[tag].map { $0 + Self.pause } ?? .min)
    }

    /// Tags to purge now, in order.
    mutating func due(at now: Int64) -> [String] {
        guard !waiting.isEmpty else { return [] }
        let tags = waiting.filter { $0.value <= now }.map(\.key).sorted()
        for tag in tags {
            waiting[tag] = nil
            last[tag] = now
        }
        if last.count > Self.maximumTags { last = last.filter { $0.value + Self.pause > now } }
        return tags
    }
}
