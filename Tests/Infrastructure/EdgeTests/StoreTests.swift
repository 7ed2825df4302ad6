import Edge
import NIOCore
import Primitives
import Testing

/// The memory store: bytes, eviction, variants, purges.
@Suite struct StoreTests {
    private let ledger = PurgeLedger()

    private func make(
        _ path: String, _ fields: Fields = [:], bytes: Int = 1000, first: Fields = [:]
    ) throws -> StoredResponse {
        var all = fields
        all.append("cache-control", "max-age=3600")
        let head = try #require(
            StorableHead(
                request: RequestHead(.get, path, first), status: 200, fields: all,
                epoch: ledger.epoch, requested: CacheCase.start, received: CacheCase.start,
                ledger: ledger, options: CacheOptions()))
        return try #require(head.finished(ByteBuffer(repeating: 0x61, count: bytes)))
    }

    private func has(_ store: MemoryStore, _ path: String) -> Bool {
        let request = RequestHead(path)
        return store.find(request, request.key).stored != nil
    }

    @Test func `it never has more bytes than it may`() throws {
        var options = CacheOptions()
        options.memoryBytes = 4 << 20
        options.objectBytes = 64 << 10
        let store = MemoryStore(options, ledger: ledger)
        for number in 0..<20_000 {
            try store.put(make("/\(number)", bytes: number % 5000))
            if number % 1000 == 0 { #expect(store.figures.bytes <= options.memoryBytes) }
        }
        #expect(store.figures.bytes <= options.memoryBytes)
        #expect(store.figures.count > 500 && store.figures.evictions > 10_000)
        #expect(has(store, "/19999"))
    }

    @Test func `a scan pushes nothing out that is used`() throws {
        var options = CacheOptions()
        options.memoryBytes = 4 << 20
        options.objectBytes = 64 << 10
        let store = MemoryStore(options, ledger: ledger)
        for number in 0..<500 { try store.put(make("/hot/\(number)")) }
        for _ in 0..<3 {
            for number in 0..<500 { #expect(has(store, "/hot/\(number)")) }
        }
        for number in 0..<20_000 {
            try store.put(make("/scan/\(number)"))
            if number % 40 == 0 { _ = has(store, "/hot/\(number / 40)") }
        }
        let kept = (0..<500).filter { has(store, "/hot/\($0)") }.count
        #expect(kept > 450, "\(kept) of 500 are left")
    }

    @Test func `variants live side by side, and a newer one takes the place of its like`() throws {
        let store = MemoryStore(CacheOptions(), ledger: ledger)
        let vary: Fields = ["vary": "accept-language"]
        for language in ["en", "de", "zh", "en"] {
            try store.put(make("/", vary, first: ["accept-language": language]))
        }
        #expect(store.figures.count == 3)
        for language in ["en", "de", "zh"] {
            let request = RequestHead(.get, "/", ["accept-language": language])
            #expect(store.find(request, request.key).stored != nil)
        }
        let other = RequestHead(.get, "/", ["accept-language": "fr"])
        let found = store.find(other, other.key)
        #expect(found.stored == nil && found.hasOthers)
        for number in 0..<40 {
            try store.put(make("/", vary, first: ["accept-language": "x\(number)"]))
        }
        #expect(store.figures.count == CacheOptions().variants)
    }

    private func isPurged(_ store: MemoryStore, _ path: String) -> Bool {
        let request = RequestHead(path)
        return store.find(request, request.key).isPurged
    }

    @Test func `tags, prefixes and URIs are purged, and nothing else`() throws {
        let store = MemoryStore(CacheOptions(), ledger: ledger)
        func fill() throws {
            try store.put(make("/p/1", ["surrogate-key": "p1 all"]))
            try store.put(make("/p/2", ["cache-tag": "p2, all"]))
            try store.put(make("/q/1"))
        }
        func purged() -> [Bool] { ["/p/1", "/p/2", "/q/1"].map { isPurged(store, $0) } }
        try fill()
        #expect(purged() == [false, false, false])
        ledger.purge(tag: Array("p1".utf8))
        #expect(purged() == [true, false, false])
        ledger.purge(tag: Array("all".utf8))
        #expect(purged() == [true, true, false])
        try fill()
        #expect(purged() == [false, false, false])
        ledger.purge(prefix: Array("http://shop/p/".utf8))
        #expect(purged() == [true, true, false])
        try fill()
        store.purge(RequestHead("/q/1").key)
        #expect(purged() == [false, false, true])
        ledger.purgeEverything()
        #expect(purged() == [true, true, true])
        try fill()
        #expect(purged() == [false, false, false])
    }

    @Test func `a purge also holds for what is under way`() throws {
        let old = ledger.epoch
        ledger.purge(tag: Array("t".utf8))
        let head = try #require(
            StorableHead(
                request: RequestHead("/"), status: 200,
                fields: ["cache-control": "max-age=9", "surrogate-key": "t"], epoch: old,
                requested: CacheCase.start, received: CacheCase.start, ledger: ledger,
                options: CacheOptions()))
        let stored = try #require(head.finished(ByteBuffer()))
        #expect(ledger.isPurged(stored))
    }

    @Test func `more prefixes than are remembered purge more, never less`() throws {
        let store = MemoryStore(CacheOptions(), ledger: ledger)
        try store.put(make("/first"))
        ledger.purge(prefix: Array("http://shop/first".utf8))
        for number in 0..<PurgeLedger.maximumPrefixes * 2 {
            ledger.purge(prefix: Array("http://other/\(number)".utf8))
        }
        #expect(isPurged(store, "/first"))
        try store.put(make("/second"))
        #expect(!isPurged(store, "/second"))
    }

    @Test func `one purge of 100,000 responses is one number`() throws {
        let store = MemoryStore(CacheOptions(), ledger: ledger)
        for number in 0..<100_000 {
            try store.put(make("/\(number)", ["surrogate-key": "all"], bytes: 10))
        }
        let clock = SystemClock()
        let start = clock.monotonicNanoseconds()
        ledger.purge(tag: Array("all".utf8))
        let nanoseconds = clock.monotonicNanoseconds() - start
        #expect(nanoseconds < 1_000_000, "\(nanoseconds) ns")
        #expect(isPurged(store, "/99999"))
    }
}
