import Center
import Foundation
import Primitives
import Service
import Testing

/// The console's forms: what cannot be taken comes back in the form, at its field, as it was typed.
@Suite struct ConsoleFormTests {
    /// Sends a form of the console as the owner.
    private func send(
        _ place: Marketplace, _ path: String, _ form: [(String, String)], language: String = "en"
    ) throws -> Web.Answer {
        let fields = (form + [("csrf", place.owner.csrf)]).map {
            "\($0.0)=\(Query.encode($0.1))"
        }.joined(separator: "&")
        return try place.web.ask(
            "POST", path,
            [
                ("Cookie", "\(place.owner.cookie ?? ""); language=\(language)"),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ], Array(fields.utf8))
    }

    private func page(_ place: Marketplace, _ path: String) throws -> String {
        let answer = try place.web.ask("GET", path, [("Cookie", place.owner.cookie ?? "")])
        #expect(answer.status == 200, "\(answer.text)")
        return answer.text
    }

    @Test func `what is wrong stands at its field, beside what was typed`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let wrong = [
            ("name", "Backwards & on"), ("nameChinese", ""), ("startsAt", "2030-01-02T00:00"),
            ("endsAt", "2030-01-01T00:00"), ("limitPerBuyer", "3"), ("picture", ""),
            ("text", "Two\r\nlines"), ("textChinese", ""),
        ]
        let said = try send(place, "/console/sales/new", wrong)
        #expect(said.status == 422)
        let text = said.text
        #expect(text.contains("<title>Error: New sale"))
        #expect(text.contains(#"role="alert" tabindex="-1" autofocus"#))
        #expect(text.contains(##"<a href="#f-sales-new-endsAt">Closes (UTC): "##))
        let field = try #require(
            text.firstMatch(of: /<input id="f-sales-new-endsAt"[^>]*>/).map { String($0.0) })
        #expect(field.contains(#"value="2030-01-01T00:00""#))
        #expect(field.contains(#"aria-describedby="f-sales-new-endsAt-wrong" aria-invalid="true""#))
        #expect(text.contains(#"id="f-sales-new-endsAt-wrong">The end is not after the start<"#))
        #expect(text.contains(#"value="Backwards &amp; on""#) && text.contains("Two\r\nlines"))
        #expect(text.components(separatedBy: "aria-invalid").count == 2)
        let chinese = try send(place, "/console/sales/new", wrong, language: "zh")
        #expect(chinese.text.contains("还有需要修改的内容"))
        #expect(chinese.text.contains("结束时间须晚于开始时间"))
        #expect(!chinese.text.contains("the end is not"))
        // Several forms of one page: the one that was sent shows it.
        let product = place.things["product"] ?? ""
        let sku = try send(
            place, "/console/products/\(product)/skus",
            [("code", "OSTRICH-2"), ("price", "a lot"), ("value0", "dear"), ("currency", "GBP")])
        #expect(sku.status == 422)
        #expect(sku.text.contains(#"id="f-products-\#(product)-skus-price-wrong""#))
        #expect(sku.text.contains(#"value="a lot""#))
        #expect(sku.text.components(separatedBy: "aria-invalid").count == 2)
        // What nobody can mend there is a page of its own.
        #expect(try send(place, "/console/sales/999999", wrong).status == 404)
    }

    @Test func `lines that the first import refused are there for the merchant of the sample`()
        throws
    {
        let table = "line,reason,source\n7,cancelled,\"C1,x\"\n"
        let place = try Marketplace { options in
            try? FileManager.default.createDirectory(
                atPath: options.data, withIntermediateDirectories: true)
            try? Data(table.utf8).write(
                to: URL(filePath: options.data + "/import-refusals.csv"))
        }
        defer { place.close() }
        let path = "/console/import/refusals.csv"
        #expect(try page(place, "/console/import").contains("href=\"\(path)\""))
        #expect(try page(place, path) == table)
        let other = [("Cookie", place.outsider.cookie ?? "")]
        #expect(!(try place.web.ask("GET", "/console/import", other).text.contains(path)))
        #expect(try place.web.ask("GET", path, other).status == 404)
    }

    @Test func `the audit log says in words what was done, and keeps the codes`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let page = try place.web.ask(
            "GET", "/console/audit",
            [("Cookie", "\(place.owner.cookie ?? ""); language=zh")]
        ).text
        let entries = try place.make("GET", "/v1/audit?limit=100", as: place.owner)["items"]?.array
        let codes = Set((entries ?? []).compactMap { $0["action"]?.string })
        #expect(codes.count > 8)
        for code in codes {
            let words = page.split(separator: "<span title=\"\(code)\">").dropFirst().first
            let isChinese = words?.prefix { $0 != "<" }.unicodeScalars
                .contains { (0x4E00...0x9FFF).contains($0.value) }
            #expect(isChinese == true, "\(code)")
        }
        #expect(page.contains(#"<option value="order.refund">退款 · order.refund"#))
    }

    @Test func `a change that crossed another one is kept for a second try`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let path = "/console/products/\(place.things["product"] ?? "")"
        let form = [
            ("version", "99"), ("name", "Emu"), ("nameChinese", ""), ("slug", "emu"),
            ("status", "published"), ("options", "Kind=dear|free"),
        ]
        let crossed = try send(place, path, form)
        #expect(crossed.status == 412)
        #expect(crossed.text.contains("Somebody else saved a change meanwhile."))
        #expect(crossed.text.contains(#"value="Emu""#))
        let version = try #require(crossed.text.firstMatch(of: /name="version" value="(\d+)"/)?.1)
        let again = try send(place, path, [("version", String(version))] + form.dropFirst())
        #expect(again.status == 303, "\(again.text)")
        #expect(try page(place, path).contains("Emu"))
    }

    @Test func `an item of a sale keeps what a form leaves empty`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let made = try send(
            place, "/console/sales/new",
            [("name", "Plan"), ("startsAt", "2090-01-01T00:00"), ("endsAt", "2090-01-02T00:00")])
        let path = try #require(
            made.headers["location"]?.split(separator: "?").first.map(String.init))
        let sku = place.things["sku"] ?? ""
        let code = Marketplace.mark
        func set(_ price: String, _ limit: String, _ stock: String) throws -> Int {
            try send(
                place, path + "/items",
                [("code", code), ("price", price), ("limitPerBuyer", limit), ("stock", stock)]
            ).status
        }
        func shown() throws -> [String] {
            let text = try page(place, path + "?item=\(sku)")
            return try ["price", "limitPerBuyer", "stock"].map { name in
                let field = text.firstMatch(
                    of: try Regex(#"items-\#(name)" name="\#(name)"[^>]*? value="([^"]*)""#))
                return field.flatMap { $0[1].substring.map(String.init) } ?? "none"
            }
        }
        #expect(try set("1.50", "2", "7") == 303)
        #expect(try shown() == ["1.50", "2", "7"])
        #expect(try set("1.25", "", "") == 303)
        #expect(try shown() == ["1.25", "2", "7"])
        #expect(try set("", "4", "") == 303)
        #expect(try shown() == ["1.25", "4", "7"])
        #expect(try set("", "0", "0") == 303)
        #expect(try shown() == ["1.25", "0", "0"])
        #expect(try set("", "one", "") == 422)
        // Once it is scheduled the limit can be changed; stock is given or withdrawn elsewhere.
        #expect(try set("", "", "9") == 303)
        #expect(try send(place, path + "/schedule", []).status == 303)
        #expect(try set("1.10", "", "") == 303)
        #expect(try shown() == ["1.10", "0", "none"])
        let items = try place.make(
            "GET", path.replacing("/console", with: "/v1") + "/items",
            as: place.owner)
        #expect(items["items"]?.array?.first?["stock"]?.integer == 9)
    }

    @Test func `units move between warehouses once, and the page tells what happened`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let sku = place.things["sku"] ?? ""
        let path = "/console/stock/\(sku)"
        let here = place.things["warehouse"] ?? ""
        let made = try place.make("POST", "/v1/warehouses", ["name": "Annex"], as: place.owner)
        let there = made["id"]?.integer.map { "\($0)" } ?? ""
        func move(_ from: String, _ to: String, _ units: String, _ number: Int) throws -> Web.Answer
        {
            let reference = String(repeating: "0", count: 30) + "\(10 + number)"
            return try send(
                place, path + "/move",
                [
                    ("from", from), ("to", to), ("units", units), ("reason", "Note \(number)"),
                    ("reference", reference),
                ])
        }
        func counts() throws -> [Int64?] {
            try [here, there].map { id in
                try place.make("GET", "/v1/skus/\(sku)/stock", as: place.owner)["items"]?.array?
                    .first { $0["warehouse"]?.integer.map { "\($0)" } == id }?["quantity"]?.integer
            }
        }
        #expect(try move("", here, "10", 1).status == 303)
        #expect(try move(here, there, "4", 2).status == 303)
        #expect(try move(here, there, "4", 2).status == 303, "the same form again")
        #expect(try move(there, "", "1", 3).status == 303)
        #expect(try counts() == [6, 3])
        // Whoever read a count before a transfer does not overwrite what it changed.
        let stock = try place.make("GET", "/v1/skus/\(sku)/stock", as: place.owner)["items"]
        #expect(stock?.array?.compactMap { $0["version"]?.integer } == [2, 2])
        let tooMany = try move(here, there, "7", 4)
        #expect(tooMany.status == 409)
        #expect(tooMany.text.contains("at most 6") && tooMany.text.contains(#"value="Note 4""#))
        #expect(try move(here, here, "1", 5).status == 422)
        #expect(try move("", "", "1", 6).status == 422)
        #expect(try move(here, there, "0", 7).status == 422)
        #expect(try move(place.things["own_warehouse"] ?? "", here, "1", 8).status == 404)
        #expect(try counts() == [6, 3])
        #expect(
            try send(place, path + "/count", [("warehouse", there), ("quantity", "5")]).status
                == 303)
        let text = try page(place, path)
        for told in [
            "Heron → Annex", "came in", "went out", "Note 3", "+10", "−1", "= 5",
        ] {
            #expect(text.contains(told), "\(told)")
        }
        #expect(!text.contains("Note 4"))
    }

    @Test func `the cell's page shows both state hashes and how batches spread`() throws {
        let place = try Marketplace()
        defer { place.close() }
        var text = ""
        // The standby follows at its own pace.
        let clock = SystemClock()
        let limit = clock.monotonicNanoseconds() + 20_000_000_000
        repeat {
            text = try page(place, "/console/cells")
        } while !text.contains(">in step<") && clock.monotonicNanoseconds() < limit
        let hashes = text.matches(of: /<code>([0-9a-f]{16})<\/code>/).map { String($0.1) }
        #expect(hashes.count == 3 && Set(hashes).count == 1, "\(hashes)")
        for told in ["Answers in a batch", "Commit to disk", "Batches by answers", "up to date"] {
            #expect(text.contains(told), "\(told)")
        }
    }

    @Test func `a waiting room is opened, slowed down and closed`() throws {
        let place = try Marketplace()
        defer { place.close() }
        let new = "/console/rooms/new"
        let wrong = [
            ("name", ""), ("nameChinese", String(repeating: "长", count: 101)), ("sale", ""),
            ("path", "/elsewhere"), ("startsAt", "soon"), ("perSecond", "0"),
        ]
        let said = try send(place, new, wrong)
        #expect(said.status == 422, "\(said.text)")
        for field in ["name", "nameChinese", "path", "startsAt", "perSecond"] {
            #expect(said.text.contains("id=\"f-rooms-new-\(field)-wrong\""), "\(field)")
        }
        let store = try #require(said.text.firstMatch(of: /such as (\/shop\/[^\/]+)/)?.1)
        let made = try send(
            place, new,
            [
                ("name", "Lamps"), ("nameChinese", "台灯"), ("sale", ""),
                ("path", store + "/p/lamp"), ("startsAt", "2099-01-01T00:00"), ("perSecond", "50"),
            ])
        #expect(made.status == 303, "\(made.text)")
        let list = try page(place, "/console/rooms")
        let path = try #require(
            list.firstMatch(of: /<a href="(\/console\/rooms\/[0-9]+)">Lamps/).map { String($0.1) })
        let shown = try page(place, path)
        #expect(shown.contains("No edge has reported yet") && shown.contains("gathering"))
        let check = try #require(shown.firstMatch(of: /href="(\/_edge\/rooms\/[0-9]+\/draw)"/)?.1)
        #expect(try page(place, String(check)).contains("is published at the start"))
        let version = try #require(shown.firstMatch(of: /name="version" value="(\d+)"/)?.1)
        let slower = [("version", String(version)), ("perSecond", "7")]
        #expect(try send(place, path, slower).status == 303)
        #expect(try page(place, path).contains("at most 7 a second"))
        // The form that was read before the change does not undo it unseen.
        #expect(try send(place, path, slower).status == 412)
        #expect(try send(place, path + "/close", []).status == 303)
        #expect(try !page(place, "/console/rooms").contains("Lamps"))
    }
}
