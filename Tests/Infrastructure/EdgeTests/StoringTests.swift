import Edge
import NIOCore
import Primitives
import Testing

/// What may be stored, as what, and what selects it (RFC 9110, 9111).
@Suite struct StoringTests {
    private typealias Row = CacheCase

    private func check(_ rows: [CacheCase]) { for row in rows { row.check() } }

    @Test func `what may be stored`() {
        let hour = ("cache-control", "max-age=3600")
        check([
            Row("9111 §5.2.2.5", ["cache-control": "max-age=99, no-store"], .notStored),
            Row("9111 §5.2.2.5: any case", ["cache-control": "No-StOrE, max-age=99"], .notStored),
            Row("9111 §5.2.2.7", ["cache-control": "private, max-age=99"], .notStored),
            Row("9111 §5.2.2.7: with names", ["cache-control": "private=\"a\", max-age=99"], .hit),
            Row(
                "9111 §5.2.2.4", ["cache-control": "no-cache, max-age=99", "etag": "\"a\""],
                .validate),
            Row("9111 §5.2.2.4: with names", ["cache-control": "no-cache=\"a\", max-age=99"], .hit),
            Row("9111 §5.2.2.4: nothing to ask by", ["cache-control": "no-cache"], .notStored),
            Row(
                "9111 §5.2.2.3: known", ["cache-control": "max-age=99, no-store, must-understand"],
                .hit),
            Row(
                "9111 §5.2.2.3: unknown",
                ["cache-control": "max-age=99, no-store, must-understand"], status: 599,
                .notStored),
            Row("9111 §3: 304 is none", [hour.0: hour.1], status: 304, .notStored),
            Row("9111 §3: HEAD is not for GET", [hour.0: hour.1], firstMethod: .head, .notStored),
            Row("9111 §3: PUT", [hour.0: hour.1], firstMethod: .put, .notStored),
            Row("9110 §9.3.3: POST", [hour.0: hour.1], firstMethod: .post, .notStored),
            Row(
                "9110 §9.3.3: POST for GET", [hour.0: hour.1, "content-location": "/a/b?c"],
                firstMethod: .post, .hit),
            Row(
                "9110 §9.3.3: POST for another", [hour.0: hour.1, "content-location": "/other"],
                firstMethod: .post, .notStored),
            Row("9111 §3.5", [hour.0: hour.1], first: ["authorization": "x"], .notStored),
            Row(
                "9111 §3.5", ["cache-control": "max-age=99, public"],
                first: ["authorization": "x"], .hit),
            Row(
                "9111 §3.5", ["cache-control": "max-age=99, must-revalidate"],
                first: ["authorization": "x"], .hit),
            Row(
                "9111 §3.5", ["cache-control": "s-maxage=99"], first: ["authorization": "x"], .hit),
            Row("9111 §7.3: cookies, told to", [hour.0: hour.1, "set-cookie": "a=b"], .hit),
            Row(
                "9111 §7.3: cookies, by a guess",
                ["last-modified": Row.date(-99_999), "set-cookie": "a=b"], .notStored),
            Row("9110 §15.3.7: no place", [hour.0: hour.1], status: 206, .notStored),
            Row(
                "9110 §14.4: more than there is",
                [hour.0: hour.1, "content-range": "bytes 0-4/10"], status: 206, .notStored),
        ])
    }

    @Test(arguments: [
        200, 203, 204, 299, 301, 302, 303, 307, 308, 400, 404, 410, 499, 500, 502, 503, 504, 599,
    ])
    func `any final status with a lifetime`(status: Int) {
        Row("9111 §3", ["cache-control": "max-age=9"], status: status, .hit).check()
    }

    @Test func `what a request selects`() {
        func vary(_ names: String, _ first: Fields, _ later: Fields, _ outcome: Row.Outcome) -> Row
        {
            Row(
                "9111 §4.1", ["cache-control": "max-age=99", "vary": names], first: first,
                request: later, outcome)
        }
        check([
            vary("Foo", ["foo": "1"], ["foo": "1"], .hit),
            vary("Foo", ["foo": "1"], ["foo": "2"], .fetch),
            vary("Foo", ["foo": "1"], [:], .fetch),
            vary("Foo", [:], ["foo": "1"], .fetch),
            vary("Foo", [:], [:], .hit),
            vary("Foo", ["other": "2"], ["other": "3"], .hit),
            vary("Foo, Bar", ["foo": "1", "bar": "a"], ["bar": "a", "foo": "1"], .hit),
            vary("Foo, Bar", ["foo": "1", "bar": "a"], ["foo": "1", "bar": "b"], .fetch),
            vary("Foo, Bar, Baz", ["foo": "1", "baz": "7"], ["foo": "1", "baz": "7"], .hit),
            vary("foo", ["foo": "1, 2"], ["foo": "1", "foo": "2"], .hit),
            vary("foo", ["foo": "1,2"], ["foo": " 1, 2 "], .hit),
            vary("*", ["foo": "1"], ["foo": "1"], .notStored),
            vary("*, *", [:], [:], .notStored),
            vary(", *", [:], [:], .notStored),
            vary("Foo, *", [:], [:], .notStored),
            vary(
                "Accept-Language", ["accept-language": "en, de"], ["accept-language": "de, en"],
                .hit),
            vary(
                "Accept-Language", ["accept-language": "en, de"], ["accept-language": "eN ,  De"],
                .hit),
            vary(
                "Accept-Encoding", ["accept-encoding": "gzip, br"],
                ["accept-encoding": "br,gzip"], .hit),
            Row(
                "9110 §12.5.4: the language that is wanted most",
                [
                    "cache-control": "max-age=99", "vary": "Accept-Language",
                    "content-language": "de",
                ], first: ["accept-language": "en, de"],
                request: ["accept-language": "fr;q=0.5, de;q=1.0"], .hit),
            Row(
                "9110 §12.5.4: another language",
                [
                    "cache-control": "max-age=99", "vary": "Accept-Language",
                    "content-language": "de",
                ], first: ["accept-language": "en, de"],
                request: ["accept-language": "fr, de;q=0.5"], .fetch),
        ])
    }

