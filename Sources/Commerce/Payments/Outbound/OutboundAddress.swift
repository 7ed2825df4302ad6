/// The parts of an address that a plain HTTP request needs.
struct OutboundAddress: Equatable {
    var host: String
    var port: UInt16
    var target: String

    private static let maximumLength = 2048

    /// Reads `http://host[:port][/path][?query]`; nil for anything else, such as another scheme,
    /// a user's name, or a character that could end the request line.
    init?(_ url: String) {
        guard url.utf8.count <= Self.maximumLength, url.hasPrefix("http://"),
            url.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return nil }
        let rest = url.dropFirst("http://".count)
        let authority = rest.prefix { !"/?#".contains($0) }
        let path = rest.dropFirst(authority.count).prefix { $0 != "#" }
        guard !authority.isEmpty, !authority.contains("@") else { return nil }
        target = path.hasPrefix("/") ? String(path) : "/" + path
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = String(authority[authority.index(after: authority.startIndex)..<end])
            let tail = authority[authority.index(after: end)...]
            guard let port = Self.port(tail) else { return nil }
            self.port = port
        } else {
            let colon = authority.firstIndex(of: ":") ?? authority.endIndex
            host = String(authority[..<colon])
            guard !host.isEmpty, let port = Self.port(authority[colon...]) else { return nil }
            self.port = port
        }
    }

    private static func port(_ text: Substring) -> UInt16? {
        if text.isEmpty { return 80 }
        guard text.first == ":", let port = UInt16(text.dropFirst()), port > 0 else { return nil }
        return port
    }
}
