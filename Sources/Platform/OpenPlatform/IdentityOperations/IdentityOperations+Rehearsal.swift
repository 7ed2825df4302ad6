internal import HTTPTypes
internal import Identity
internal import Primitives
internal import Service

extension IdentityOperations {
    /// Tokens that one answer gives at most.
    private static let tokensAtOnce: Int64 = 2000
    private static let milliseconds: Int64 = 60_000
    private static let form = Schema.object([
        .required(
            "run", .integer(minimum: 1, maximum: Int64(UInt32.max)),
            "Names the rehearsal, such as the second in which it began."),
        .required(
            "from", .integer(minimum: 0, maximum: Int64(RehearsalBuyers.maximumInRun) - 1),
            "The number of the first of these buyers in the run."),
        .required("count", .integer(minimum: 1, maximum: tokensAtOnce)),
        .required("minutes", .integer(minimum: 1, maximum: 720), "For how long they order."),
    ])
    private static let buyer = Schema.object([
        .required("buyer", .identifier), .required("token", .text(maximum: 200)),
    ])
    private static let made = Schema.object([
        .required("expires_at", .time),
        .required("buyers", .list(buyer, maximum: Int(tokensAtOnce))),
    ])

    /// Buyers of rehearsals: no account is behind them, and they order from shadow stock alone.
    static func rehearsal(_ identity: Identity) -> [Operation] {
        [
            Operation(
                "makeRehearsalBuyers", .post, "/v1/rehearsal-buyers", tag: "Rehearsals",
                "Gives tokens of buyers who can place orders of a rehearsal, and no others.",
                [.rehearse], body: .json(form), success: .init(200, made)
            ) { call in
                let staff = try call.principal.staff(.rehearse)
                let run = UInt32(clamping: call.body["run"]?.integer ?? 0)
                let from = call.body["from"]?.integer ?? 0
                let count = call.body["count"]?.integer ?? 0
                let minutes = call.body["minutes"]?.integer ?? 0
                guard from + count <= Int64(RehearsalBuyers.maximumInRun) else {
                    throw Problem.field(
                        "/count", "a run has \(RehearsalBuyers.maximumInRun) buyers at most")
                }
                var expires = call.now
                let buyers = (from..<from + count).map { number -> JSON in
                    let buyer = RehearsalBuyers.buyer(run: run, number: UInt32(number))
                    let signed = identity.buyerTokens.sign(
                        staff.merchant, buyer, lifetime: minutes * milliseconds)
                    expires = signed.expires
                    return ["buyer": JSON(buyer.rawValue), "token": .string(signed.token)]
                }
                try identity.audit.record(
                    .staff(staff), merchant: staff.merchant, "rehearsal.buyers", "rehearsal",
                    "\(run)", ["from": .integer(from), "count": .integer(count)])
                return .secret(
                    ["expires_at": .string(expires.rfc3339), "buyers": .array(buyers)])
            }
        ]
    }
}
