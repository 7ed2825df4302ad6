/// The cookies of a request: those of the edge itself, and the rest, which goes on.
struct GateCookies {
    static let device = "spillway_device"
    static let clearance = "spillway_clearance"
    static let ticket = "spillway_ticket_"
    static let pass = "spillway_pass_"
    static let buyer = "spillway_buyer"

    /// The edge's own, by name.
    private(set) var own: [String: ArraySlice<UInt8>] = [:]
    /// The buyer's token.
    private(set) var buyer: ArraySlice<UInt8>?
    /// Cookies without the edge's own.
    private(set) var rest: [UInt8] = []

    /// Cookies of one request that are looked at.
    private static let maximum = 100

    init(_ fields: Fields) {
        guard fields.contains(.cookie) else { return }
        var left = Self.maximum
        for value in fields.values(.cookie) {
            for part in value.split(separator: 0x3B) where left > 0 {
                left -= 1
                let cookie = part.trimmed
                guard let equals = cookie.firstIndex(of: 0x3D) else {
                    add(cookie)
                    continue
                }
                take(cookie, cookie[..<equals], cookie[(equals + 1)...])
            }
        }
    }

    private mutating func take(
        _ cookie: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>
    ) {
        guard name.starts(with: "spillway_".utf8) else { return add(cookie) }
        let text = String(decoding: name, as: UTF8.self)
        if text == Self.device || text == Self.clearance || text.hasPrefix(Self.ticket)
            || text.hasPrefix(Self.pass)
        {
            own[text] = own[text] ?? value
            return
        }
        if text == Self.buyer { buyer = buyer ?? value }
        add(cookie)
    }

    private mutating func add(_ cookie: ArraySlice<UInt8>) {
        if !rest.isEmpty { rest += [0x3B, 0x20] }
        rest += cookie
    }

    /// The value of a cookie that the edge sets.
    static func line(_ name: String, _ value: String, seconds: Int, isSecure: Bool) -> String {
        let secure = isSecure ? "; Secure" : ""
        return "\(name)=\(value); Path=/; Max-Age=\(seconds); HttpOnly; SameSite=Lax" + secure
    }
}
