internal import Foundation
internal import NIOCore
internal import NIOPosix
internal import Primitives
internal import Synchronization

/// Stored responses on disk: what was used again in memory and then had to go. Segments are written
/// one behind the other; when there are too many bytes the oldest one goes as a whole.
///
/// Nothing here waits on an event loop: a thread of its own writes, others read.
final class DiskStore: Sendable {
    private struct Place {
        var segment: DiskSegment
        var start: Int
        var length: Int
        var isOld: Bool
    }

    private struct State {
        /// Places by the hash of the URI; the newest last.
        var index: [Int: [Place]] = [:]
        var segments: [(segment: DiskSegment, hashes: [Int], bytes: Int)] = []
        var bytes = 0
    }

    private struct Waiting {
        var responses: [StoredResponse] = []
        var bytes = 0
        var isClosed = false
    }

    /// Variants of one URI at most.
    private static let maximumVariants = 4
    /// Bytes that wait for the disk; past it what comes is let go.
    private static let maximumWaiting = 64 << 20
    private let folder: String
    private let limit: Int
    private let segmentBytes: Int
    private let ledger: PurgeLedger
    private let state = Mutex(State())
    private let waiting = ConditionLock(Waiting())
    private let readers: NIOThreadPool
    private let lock: FolderLock
    private let writer = Mutex<WorkThread?>(nil)

    /// Opens the folder, and finds its way through what is there.
    ///
    /// - Throws: what the disk said.
    init(folder: String, bytes: Int, ledger: PurgeLedger) throws {
        self.folder = folder
        self.ledger = ledger
        limit = bytes
        segmentBytes = max(1 << 20, min(256 << 20, bytes / 16))
        readers = NIOThreadPool(numberOfThreads: 2)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        lock = try FolderLock(folder)
        let numbers = try FileManager.default.contentsOfDirectory(atPath: folder)
            .compactMap { $0.hasPrefix("segment-") ? Int($0.dropFirst(8)) : nil }.sorted()
        for number in numbers {
            guard let segment = DiskSegment(folder: folder, number: number) else { continue }
            find(segment)
        }
        readers.start()
        startWriting()
    }

    /// Notes the records of a segment that was there, up to the first that is none.
    private func find(_ segment: DiskSegment) {
        let size = segment.size
        var place = 0
        var hashes: [Int] = []
        while place + DiskRecord.headerBytes <= size,
            let header = segment.read(at: place, count: DiskRecord.headerBytes),
            let length = DiskRecord.length(header), place + length <= size,
            let start = segment.read(at: place, count: min(length, 16 << 10)),
            let key = DiskRecord.key(start)
        {
            let hash = CacheKey(key).hash
            note(Place(segment: segment, start: place, length: length, isOld: true), hash)
            hashes.append(hash)
            place += length
        }
        segment.cut(to: place)
        state.withLock { state in
            state.segments.append((segment, hashes, place))
            state.bytes += place
        }
    }

    private func note(_ place: Place, _ hash: Int) {
        state.withLock { state in
            var places = state.index[hash] ?? []
            if places.count >= Self.maximumVariants { places.removeFirst() }
            places.append(place)
            state.index[hash] = places
        }
    }

    // MARK: Writing

    /// Takes a response that memory lets go.
    func offer(_ stored: StoredResponse) {
        waiting.withLock { waiting in
            guard !waiting.isClosed, waiting.bytes + stored.cost <= Self.maximumWaiting else {
                return
            }
            waiting.responses.append(stored)
            waiting.bytes += stored.cost
        }
        waiting.signal()
    }

    private func startWriting() {
        let thread = WorkThread(name: "edge-disk", niceness: 5) { [self] in
            while true {
                waiting.wait(until: { $0.isClosed || !$0.responses.isEmpty })
                let (responses, isClosed) = waiting.withLock { waiting in
                    let taken = waiting.responses
                    waiting.responses = []
                    waiting.bytes = 0
                    return (taken, waiting.isClosed)
                }
                for response in responses { write(response) }
                if isClosed, responses.isEmpty { return }
            }
        }
        writer.withLock { $0 = thread }
    }

    private func write(_ stored: StoredResponse) {
        let record = DiskRecord.encode(stored)
        let length = record.readableBytes
        guard length <= segmentBytes, let (segment, start) = room(for: length) else { return }
        guard segment.write(record, at: start) else { return }
        let hash = stored.key.hash
        state.withLock { state in
            guard let last = state.segments.indices.last else { return }
            state.segments[last].bytes += length
            state.segments[last].hashes.append(hash)
            state.bytes += length
        }
        note(Place(segment: segment, start: start, length: length, isOld: false), hash)
    }

    /// The segment to append to and where; makes room by dropping the oldest ones.
    private func room(for length: Int) -> (DiskSegment, Int)? {
        state.withLock { state in
            if let last = state.segments.last, last.bytes + length <= segmentBytes {
                return (last.segment, last.bytes)
            }
            while !state.segments.isEmpty, state.bytes + segmentBytes > limit {
                let (old, hashes, bytes) = state.segments.removeFirst()
                state.bytes -= bytes
                for hash in hashes {
                    let left = state.index[hash]?.filter { $0.segment !== old } ?? []
                    state.index[hash] = left.isEmpty ? nil : left
                }
                old.remove()
            }
            let number = (state.segments.last?.segment.number ?? 0) + 1
            guard let segment = DiskSegment(folder: folder, number: number) else { return nil }
            segment.cut(to: 0)
            state.segments.append((segment, [], 0))
            return (segment, 0)
        }
    }

    // MARK: Reading

    /// Whether there may be something for the URI.
    func mayHave(_ key: CacheKey) -> Bool { state.withLock { $0.index[key.hash] != nil } }

    /// What there is for the URI, the newest last; it is taken out of the index, as memory has it
    /// now.
    func take(_ key: CacheKey, on loop: any EventLoop) -> EventLoopFuture<[StoredResponse]> {
        readers.runIfActive(eventLoop: loop) { [self] in
            let places = state.withLock { $0.index.removeValue(forKey: key.hash) } ?? []
            return places.compactMap { place in
                guard let record = place.segment.read(at: place.start, count: place.length),
                    let stored = DiskRecord.decode(record, isOld: place.isOld, ledger: ledger),
                    stored.key == key
                else { return nil }
                return stored
            }
        }
    }

    /// Responses and bytes on disk.
    var figures: (count: Int, bytes: Int) { state.withLock { ($0.index.count, $0.bytes) } }

    /// Writes what waits and what memory has, and ends.
    func close(keeping responses: [StoredResponse]) {
        waiting.withLock { $0.isClosed = true }
        waiting.broadcast()
        writer.withLock { $0 }?.join()
        for response in responses { write(response) }
        try? readers.syncShutdownGracefully()
        lock.release()
    }
}
