import Edge
import NIOCore
import Primitives
import Testing

/// Validation, what clients get, and parts that are joined (RFC 9110 §13, §14; RFC 9111 §3.4,
/// §4.3).
@Suite struct ValidationTests {
    private let ledger = PurgeLedger()

    private func head(
        _ fields: Fields, status: Int = 200, request: RequestHead = RequestHead("/")
    ) throws -> StorableHead {
        try #require(
            StorableHead(
                request: request, status: status, fields: fields, epoch: ledger.epoch,
                requested: CacheCase.start, received: CacheCase.start, ledger: ledger,
                options: CacheOptions()))
    }

    private func stored(
        _ fields: Fields, _ body: String = "0123456789", status: Int = 200
    ) throws -> StoredResponse {
        try #require(try head(fields, status: status).finished(ByteBuffer(string: body)))
    }

    private func freshened(_ stored: StoredResponse, _ fields: Fields) -> StoredResponse? {
        Freshening.freshened(
            stored, by: fields, request: RequestHead("/"), epoch: ledger.epoch,
            requested: CacheCase.start.adding(milliseconds: 60_000),
            received: CacheCase.start.adding(milliseconds: 60_000),
            ledger: ledger, options: CacheOptions())
    }

    @Test func `what is asked`() throws {
        let stored = try stored([
            "cache-control": "max-age=1", "etag": "W/\"a\"", "last-modified": CacheCase.date(-99),
        ])
        let fields = Freshening.conditions(
            stored, for: ["if-none-match": "\"b\"", "accept": "x", "range": "bytes=0-1"])
        #expect(
            fields.description
                == "accept: x\r\nif-none-match: W/\"a\"\r\n"
                + "if-modified-since: \(CacheCase.date(-99))\r\n")
    }

    @Test func `a 304 freshens`() throws {
        let old = try stored([
            "cache-control": "max-age=2", "etag": "\"a\"", "x": "1", "y": "1",
            "content-type": "text/plain", "content-encoding": "gzip",
        ])
        let now = CacheCase.start.adding(milliseconds: 90_000)
        #expect(old.remaining(at: now) < 0)
        let new = try #require(
            freshened(
                old,
                [
                    "cache-control": "max-age=100", "x": "2", "content-length": "99",
                    "content-encoding": "br", "content-type": "text/html", "connection": "z",
                    "z": "1",
                ]))
        #expect(new.remaining(at: now) == 70_000 && new.age(at: now) == 30_000)
        #expect(new.fields.text(.contentEncoding) == "gzip")
        #expect(new.fields.text(.contentType) == "text/html")
        #expect(new.fields.text(.date) == CacheCase.date(60))
        #expect(new.fields.description.contains("x: 2\r\n"))
        #expect(new.fields.description.contains("y: 1\r\n"))
        #expect(!new.fields.description.contains("z: 1"))
        #expect(!new.fields.contains(.contentLength))
        #expect(new.body == old.body)
    }

    @Test func `a 304 of another response freshens nothing`() throws {
        let old = try stored(["cache-control": "max-age=2", "etag": "\"a\""])
        #expect(freshened(old, ["etag": "\"b\""]) == nil)
        #expect(freshened(old, ["etag": "W/\"a\""]) != nil)
    }

    /// RFC 9111 §4.3.4: a date that is not the stored one's is the sign of another response.
    @Test func `a 304 with another date freshens nothing`() throws {
        let old = try stored(["cache-control": "max-age=2", "last-modified": CacheCase.date(-99)])
        #expect(freshened(old, ["last-modified": CacheCase.date(-9)]) == nil)
        #expect(freshened(old, ["last-modified": CacheCase.date(-99)]) != nil)
        #expect(freshened(old, [:]) != nil)
        let tagged = try stored([
            "cache-control": "max-age=2", "etag": "\"a\"", "last-modified": CacheCase.date(-99),
        ])
        #expect(
            freshened(tagged, ["etag": "\"a\"", "last-modified": CacheCase.date(-9)]) != nil)
    }

    @Test func `HEAD tells of changes`() throws {
        let old = try stored(["cache-control": "max-age=2", "etag": "\"a\"", "x": "1"])
        func updated(_ fields: Fields) -> StoredResponse? {
            Freshening.updated(
                old, byHead: fields, request: RequestHead("/"), epoch: ledger.epoch,
                requested: CacheCase.start, received: CacheCase.start, ledger: ledger,
                options: CacheOptions())
        }
        #expect(updated(["etag": "\"b\""]) == nil)
        #expect(updated(["content-length": "11"]) == nil)
        let new = updated(["content-length": "10", "x": "2", "cache-control": "max-age=50"])
        #expect(new?.fields.description.contains("x: 2") == true)
        #expect(new?.remaining(at: CacheCase.start) == 50_000)
    }

    private func check(
        _ clause: String, _ request: Fields, _ wanted: Delivery, stored fields: Fields = [:],
        method: Method = .get
    ) throws {
        var all: Fields = ["cache-control": "max-age=9"]
        for (name, value) in [
            ("etag", fields.text(.etag)), ("last-modified", fields.text(.lastModified)),
        ] {
            if let value { all.append(name, value) }
        }
        let delivery = Delivery.of(try stored(all), to: RequestHead(method, "/", request))
        #expect(delivery == wanted, "\(clause): \(request) for \(fields)")
    }

    @Test func `preconditions`() throws {
        let tag: Fields = ["etag": "\"a\""]
        let weak: Fields = ["etag": "W/\"a\""]
        let dated: Fields = ["last-modified": CacheCase.date(-99)]
        try check("9110 §13.1.2", ["if-none-match": "\"a\""], .notModified, stored: tag)
        try check("9110 §13.1.2", ["if-none-match": "\"b\""], .whole, stored: tag)
        try check("9110 §13.1.2: weakly", ["if-none-match": "W/\"a\""], .notModified, stored: tag)
        try check("9110 §13.1.2: weakly", ["if-none-match": "\"a\""], .notModified, stored: weak)
        try check(
            "9110 §13.1.2: one of", ["if-none-match": "\"x\", \"a\", \"y,z\""], .notModified,
            stored: tag)
        try check("9110 §13.1.2: any", ["if-none-match": "*"], .notModified)
        try check("9110 §13.1.2: HEAD", ["if-none-match": "*"], .notModified, method: .head)
        try check(
            "9110 §13.1.3: tags win",
            ["if-none-match": "\"b\"", "if-modified-since": CacheCase.date(9)], .whole, stored: tag)
        try check(
            "9110 §13.1.3", ["if-modified-since": CacheCase.date(-99)], .notModified, stored: dated)
        try check(
            "9110 §13.1.3: later", ["if-modified-since": CacheCase.date(-9)], .notModified,
            stored: dated)
        try check(
            "9110 §13.1.3: earlier", ["if-modified-since": CacheCase.date(-999)], .whole,
            stored: dated)
        try check(
            "9111 §4.3.2: by when it came", ["if-modified-since": CacheCase.date(9)], .notModified)
        try check("9110 §13.1.3: no date", ["if-modified-since": "x"], .whole, stored: dated)
    }

    @Test func `ranges`() throws {
        func part(_ range: Range<Int64>) -> Delivery { .part(ContentRange(range, of: 10)) }
        try check("9110 §14.1.2", ["range": "bytes=0-1"], part(0..<2))
        try check("9110 §14.1.2", ["range": "bytes=1-"], part(1..<10))
        try check("9110 §14.1.2", ["range": "bytes=-1"], part(9..<10))
        try check("9110 §14.1.2: more than all", ["range": "bytes=-99"], part(0..<10))
        try check("9110 §14.1.2: past the end", ["range": "bytes=5-99"], part(5..<10))
        try check("9110 §14.4", ["range": "bytes=10-"], .notSatisfiable(length: 10))
        try check("9110 §14.1.2: none", ["range": "bytes=-0"], .notSatisfiable(length: 10))
        try check("9110 §14.2: unsound", ["range": "bytes=5-1"], .whole)
        try check("9110 §14.2: unsound", ["range": "bytes=a-"], .whole)
        try check("9110 §14.2: another unit", ["range": "lines=1-"], .whole)
        try check("9110 §14.2: of GET alone", ["range": "bytes=0-1"], .whole, method: .head)
        try check("9110 §14.2: several", ["range": "bytes=0-1,4-5"], .whole)
        try check(
            "9110 §13.1.5", ["range": "bytes=0-1", "if-range": "\"a\""], part(0..<2),
            stored: ["etag": "\"a\""])
        try check(
            "9110 §13.1.5", ["range": "bytes=0-1", "if-range": "\"b\""], .whole,
            stored: ["etag": "\"a\""])
        try check(
            "9110 §13.1.5: strongly", ["range": "bytes=0-1", "if-range": "W/\"a\""], .whole,
            stored: ["etag": "W/\"a\""])
        try check(
            "9110 §13.1.5: a date",
            ["range": "bytes=0-1", "if-range": CacheCase.date(-99)], part(0..<2),
            stored: ["last-modified": CacheCase.date(-99)])
        try check(
            "9110 §13.1.5: a weak date (§8.8.2.2)",
            ["range": "bytes=0-1", "if-range": CacheCase.date(-9)], .whole,
            stored: ["last-modified": CacheCase.date(-9)])
        try check(
            "9110 §13.2.2: conditions first",
            ["range": "bytes=0-1", "if-none-match": "\"a\""], .notModified,
            stored: ["etag": "\"a\""])
    }

    @Test func `stale when the origin fails`() throws {
        func may(
            _ control: String, after seconds: Int64, _ failure: Lookup.Failure, _ ask: Fields = [:]
        ) throws -> Bool {
            Lookup.mayServeStale(
                try stored(["cache-control": control, "etag": "\"a\""]),
                for: RequestHead(.get, "/", ask), after: failure,
                now: CacheCase.start.adding(milliseconds: seconds * 1000), options: CacheOptions())
        }
        #expect(try may("max-age=1", after: 9, .disconnected))
        #expect(try !may("max-age=1", after: 9999, .disconnected))
        #expect(try !may("max-age=1", after: 9, .status(503)))
        #expect(try may("max-age=1, stale-if-error=60", after: 9, .status(503)))
        #expect(try may("max-age=1, stale-if-error=60", after: 9, .disconnected))
        #expect(try !may("max-age=1, stale-if-error=60", after: 9, .status(404)))
        #expect(try !may("max-age=1, stale-if-error=60", after: 99, .status(500)))
        #expect(try !may("max-age=1, stale-if-error=60", after: 99, .disconnected))
        #expect(
            try may("max-age=1", after: 9, .status(500), ["cache-control": "stale-if-error=60"]))
        for word in ["must-revalidate", "proxy-revalidate", "no-cache", "s-maxage=2"] {
            #expect(try !may("max-age=2, \(word)", after: 9, .disconnected), "\(word)")
        }
    }

    @Test(arguments: [
        (
            CacheStatus.Forward.uriMiss, 0, false,
            "cache-status: E; fwd=uri-miss; ttl=7; stored\r\n"
        ),
        (
            .stale, 304, true,
            "cache-status: E; fwd=stale; fwd-status=304; ttl=7; stored; collapsed\r\n"
        ),
    ])
    func `what the client is told`(
        forward: CacheStatus.Forward, status: Int, isCollapsed: Bool, text: String
    ) {
        var told = CacheStatus()
        told.forward = forward
        told.forwardStatus = status == 0 ? nil : status
        told.secondsLeft = 7
        told.isStored = true
        told.isCollapsed = isCollapsed
        var buffer = ByteBuffer()
        told.write("E", to: &buffer)
        #expect(String(buffer: buffer) == text)
    }
}
