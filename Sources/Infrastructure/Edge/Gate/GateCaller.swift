internal import IPLibrary
internal import Primitives
internal import Service
internal import Shield

/// What the fields of a request say of who asks.
struct GateCaller {
    var identity: ClientIdentity
    var buyer: (merchant: MerchantID, buyer: BuyerID)?
    var device: Token128?
    var deviceAgeSeconds: Int?
    var agent: UInt32
    var fingerprint: UInt32
    var clearanceBits: UInt8?
    /// Tickets and passes of waiting rooms.
    var cookies: GateCookies
    /// The fields as they go on.
    var fields: Fields
    /// Whether a person looks at the answer.
    var wantsPage: Bool
    var language: Language
}

/// A client's connection as the gate knows it: what the last request said, so that the next one
/// with the same fields costs nothing. Belongs to one event loop.
final class GateVisit {
    let prefix: NetworkPrefix
    let operatorID: UInt32
    let kind: NetworkKind
    /// Whether the client is on this machine.
    let isLocal: Bool
    var watch: StreamWatch
    private var caller: GateCaller?
    private var bytes: [UInt8] = []
    private var until = Timestamp(.min)
    /// The device token that this connection was given.
    var minted: (name: Token128, text: String)?

    /// What was read of a request is read anew after so many milliseconds.
    private static let moment: Int64 = 5_000

    init(_ client: ClientAddress, _ library: IPLibrary?, ticks: Int64) {
        let address = IPAddress(client.host)
        isLocal = client.host.hasPrefix("127.") || client.host == "::1"
        prefix =
            address.flatMap { NetworkPrefix($0.unmapped.bytes) } ?? NetworkPrefix.unknown
        let place = library.flatMap { library in address.map { library.place(of: $0) } }
        let words = place?.networkOperator ?? ""
        operatorID = words.isEmpty ? 0 : TraitHash.of(words)
        kind = NetworkKinds.kind(of: words)
        watch = StreamWatch(ticks: ticks)
    }

    /// Who asks.
    func caller(_ fields: Fields, isSecond: Bool, _ seals: GateSeals, now: Timestamp) -> GateCaller {
        if let caller, now < until, fields.bytes == bytes { return caller }
        let made = read(fields, isSecond: isSecond, seals, now: now)
        caller = made
        bytes = fields.bytes
        until = now.adding(milliseconds: Self.moment)
        return made
    }

    /// What was read does not count any more.
    func forget() { caller = nil }

    private func read(_ fields: Fields, isSecond: Bool, _ seals: GateSeals, now: Timestamp)
        -> GateCaller
    {
        let cookies = GateCookies(fields)
        let agent = TraitHash.of(fields.first(.userAgent) ?? [])
        let names = fields.entries.map {
            String(decoding: fields.bytes[$0.nameRange], as: UTF8.self)
        }
        var buyer = cookies.buyer.flatMap { seals.buyer($0, now: now) }
        if buyer == nil, let field = fields.first(.authorization), field.count > 7,
            field.prefix(7).matches("bearer ")
        {
            buyer = seals.buyer(field.dropFirst(7), now: now)
        }
        let token = cookies.own[GateCookies.device].flatMap {
            seals.devices.token($0, agent: agent, now: now)
        }
        let binding = ClientBinding(prefix: prefix, agent: agent)
        let clearance = cookies.own[GateCookies.clearance].flatMap {
            seals.proofs.clearance($0, of: binding, now: now)
        }
        let worked = clearance.flatMap { $0.grade == .worked ? $0.number : nil }
        var rest = fields
        if !cookies.own.isEmpty {
            rest.remove(.cookie)
            if !cookies.rest.isEmpty { rest.append(.cookie, cookies.rest) }
        }
        return GateCaller(
            identity: .best(
                buyer: buyer, device: token?.name, clearance: worked, prefix: prefix,
                operatorID: operatorID, kind: kind),
            buyer: buyer, device: token?.name,
            deviceAgeSeconds: token.map { Int(clamping: (now.rawValue - $0.issued.rawValue) / 1000) },
            agent: agent,
            fingerprint: TraitHash.fingerprint(version: isSecond ? 2 : 1, headerNames: names),
            clearanceBits: clearance?.bits, cookies: cookies, fields: rest,
            wantsPage: fields.values(.accept).contains {
                $0.count < 1024 && String(decoding: $0, as: UTF8.self).lowercased()
                    .contains("text/html")
            },
            language: Self.language(fields))
    }

    private static func language(_ fields: Fields) -> Language {
        let wish = fields.first(.acceptLanguage).map { $0.prefix(2).map(\.lowercased) } ?? []
        return wish == [0x7A, 0x68] ? .chinese : .english
    }
}
