package import Service

/// The page that asks for a proof, written once: a flood gets it thousands of times a second, and
/// only the challenge and the way on differ.
package struct ChallengeForm: Sendable {
    private enum Slot: Sendable { case challenge, nextInURL, next }

    /// What the page is sent with.
    package let reply: Reply
    private let pieces: [(before: [UInt8], slot: Slot)]
    private let rest: [UInt8]

    /// Stand-ins that no escaping changes.
    private static let marks: [(text: String, slot: Slot)] = [
        ("challenge-goes-here", .challenge), ("next-goes-here", .next),
    ]

    /// Writes the page for a difficulty and a language.
    package init(bits: UInt8, _ t: Language, answerPath: String) {
        reply = ChallengePage.page(
            Self.marks[0].text, bits: bits, t, answerPath: answerPath, next: Self.marks[1].text)
        var pieces: [(before: [UInt8], slot: Slot)] = []
        var rest = reply.bytes[...]
        while true {
            let found = Self.marks.compactMap { mark in
                rest.firstRange(of: Array(mark.text.utf8)).map { (range: $0, slot: mark.slot) }
            }.min { $0.range.lowerBound < $1.range.lowerBound }
            guard let found else { break }
            let before = Array(rest[..<found.range.lowerBound])
            let isInURL =
                before.suffix(6).elementsEqual("&next=".utf8)
                || before.suffix(10).elementsEqual("&amp;next=".utf8)
            pieces.append((before, found.slot == .next && isInURL ? .nextInURL : found.slot))
            rest = rest[found.range.upperBound...]
        }
        self.pieces = pieces
        self.rest = Array(rest)
    }

    /// The page with a challenge, which is letters alone, and a path to go on to.
    package func body(_ challenge: String, next: String) -> [UInt8] {
        var escaped = ""
        HTML.escape(next, into: &escaped)
        let encoded = Query.encode(next)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(reply.bytes.count + 1024)
        for piece in pieces {
            bytes += piece.before
            switch piece.slot {
            case .challenge: bytes += challenge.utf8
            case .nextInURL: bytes += encoded.utf8
            case .next: bytes += escaped.utf8
            }
        }
        return bytes + rest
    }
}
