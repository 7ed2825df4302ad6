import Center
import Foundation
import Service
import Testing

/// The storefront's pages where there is nothing to sell, or too much to do.
@Suite struct StorefrontPageTests {
    /// Runs a center without goods.
    private func run(waiting: Int?, _ body: (Web) throws -> Void) throws {
        let folder =
            FileManager.default.temporaryDirectory.path + "/spillway-pages-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var options = CenterOptions(data: folder, samples: "Samples", version: "test")
        options.port = 0
        options.hasDemo = false
        options.orders = 1000
        options.waitingRequests = waiting
        let center = try Center(options)
        defer { center.stop() }
        let port = try #require(Int(center.welcome.address.split(separator: ":").last ?? ""))
        try body(Web(port: port))
    }

    @Test func `whoever comes when too much waits gets a page in their language`() throws {
        try run(waiting: 0) { web in
            let page = try web.ask(
                "GET", "/shop/online-retail/search?q=a%26b", [("Accept-Language", "zh-CN")])
            #expect(page.status == 503 && page.headers["retry-after"] == "1")
            #expect(page.headers["content-type"]?.hasPrefix("text/html") == true)
            #expect(page.headers["cache-control"] == "no-store")
            #expect(page.text.contains(#"<html lang="zh-Hans">"#))
            #expect(page.text.contains("<h1>请稍候</h1>") && page.text.contains("本页会自动重试"))
            #expect(page.text.contains(#"<meta http-equiv="refresh" content="2">"#))
            #expect(page.text.contains(#"href="/shop/online-retail/search?q=a%26b""#))
            // A form is not sent again by itself.
            let form = try web.ask("POST", "/shop/online-retail/cart/add")
            #expect(form.status == 503 && form.text.contains("One moment, please"))
            #expect(!form.text.contains("refresh"))
            let console = try web.ask("GET", "/console", [("Accept-Language", "zh-CN")])
            #expect(console.status == 503 && console.text.contains("系统暂时繁忙"))
            let program = try web.ask("GET", "/v1/products")
            #expect(program.json["code"]?.string == "busy")
        }
    }

    @Test func `links have the merchant's own colour where it can be read`() throws {
        try run(waiting: nil) { web in
            let style = try web.ask("GET", "/shop/online-retail/theme.css").text
            let colours = Dictionary(
                style.matches(of: /--([a-z-]+):(#[0-9a-f]{6})/).map {
                    (String($0.1), String($0.2))
                }, uniquingKeysWith: { first, _ in first })
            #expect(colours["link"] != nil && colours["link"] == colours["primary"], "\(style)")
        }
    }
}
