import Edge
import Testing

/// How long responses are fresh: a row for each clause (RFC 9110, 9111, 5861, 8246, 9213).
@Suite struct FreshnessTests {
    private typealias Row = CacheCase

    private func check(_ rows: [CacheCase]) { for row in rows { row.check() } }

    @Test func `lifetimes that are told`() {
        check([
            Row("9111 §5.2.2.1", ["cache-control": "max-age=3600"], after: 3599, .hit),
            Row(
                "9111 §4.2: equal is stale", ["cache-control": "max-age=3600", "etag": "\"a\""],
                after: 3600, .validate),
            Row("9111 §5.2.2.1", ["cache-control": "max-age=0", "etag": "\"a\""], .validate),
            Row("9111 §5.2.2.10", ["cache-control": "max-age=1, s-maxage=60"], after: 30, .hit),
            Row(
                "9111 §5.2.2.10", ["cache-control": "s-maxage=1, max-age=60", "etag": "\"a\""],
                after: 30, .validate),
            Row(
                "9111 §5.2.2.10: two lines",
                ["cache-control": "max-age=60", "cache-control": "s-maxage=1", "etag": "\"a\""],
                after: 30, .validate),
            Row("9111 §1.2.2: 2^31", ["cache-control": "max-age=2147483648"], after: 99, .hit),
            Row("9111 §1.2.2: more", ["cache-control": "max-age=99999999999"], after: 99, .hit),
            Row("9111 §1.2.2: zeros", ["cache-control": "max-age=003600"], after: 99, .hit),
            Row("9111 §5.2: any case", ["cache-control": "MaX-aGe=3600"], after: 99, .hit),
            Row("9111 §5.2: quoted", ["cache-control": "max-age=\"3600\""], after: 99, .hit),
            Row(
                "9111 §5.2: unknown ones", ["cache-control": "foobar, max-age=3600"], after: 99,
                .hit),
            Row(
                "9111 §4.2.1: the first counts", ["cache-control": "max-age=1800, max-age=1"],
                after: 9, .hit),
            Row(
                "9110 §5.6.4: in quotes",
                ["cache-control": "ext=\"max-age=3600\", max-age=1", "etag": "\"a\""], after: 9,
                .validate),
            Row(
                "9110 §5.6.4: in quotes, behind",
                ["cache-control": "max-age=1, ext=\"a, max-age=3600\"", "etag": "\"a\""], after: 9,
                .validate),
        ])
    }

    @Test(arguments: [
        "max-age='3600'", "max-age=a3600", "max-age=3600a", "max-age=-100", "max-age =3600",
        "max-age= 3600", "max-age=", "max-age", "max-age=3600.5",
    ])
    func `what is no number is stale`(value: String) {
        Row(
            "9111 §4.2.1", ["cache-control": value, "etag": "\"a\"", "expires": Row.date(9999)],
            .validate
        ).check()
    }

    @Test func `dates`() {
        check([
            Row("9111 §5.3", ["expires": Row.date(60), "date": Row.date(0)], after: 30, .hit),
            Row("9111 §5.3", ["expires": Row.date(-60), "date": Row.date(0)], .notStored),
            Row("9111 §5.3", ["expires": Row.date(0), "date": Row.date(0)], .notStored),
            Row(
                "9111 §5.3: before a fast date", ["expires": Row.date(300), "date": Row.date(400)],
                .notStored),
            Row("9111 §5.3: no date at all", ["expires": Row.date(60)], after: 30, .hit),
            Row(
                "9111 §4.2.1: a date that is none", ["date": "foo", "expires": Row.date(10)], .hit),
            Row(
                "9111 §5.3: max-age wins",
                ["cache-control": "max-age=60", "expires": Row.date(-9), "date": Row.date(0)],
                after: 30, .hit),
            Row(
                "9111 §5.3: max-age wins over nonsense",
                ["cache-control": "max-age=60", "expires": "0", "date": Row.date(0)], after: 30,
                .hit),
            Row(
                "9111 §5.3: max-age=0 wins",
                [
                    "cache-control": "max-age=0", "expires": Row.date(99), "date": Row.date(0),
                    "etag": "\"a\"",
                ], .validate),
            Row(
                "9110 §5.6.7: RFC 850",
                ["expires": "Thursday, 18-Aug-50 02:01:18 GMT", "date": Row.date(0)], .hit),
            Row(
                "9110 §5.6.7: asctime",
                ["expires": "Thu Aug 18 02:01:18 2050", "date": Row.date(0)], .hit),
        ])
    }

