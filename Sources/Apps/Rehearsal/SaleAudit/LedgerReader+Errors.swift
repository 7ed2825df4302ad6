extension LedgerReader {
    /// An errand without a final answer: its visitor saw an error.
    struct Failure {
        /// When it was given up, or last sent.
        var at: UInt64
        var due: UInt64
        var kind: UInt8
        var key: String
        /// What it was about, where it has no key.
        var content: String

        /// Whether it changes something, so that its end must be known.
        var isBinding: Bool { "fopxdc".utf8.contains(kind) }

        /// What a finding calls it.
        var subject: String {
            if !key.isEmpty { return "request with key \(key)" }
            return content.isEmpty ? "a request" : "payment at the provider of order \(content)"
        }
    }

    /// What the requests of an errand have in common.
    private struct Name: Hashable {
        var kind: UInt8
        var text: String

        init(_ kind: UInt8, _ key: String, _ content: String) {
            self.kind = kind
            text = key.isEmpty ? content : key
        }
    }

    /// Errands whose last attempt has no final answer, whether or not the generator lived to say
    /// that it gave them up: each has one first attempt, and one final answer.
    func failures(_ givenUp: [Failure]) -> [Failure] {
        var open: [Name: (count: Int, last: Int)] = [:]
        for (index, request) in requests.enumerated() {
            // A node that has just started knows of no room yet, and is asked again.
            let isUnknownRoom = request.kind == UInt8(ascii: "w") && request.answer?.status == 404
            let isFinal = request.answer?.isFinal == true && !isUnknownRoom
            let change = (request.attempt == 1 ? 1 : 0) - (isFinal ? 1 : 0)
            // Most come to their end at once.
            guard change != 0 || !isFinal else { continue }
            let name = Name(request.kind, request.key, request.content)
            open[name, default: (0, index)].count += change
            open[name]?.last = index
        }
        var all = givenUp
        for errand in givenUp {
            open[Name(errand.kind, errand.key, errand.content)]?.count -= 1
        }
        for (count, last) in open.values where count > 0 {
            let request = requests[last]
            let failure = Failure(
                at: request.sentAt, due: request.due, kind: request.kind, key: request.key,
                content: request.content)
            all += Array(repeating: failure, count: count)
        }
        return all.sorted { $0.at < $1.at }
    }
}
