internal import Foundation
internal import HTTPTypes
internal import Service

/// A file that pages load: its address holds a hash of it, so that browsers may keep it for good.
struct Asset: Sendable {
    let path: String
    private let type: String
    private let text: String

    static let consoleStyle = Asset("console", "css", "text/css", ConsoleStyle.text)
    static let consoleScript = Asset("console", "js", "text/javascript", ConsoleScript.text)
    static let screenStyle = Asset("screen", "css", "text/css", ScreenStyle.text)
    static let screenScript = Asset("screen", "js", "text/javascript", ScreenScript.text)
    static let icon = Asset("console", "svg", "image/svg+xml", ConsoleIcon.text)
    static let chartPath = "/assets/chart.js"

    private static let forGood = "public, max-age=31536000, immutable"

    private init(_ name: String, _ suffix: String, _ type: String, _ text: String) {
        // FNV-1a: two versions of a file of ours differ, nobody attacks it.
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        path = "/assets/\(name)-\(String(hash, radix: 16)).\(suffix)"
        self.type = type + "; charset=utf-8"
        self.text = text
    }

    private var route: Route {
        let reply = Reply(
            200, headers: [.contentType: type, .cacheControl: Self.forGood],
            body: Array(text.utf8))
        return Route(.get, path) { _ in reply }
    }

    /// All of them, with the style of the API's reference page and the chart library.
    static func routes(chartFile: String) -> [Route] {
        let own = [consoleStyle, consoleScript, screenStyle, screenScript, icon].map(\.route)
        let reference = Reply(
            200, headers: [.contentType: "text/css; charset=utf-8", .cacheControl: "max-age=3600"],
            body: Array(ReferenceStyle.text.utf8))
        let chart = FileManager.default.contents(atPath: chartFile).map { [UInt8]($0) }
        let library = chart.map { bytes in
            Reply(
                200,
                headers: [
                    .contentType: "text/javascript; charset=utf-8",
                    .cacheControl: "public, max-age=86400",
                ], body: bytes)
        } ?? Reply(404)
        return own + [
            Route(.get, "/assets/reference.css") { _ in reference },
            Route(.get, chartPath) { _ in library },
        ]
    }
}