    @Test(arguments: [
        "0", "-1", "", "Thu, 18 Aug 2050 02:01:18 UTC", "Thu, 18 Aug 50 02:01:18 GMT",
        "Thu 18 Aug 2050 02:01:18 GMT", "Thu, 18  Aug  2050 02:01:18 GMT",
        "Thu, 18-Aug-2050 02:01:18 GMT", "Thu, 18 Aug 2050 02.01.18 GMT",
        "Thu, 18 Aug 2050 2:01:18 GMT", "Thu, 18 Aug 2050 02:01:18 CEST",
        "Thu, 32 Aug 2050 02:01:18 GMT", "Thu, 18 Aug 2050 25:01:18 GMT",
    ])
    func `what is no date is past`(value: String) {
        Row("9111 §5.3", ["expires": value, "date": Row.date(0), "etag": "\"a\""], .validate)
            .check()
    }

    @Test func `age`() {
        check([
            Row(
                "9111 §4.2.3", ["cache-control": "max-age=3600", "age": "7200", "etag": "\"a\""],
                .validate),
            Row("9111 §5.1", ["cache-control": "max-age=3600", "age": "3000"], after: 500, .hit),
            Row(
                "9111 §4.2.3: told age",
                ["cache-control": "max-age=3600", "age": "3000", "etag": "\"a\""], after: 700,
                .validate),
            Row(
                "9111 §4.2.3: apparent age",
                ["cache-control": "max-age=60", "date": Row.date(-61), "etag": "\"a\""], .validate),
            Row(
                "9111 §4.2.3: the answer's delay",
                ["cache-control": "max-age=60", "etag": "\"a\""], delay: 60, .validate),
            Row(
                "9111 §4.2.3: more than Expires minus Date",
                ["date": Row.date(10), "expires": Row.date(20), "age": "15", "etag": "\"a\""],
                .validate),
            Row("9111 §5.1: no number", ["cache-control": "max-age=60", "age": "abc"], .hit),
            Row("9111 §5.1: negative", ["cache-control": "max-age=60", "age": "-7200"], .hit),
            Row("9111 §5.1: the first", ["cache-control": "max-age=60", "age": "0, 7200"], .hit),
            Row(
                "9111 §5.1: the first",
                ["cache-control": "max-age=60", "age": "7200,0", "etag": "\"a\""], .validate),
        ])
    }

    @Test(arguments: [
        (200, true), (201, false), (202, false), (203, true), (204, true), (300, true),
        (301, true), (302, false), (307, false), (308, true), (403, false), (404, true),
        (405, true), (410, true), (414, true), (500, false), (501, true), (502, false),
        (503, false), (504, false), (599, false),
    ])
    func `heuristics, for statuses that allow them`(status: Int, isCached: Bool) {
        let fields: Fields = ["last-modified": Row.date(-86_400), "date": Row.date(0)]
        Row("9110 §15.1", fields, status: status, isCached ? .hit : .notStored).check()
    }

    @Test func `heuristics`() {
        let modified = ("last-modified", Row.date(-1000))
        check([
            Row(
                "9111 §4.2.2: a tenth", ["last-modified": modified.1, "date": Row.date(0)],
                after: 99, .hit),
            Row(
                "9111 §4.2.2: a tenth", ["last-modified": modified.1, "date": Row.date(0)],
                after: 101, .validate),
            Row(
                "9111 §5.2.2.9: public allows it",
                ["last-modified": Row.date(-86_400), "cache-control": "public"], status: 599, .hit),
            Row("9111 §4.2.2: nothing to go by", ["date": Row.date(0)], .notStored),
            Row(
                "9111 §4.2.2: not in the future", ["last-modified": Row.date(9999)], .validate),
        ])
    }

    @Test func `stale while a newer one comes`() {
        let grace: Fields = ["cache-control": "max-age=1, stale-while-revalidate=60"]
        check([
            Row("5861 §3", grace, after: 60, .stale),
            Row("5861 §3: no longer", grace, after: 62, .validate),
            Row(
                "9111 §5.2.2.2",
                ["cache-control": "max-age=1, stale-while-revalidate=60, must-revalidate"],
                after: 9, .validate),
            Row(
                "9111 §5.2.2.8",
                ["cache-control": "max-age=1, stale-while-revalidate=60, proxy-revalidate"],
                after: 9, .validate),
            Row(
                "9111 §5.2.1.1", grace, after: 9, request: ["cache-control": "max-age=5"], .validate
            ),
        ])
    }