    @Test func `what the cache does not answer`() {
        let hour: Fields = ["cache-control": "max-age=3600", "etag": "\"a\""]
        check([
            Row("9111 §4.3.2", hour, request: ["if-match": "\"a\""], .fetch),
            Row("9111 §4.3.2", hour, request: ["if-unmodified-since": Row.date(0)], .fetch),
            Row("9111 §4", hour, method: .post, .fetch),
            Row("9110 §9.3.2", hour, method: .head, .hit),
        ])
    }

    @Test func `parts`() {
        let part: Fields = [
            "cache-control": "max-age=3600", "content-range": "bytes 0-9/20", "etag": "\"a\"",
        ]
        func row(_ clause: String, _ request: Fields, _ wanted: Row.Outcome) -> Row {
            Row(clause, part, status: 206, request: request, wanted)
        }
        check([
            row("9111 §3.3", ["range": "bytes=0-9"], .hit),
            row("9111 §3.3", ["range": "bytes=3-4"], .hit),
            row("9111 §3.3: beyond", ["range": "bytes=5-14"], .fetch),
            row("9111 §3.3: the end", ["range": "bytes=-5"], .fetch),
            row("9111 §3.4: what is missing", [:], .complete),
            row("9110 §14.2: another unit", ["range": "lines=1-2"], .complete),
            Row(
                "9111 §3.4: by no validator",
                ["cache-control": "max-age=3600", "content-range": "bytes 0-9/20"], status: 206,
                .fetch),
            Row(
                "9111 §3.3: the end",
                ["cache-control": "max-age=3600", "content-range": "bytes 10-19/20"], status: 206,
                request: ["range": "bytes=-5"], .hit),
        ])
    }

    @Test func `fields of one hop are not stored`() throws {
        let fields: Fields = [
            "cache-control": "max-age=9, no-cache=\"x-secret\", private=\"x-own\"",
            "connection": "a, B", "a": "1", "b": "2", "c": "3", "keep-alive": "x",
            "proxy-authenticate": "x", "proxy-authentication-info": "x",
            "proxy-authorization": "x", "proxy-connection": "x", "te": "x", "upgrade": "x",
            "transfer-encoding": "x", "age": "1", "x-secret": "s", "x-own": "o",
            "set-cookie": "d=e",
        ]
        let ledger = PurgeLedger()
        let head = try #require(
            StorableHead(
                request: RequestHead("/"), status: 200, fields: fields, epoch: 0,
                requested: Row.start, received: Row.start, ledger: ledger,
                options: CacheOptions()))
        let stored = try #require(head.finished(ByteBuffer()))
        #expect(
            stored.fields.description
                == "cache-control: max-age=9, no-cache=\"x-secret\", private=\"x-own\"\r\nc: 3\r\n"
                + "set-cookie: d=e\r\ndate: \(Row.date(0))\r\n")
    }

    @Test func `what changes make stale`() {
        func keys(_ method: Method, _ status: Int, _ fields: Fields) -> [String] {
            Invalidation.keys(RequestHead(method, "/a/b?c"), status: status, fields: fields)
                .map { String(decoding: $0.bytes, as: UTF8.self) }
        }
        #expect(keys(.post, 200, [:]) == ["http://shop/a/b?c"])
        #expect(keys(.other(Array("M-SEARCH".utf8)), 303, [:]) == ["http://shop/a/b?c"])
        #expect(keys(.delete, 500, [:]) == [] && keys(.get, 200, [:]) == [])
        #expect(
            keys(.put, 201, ["location": "/x", "content-location": "http://SHOP:80/y#z"])
                == ["http://shop/a/b?c", "http://shop/x", "http://shop/y"])
        #expect(keys(.put, 201, ["location": "http://other/x"]) == ["http://shop/a/b?c"])
        #expect(keys(.put, 201, ["location": "../x?y"]).last == "http://shop/x?y")
        #expect(keys(.put, 201, ["location": "z"]).last == "http://shop/a/z")
        #expect(keys(.put, 201, ["location": "//shop/w"]).last == "http://shop/w")
    }
}
