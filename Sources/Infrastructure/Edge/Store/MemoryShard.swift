internal import NIOCore

/// A part of the memory store: a table by URI, and the queues of S3-FIFO.
///
/// S3-FIFO (Yang, Zhang, Qiu, Yue, Rashmi: FIFO queues are all you need for cache eviction, SOSP
/// 2023): a new response enters a small queue of a tenth of the bytes. Used again there, it moves
/// to the main queue; else it goes, and its name stays in a ghost list for as many responses as the
/// main queue holds: when it comes again, it enters the main queue at once. So a scan of things
/// that are asked for once passes through the small queue and pushes nothing out of the main one.
struct MemoryShard: ~Copyable {
    private var table: [CacheKey: [StoreEntry]] = [:]
    private var small = CircularBuffer<StoreEntry>()
    private var main = CircularBuffer<StoreEntry>()
    private var ghosts = CircularBuffer<Int>()
    private var ghostCounts: [Int: Int] = [:]
    private var smallBytes = 0
    private var mainBytes = 0
    private var goneCount = 0
    private let limit: Int
    private let variants: Int
    private(set) var evictions = 0
    private var evicted: [StoredResponse] = []

    init(bytes: Int, variants: Int) {
        limit = bytes
        self.variants = max(1, variants)
    }

    var bytes: Int { smallBytes + mainBytes }
    var count: Int { small.count + main.count - goneCount }

    // MARK: Looking up

    /// The response that the request selects, a whole one before a part, and whether there are
    /// others for its URI.
    func find(_ key: CacheKey, _ request: RequestHead) -> (StoredResponse?, hasOthers: Bool) {
        guard let entries = table[key] else { return (nil, false) }
        var part: StoreEntry?
        for entry in entries.reversed()
        where entry.stored.vary.matches(
            request.fields, language: entry.stored.fields.first(.contentLanguage))
        {
            if entry.stored.range == nil {
                entry.uses = min(3, entry.uses + 1)
                return (entry.stored, true)
            }
            if part == nil { part = entry }
        }
        if let part { part.uses = min(3, part.uses + 1) }
        return (part?.stored, true)
    }

    /// Every response of the URI.
    func all(_ key: CacheKey) -> [StoredResponse] { (table[key] ?? []).map(\.stored) }

    // MARK: Changing

    /// Stores a response, in place of the one that answers the same requests.
    mutating func put(_ stored: StoredResponse) {
        var entries = table[stored.key] ?? []
        let entry = StoreEntry(stored)
        guard entry.cost <= limit else { return }
        for old in entries
        where old.stored.vary == stored.vary
            && (stored.range == nil || old.stored.range != nil)
        {
            entry.uses = max(entry.uses, old.uses)
            discard(old)
        }
        entries.removeAll(where: \.isGone)
        if entries.count >= variants { discard(entries.removeFirst()) }
        // Room is made before it is there: what comes now never goes at once.
        table[stored.key] = entries.isEmpty ? nil : entries
        makeRoom(for: entry.cost)
        table[stored.key, default: []].append(entry)
        if let count = ghostCounts[stored.key.hash], count > 0 {
            entry.isInMain = true
            main.append(entry)
            mainBytes += entry.cost
        } else {
            small.append(entry)
            smallBytes += entry.cost
        }
        compact()
    }

    /// What went out of the main queue since this was last asked: it had been used more than once.
    mutating func takeEvicted() -> [StoredResponse] {
        defer { evicted = [] }
        return evicted
    }

    /// Everything.
    func everything() -> [StoredResponse] { table.values.flatMap { $0.map(\.stored) } }

    /// Takes all responses of the URI out.
    mutating func remove(_ key: CacheKey) {
        for entry in table.removeValue(forKey: key) ?? [] { discard(entry) }
    }

    /// Takes this response out, if it is still there.
    mutating func remove(_ stored: StoredResponse) {
        guard var entries = table[stored.key] else { return }
        for entry in entries where entry.stored === stored { discard(entry) }
        entries.removeAll(where: \.isGone)
        table[stored.key] = entries.isEmpty ? nil : entries
    }

    // MARK: Queues

    /// Its bytes are free at once; its place in a queue is, when the queue comes to it.
    private mutating func discard(_ entry: StoreEntry) {
        guard !entry.isGone else { return }
        entry.isGone = true
        goneCount += 1
        if entry.isInMain { mainBytes -= entry.cost } else { smallBytes -= entry.cost }
    }

    private mutating func makeRoom(for cost: Int) {
        while bytes + cost > limit {
            if smallBytes * 10 >= limit || mainBytes == 0 {
                guard evictFromSmall() else { return }
            } else {
                guard evictFromMain() else { return }
            }
        }
    }

    private mutating func evictFromSmall() -> Bool {
        while let entry = small.popFirst() {
            if entry.isGone {
                goneCount -= 1
                continue
            }
            smallBytes -= entry.cost
            if entry.uses > 0 {
                entry.uses = 0
                entry.isInMain = true
                main.append(entry)
                mainBytes += entry.cost
            } else {
                remember(entry.stored.key.hash)
                forget(entry)
            }
            return true
        }
        return false
    }

    private mutating func evictFromMain() -> Bool {
        // Each turn takes a use off or an entry out, so it ends.
        while let entry = main.popFirst() {
            if entry.isGone {
                goneCount -= 1
                continue
            }
            if entry.uses > 0 {
                entry.uses -= 1
                main.append(entry)
                continue
            }
            mainBytes -= entry.cost
            evicted.append(entry.stored)
            forget(entry)
            return true
        }
        return false
    }

    private mutating func forget(_ entry: StoreEntry) {
        entry.isGone = true
        evictions += 1
        guard var entries = table[entry.stored.key] else { return }
        entries.removeAll { $0 === entry }
        table[entry.stored.key] = entries.isEmpty ? nil : entries
    }

    private mutating func remember(_ hash: Int) {
        ghosts.append(hash)
        ghostCounts[hash, default: 0] += 1
        while ghosts.count > max(64, main.count), let old = ghosts.popFirst() {
            let left = (ghostCounts[old] ?? 1) - 1
            ghostCounts[old] = left > 0 ? left : nil
        }
    }

    /// Takes what is gone out of the queues before it is half of them.
    private mutating func compact() {
        guard goneCount > 64, goneCount > (small.count + main.count) / 2 else { return }
        small.removeAll(where: \.isGone)
        main.removeAll(where: \.isGone)
        goneCount = 0
    }
}