    @Test func `a response for caches like this one`() {
        check([
            Row("9213 §2.1", ["cdn-cache-control": "max-age=3600"], after: 9, .hit),
            Row("9213 §2.1", ["cdn-cache-control": "max-age=99999999999"], after: 9, .hit),
            Row(
                "9213 §2.1", ["cdn-cache-control": "max-age=3600", "age": "7200", "etag": "\"a\""],
                .validate),
            Row("9213 §2.1", ["cdn-cache-control": "foobar, max-age=3600"], after: 9, .hit),
            Row(
                "9213 §2.2: wins over Expires",
                ["cdn-cache-control": "max-age=3600", "expires": Row.date(-9)], after: 9, .hit),
            Row(
                "9213 §2.2: wins",
                [
                    "cdn-cache-control": "max-age=0", "expires": Row.date(99),
                    "cache-control": "max-age=99",
                ], .notStored),
            Row(
                "9213 §2.2: wins",
                ["cdn-cache-control": "max-age=60", "cache-control": "no-store"],
                after: 9, .hit),
            Row(
                "9213 §2.2: wins",
                ["cdn-cache-control": "max-age=1", "cache-control": "max-age=60", "etag": "\"a\""],
                after: 9, .validate),
            Row(
                "9213 §2.2: wins",
                ["cdn-cache-control": "private", "cache-control": "max-age=60"], .notStored),
            Row(
                "9213 §2.2: wins",
                ["cdn-cache-control": "no-store", "cache-control": "max-age=60"], .notStored),
            Row(
                "9213 §2.2: wins",
                ["cdn-cache-control": "no-cache", "cache-control": "max-age=60", "etag": "\"a\""],
                .validate),
            Row(
                "9213 §2.1: no structured field",
                ["cdn-cache-control": "max-age=60, &&&&", "cache-control": "no-store"], .notStored),
            Row(
                "9213 §2.1: wrong type",
                ["cdn-cache-control": "max-age=\"60\"", "cache-control": "no-store"], .notStored),
            Row(
                "9213 §2.1: fields that are named",
                [
                    "cdn-cache-control": "max-age=60, private=\"x\", no-cache=\"y\"",
                    "cache-control": "no-store",
                ], .hit),
            Row(
                "9213 §2.1: no field is named",
                ["cdn-cache-control": "max-age=60, private=\"\"", "cache-control": "max-age=60"],
                .notStored),
            Row(
                "9213 §2.1: empty", ["cdn-cache-control": "", "cache-control": "max-age=60"], .hit),
            Row(
                "8941 §3.2: keys are in lower case",
                ["cdn-cache-control": "MaX-aGe=60", "cache-control": "no-store"], .notStored),
        ])
    }

    @Test func `what requests ask`() {
        let hour: Fields = ["cache-control": "max-age=3600", "etag": "\"a\""]
        let stale: Fields = ["cache-control": "max-age=1", "etag": "\"a\""]
        check([
            Row(
                "9111 §5.2.1.1", hour, after: 9, request: ["cache-control": "max-age=0"],
                .unwanted),
            Row(
                "9211 §2.2: too old, and stale anyway", stale, after: 9,
                request: ["cache-control": "max-age=0"], .validate),
            Row(
                "9211 §2.2: stale, whatever is asked", stale, after: 9,
                request: ["cache-control": "no-cache"], .validate),
            Row("9111 §5.2.1.1", hour, after: 9, request: ["cache-control": "max-age=10"], .hit),
            Row(
                "9111 §5.2.1.2", stale, after: 9, request: ["cache-control": "max-stale=10"], .hit),
            Row("9111 §5.2.1.2", stale, after: 9, request: ["cache-control": "max-stale"], .hit),
            Row(
                "9111 §5.2.1.2", stale, after: 19, request: ["cache-control": "max-stale=10"],
                .validate),
            Row(
                "9111 §5.2.1.2: not against the response",
                ["cache-control": "max-age=1, must-revalidate", "etag": "\"a\""], after: 9,
                request: ["cache-control": "max-stale=10"], .validate),
            Row(
                "9111 §5.2.1.3", hour, after: 9, request: ["cache-control": "min-fresh=3600"],
                .unwanted),
            Row("9111 §5.2.1.3", hour, request: ["cache-control": "min-fresh=3000"], .hit),
            Row("9111 §5.2.1.4", hour, request: ["cache-control": "no-cache"], .unwanted),
            Row("9111 §5.2.1.5", hour, first: ["cache-control": "no-store"], .notStored),
            Row("9111 §5.2.1.7", hour, request: ["cache-control": "only-if-cached"], .hit),
            Row(
                "9111 §5.2.1.7", stale, after: 9, request: ["cache-control": "only-if-cached"],
                .refuse),
            Row("9111 §5.4: Pragma says nothing", hour, request: ["pragma": "no-cache"], .hit),
            Row(
                "8246 §2: a reload", ["cache-control": "max-age=3600, immutable"], after: 9,
                request: ["cache-control": "max-age=0"], .hit),
            Row(
                "8246 §2: no-cache asks for it",
                ["cache-control": "max-age=3600, immutable", "etag": "\"a\""], after: 9,
                request: ["cache-control": "no-cache"], .unwanted),
            Row(
                "8246 §2: stale is stale",
                ["cache-control": "max-age=2, immutable", "etag": "\"a\""], after: 9, .validate),
        ])
    }
}
