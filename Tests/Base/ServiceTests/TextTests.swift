import HTTPTypes
import Primitives
import Service
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00.000Z"), (1_794_355_200_000, "2026-11-11T00:00:00.000Z"),
        (951_782_400_123, "2000-02-29T00:00:00.123Z"), (-1, "1969-12-31T23:59:59.999Z"),
    ])
    func `times are written and read`(milliseconds: Int64, text: String) {
        #expect(Timestamp(milliseconds).rfc3339 == text)
        #expect(Timestamp(rfc3339: text) == Timestamp(milliseconds))
    }

    @Test func `offsets and long fractions are read`() {
        #expect(Timestamp(rfc3339: "1970-01-01T08:00:00+08:00") == Timestamp(0))
        #expect(Timestamp(rfc3339: "1970-01-01T00:00:00.1239999Z") == Timestamp(123))
        #expect(Timestamp(rfc3339: "1970-01-01t00:00:01z") == Timestamp(1000))
    }

    @Test(arguments: [
        "", "2026-11-11", "2026-13-01T00:00:00Z", "2026-02-29T00:00:00Z", "2026-11-11T24:00:00Z",
        "2026-11-11T00:00:00", "2026-11-11T00:00:00.Z", "2026-11-11T00:00:00+8:00",
        "2026-11-11T00:00:00+25:00", "aaaa-bb-ccTdd:ee:ffZ",
    ])
    func `what is no time is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func `markup escapes what is put into it`() {
        let name = "<script>alert('&\")</script>"
        let page: HTML = "<p title=\"\(name)\">\(name)\(7)</p>\(HTML.empty)"
        let escaped = "&lt;script&gt;alert(&#39;&amp;&quot;)&lt;/script&gt;"
        #expect(page.text == "<p title=\"\(escaped)\">\(escaped)7</p>")
    }

    @Test(arguments: [
        ("zh-CN,zh;q=0.9,en;q=0.8", Language.chinese), ("en-GB", .english),
        ("fr;q=0.9, zh;q=0.3", .chinese), ("en;q=0.2,zh-Hant;q=0.7", .chinese),
    ])
    func `the browser's language is taken`(header: String, language: Language) {
        #expect(Language.preferred(header) == language)
    }

    @Test func `a choice goes before the browser's language`() {
        var request = Request(
            method: .get, path: "/", headers: [.acceptLanguage: "zh", .cookie: "a=1; language=en"],
            receivedAt: Timestamp(0))
        #expect(Language.of(request) == .english)
        request.query = Query("lang=zh")
        #expect(Language.of(request) == .chinese)
        #expect(request.cookie("a") == "1")
    }

    @Test func `queries are decoded`() {
        let query = Query("a=1&b=%E4%BD%A0+x&a=2&c&d=%zz")
        #expect(query["a"] == "1" && query.all("a") == ["1", "2"])
        #expect(query["b"] == "你 x" && query["c"]?.isEmpty == true && query["d"] == "%zz")
        #expect(Query.encode("你 &") == "%E4%BD%A0%20%26")
    }
}
