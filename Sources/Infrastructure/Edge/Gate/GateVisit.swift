internal import IPLibrary
internal import Primitives
internal import Shield

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
    private var seals: GateSeals?
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
    func caller(_ fields: Fields, isSecond: Bool, _ seals: GateSeals, now: Timestamp)
        -> GateCaller
    {
        if self.seals !== seals {
            // What other keys signed, or did not know, counts no more.
            self.seals = seals
            caller = nil
            minted = nil
        }
        if let caller, now < until, fields.bytes == bytes { return caller }
        let made = GateCaller(fields, self, isSecond: isSecond, seals, now: now)
        caller = made
        bytes = fields.bytes
        until = now.adding(milliseconds: Self.moment)
        return made
    }

    /// Whether what it showed last was signed by us.
    var isKnown: Bool {
        guard let caller else { return false }
        if case .network = caller.identity { return false }
        return true
    }

    /// What was read does not count any more.
    func forget() { caller = nil }
}
