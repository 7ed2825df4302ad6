internal import Primitives

/// The ledger put in order: what was asked, how often, and what was answered.
struct Intents {
    /// One sending of a request, and its answer if one came.
    struct Attempt {
        var request: Request
        var life: Int
        var reply: Reply?
    }

    private(set) var attempts: [Attempt] = []
    /// The attempts of each intent, in the order in which they were sent.
    private(set) var byIdentity: [RequestIdentity: [Int]] = [:]
    private(set) var answers = 0

    init(_ ledger: [LedgerEntry], _ findings: inout Findings) {
        var places: [UInt64: Int] = [:]
        for entry in ledger {
            if let request = entry.sent {
                guard let identity = request.identity, places[request.token] == nil else {
                    findings.add(
                        .ledger, "token \(request.token)",
                        "is used twice, or its request asks for nothing")
                    continue
                }
                places[request.token] = attempts.count
                byIdentity[identity, default: []].append(attempts.count)
                attempts.append(Attempt(request: request, life: entry.life))
            } else if let reply = entry.got {
                answers += 1
                guard let place = reply.token.flatMap({ places[$0] }) else {
                    findings.add(
                        .answers, "token \(reply.token ?? 0)",
                        "was answered, but never sent: \(reply)")
                    continue
                }
                findings.check(
                    attempts[place].reply == nil, .answers, name(place),
                    "token \(reply.token ?? 0) was answered twice")
                findings.check(
                    attempts[place].life == entry.life, .answers, name(place),
                    "token \(reply.token ?? 0) was answered by a process that was not asked")
                attempts[place].reply = reply
            } else if let garbage = entry.garbage {
                findings.add(.answers, "a line", "is no answer: \(garbage.prefix(200))")
            }
        }
    }

    private func name(_ place: Int) -> String {
        attempts[place].request.identity.map { "\($0)" } ?? ""
    }
}
