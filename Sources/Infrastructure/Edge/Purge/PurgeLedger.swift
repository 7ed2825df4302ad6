internal import Synchronization

/// What was purged when, in epochs: every purge starts a new one.
///
/// A stored response carries the epoch in which its request was sent. It is purged when something
/// that it belongs to has been purged in a later one. So a purge looks at no stored response, and
/// also holds for responses that are under way.
package final class PurgeLedger: Sendable {
    /// Tags known at once; past it, those that no stored response has are forgotten.
    package static let maximumTags = 1_000_000
    /// Prefixes remembered; past it, the oldest half counts as a purge of everything older.
    package static let maximumPrefixes = 1_000
    /// URIs remembered for responses under way; past it, the oldest half counts as above, for them.
    package static let maximumURIs = 10_000

    private struct State {
        var tags: [[UInt8]: Tag] = [:]
        /// No tag that was forgotten was purged later than this.
        var forgottenTags: UInt64 = 0
        var sweepAt = 4096
        var prefixes: [(bytes: [UInt8], epoch: UInt64)] = []
        var uris: [CacheKey: UInt64] = [:]
        var uriOrder: [(key: CacheKey, epoch: UInt64)] = []
        var forgottenURIs: UInt64 = 0
    }

    private let state = Mutex(State())
    private let current = Atomic<UInt64>(1)
    private let everything = Atomic<UInt64>(0)
    private let latestPrefix = Atomic<UInt64>(0)

    /// Nothing was purged.
    package init() {}

    /// The epoch of a request that is sent now.
    package var epoch: UInt64 { current.load(ordering: .acquiring) }

    private func begin() -> UInt64 {
        current.add(1, ordering: .acquiringAndReleasing).newValue
    }

    // MARK: Purging

    /// Purges whatever carries the tag, and is not newer than now.
    package func purge(tag: [UInt8]) {
        let epoch = begin()
        self.tag(tag).purgedAt.store(epoch, ordering: .releasing)
    }

    /// Purges whatever has a URI with this prefix, and is not newer than now.
    package func purge(prefix: [UInt8]) {
        let epoch = begin()
        state.withLock { state in
            state.prefixes.append((prefix, epoch))
            if state.prefixes.count > Self.maximumPrefixes {
                let old = state.prefixes.count / 2
                everything.store(state.prefixes[old - 1].epoch, ordering: .releasing)
                state.prefixes.removeFirst(old)
            }
        }
        latestPrefix.store(epoch, ordering: .releasing)
    }

    /// Purges all that is not newer than now.
    package func purgeEverything() { everything.store(begin(), ordering: .releasing) }

    /// Remembers that a URI was purged, for responses that are under way; stored ones are marked by
    /// the store. Returns the epoch that this starts.
    @discardableResult
    package func note(uri: CacheKey) -> UInt64 {
        let epoch = begin()
        state.withLock { state in
            state.uris[uri] = epoch
            state.uriOrder.append((uri, epoch))
            guard state.uriOrder.count > Self.maximumURIs else { return }
            let old = state.uriOrder.count / 2
            for (key, epoch) in state.uriOrder[..<old] where state.uris[key] == epoch {
                state.uris[key] = nil
            }
            state.forgottenURIs = state.uriOrder[old - 1].epoch
            state.uriOrder.removeFirst(old)
        }
        return epoch
    }

    // MARK: Asking

    /// The tag with this name.
    package func tag(_ name: [UInt8]) -> Tag {
        state.withLock { state in
            if let tag = state.tags[name] { return tag }
            if state.tags.count >= state.sweepAt { Self.sweep(&state) }
            let tag = Tag(purgedAt: state.forgottenTags)
            state.tags[name] = tag
            return tag
        }
    }

    /// Forgets tags that nothing carries; what was under way meanwhile counts as purged.
    private static func sweep(_ state: inout State) {
        var forgotten = state.forgottenTags
        var kept: [[UInt8]: Tag] = [:]
        let isFull = state.tags.count >= maximumTags
        for name in Array(state.tags.keys) {
            guard var tag = state.tags.removeValue(forKey: name) else { continue }
            if !isFull, !isKnownUniquelyReferenced(&tag) {
                kept[name] = tag
            } else {
                forgotten = max(forgotten, tag.purgedAt.load(ordering: .acquiring))
            }
        }
        state.tags = kept
        state.forgottenTags = forgotten
        state.sweepAt = min(maximumTags, max(4096, kept.count * 2))
    }

    /// Whether the stored response was purged.
    package func isPurged(_ stored: StoredResponse) -> Bool {
        if stored.epoch < everything.load(ordering: .acquiring) { return true }
        if stored.isMarked.load(ordering: .acquiring) { return true }
        for tag in stored.tags where tag.purgedAt.load(ordering: .acquiring) > stored.epoch {
            return true
        }
        let latest = latestPrefix.load(ordering: .acquiring)
        guard latest > stored.epoch, latest > stored.prefixesSeen.load(ordering: .relaxed) else {
            return false
        }
        let isHit = state.withLock { state in
            state.prefixes.reversed().prefix { $0.epoch > stored.epoch }
                .contains { stored.key.bytes.starts(with: $0.bytes) }
        }
        if isHit {
            stored.isMarked.store(true, ordering: .releasing)
        } else {
            stored.prefixesSeen.store(latest, ordering: .relaxed)
        }
        return isHit
    }

    /// Whether a response under way, whose request was sent in `epoch`, was purged by its URI.
    func isPurged(uri: CacheKey, since epoch: UInt64) -> Bool {
        state.withLock { state in
            epoch < state.forgottenURIs || (state.uris[uri] ?? 0) > epoch
        }
    }
}
