internal import Primitives
internal import Service
internal import Shield

/// What the fields of a request say of who asks.
///
/// A class, as each request on a connection looks at the same one.
final class GateCaller {
    let identity: ClientIdentity
    let buyer: (merchant: MerchantID, buyer: BuyerID)?
    let device: Token128?
    let deviceAgeSeconds: Int?
    let agent: UInt32
    let fingerprint: UInt32
    let clearanceBits: UInt8?
    /// Tickets and passes of waiting rooms.
    let cookies: GateCookies
    /// The fields as they go on, where they are not those that came.
    let rest: Fields?
    /// Whether a person looks at the answer.
    let wantsPage: Bool
    let language: Language

    init(
        _ fields: Fields, _ visit: GateVisit, isSecond: Bool, _ seals: GateSeals, now: Timestamp
    ) {
        let cookies = GateCookies(fields)
        let agent = TraitHash.of(fields.first(.userAgent) ?? [])
        var form = FormHash(version: isSecond ? 2 : 1)
        for entry in fields.entries { form.add(fields.bytes[entry.nameRange]) }
        var buyer = cookies.buyer.flatMap { seals.buyer($0, now: now) }
        if buyer == nil, let field = fields.first(.authorization), field.count > 7,
            field.prefix(7).matches("bearer ")
        {
            buyer = seals.buyer(field.dropFirst(7), now: now)
        }
        let token = cookies.own[GateCookies.device].flatMap {
            seals.devices.token($0, agent: agent, now: now)
        }
        let binding = ClientBinding(prefix: visit.prefix, agent: agent)
        let clearance = cookies.own[GateCookies.clearance].flatMap {
            seals.proofs.clearance($0, of: binding, now: now)
        }
        let worked = clearance.flatMap { $0.grade == .worked ? $0.number : nil }
        identity = .best(
            buyer: buyer, device: token?.name, clearance: worked, prefix: visit.prefix,
            operatorID: visit.operatorID, kind: visit.kind)
        self.buyer = buyer
        device = token?.name
        deviceAgeSeconds = token.map {
            Int(clamping: (now.rawValue - $0.issued.rawValue) / 1000)
        }
        self.agent = agent
        fingerprint = form.value
        clearanceBits = clearance?.bits
        self.cookies = cookies
        if cookies.own.isEmpty {
            rest = nil
        } else {
            var rest = fields
            rest.remove(.cookie)
            if !cookies.rest.isEmpty { rest.append(.cookie, cookies.rest) }
            self.rest = rest
        }
        wantsPage = fields.values(.accept).contains { $0.count < 1024 && Self.hasPage($0) }
        let wish = fields.first(.acceptLanguage)?.prefix(2) ?? []
        language = wish.count == 2 && wish.matches("zh") ? .chinese : .english
    }

    private static let page = Array("text/html".utf8)

    private static func hasPage(_ accept: ArraySlice<UInt8>) -> Bool {
        guard accept.count >= page.count else { return false }
        for start in accept.startIndex...accept.endIndex - page.count {
            var length = 0
            while length < page.count, accept[start + length].lowercased == page[length] {
                length += 1
            }
            if length == page.count { return true }
        }
        return false
    }
}
