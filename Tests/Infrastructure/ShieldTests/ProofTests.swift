import HTTPTypes
import Primitives
import Seals
import Service
import Shield
import Testing

/// Proofs of work: signed, bound, and kept by nobody.
@Suite struct ProofTests {
    private static let now = Timestamp(1_800_000_000_000)

    private func seals() throws -> ProofSeals {
        ProofSeals(try SealRing([SealKey(id: 1, secret: [UInt8](repeating: 1, count: 32))]))
    }

    private func binding(_ last: UInt8, agent: UInt32 = 1) throws -> ClientBinding {
        ClientBinding(prefix: try #require(NetworkPrefix([10, 0, last, 1])), agent: agent)
    }

    private func fault(_ body: () throws(ProofFault) -> Clearance) -> ProofFault? {
        do throws(ProofFault) { _ = try body() } catch { return error }
        return nil
    }

    private func answer(_ text: String, bits: UInt8) -> String {
        for number in 0... {
            let digest = SecretDigest.sha256("\(text):\(number)".utf8)
            if ProofSeals.zeroBits(digest) >= bits { return "\(number)" }
        }
        return ""
    }

    @Test func `work makes a clearance for the one who did it`() throws {
        let seals = try seals()
        let me = try binding(1)
        let challenge = Challenge(binding: me, nonce: 99, issued: Self.now, bits: 10)
        let text = seals.text(challenge)
        let answer = answer(text, bits: 10)
        let later = Self.now.adding(milliseconds: 700)
        let clearance = try seals.clearance(
            challenge: text, answer: answer, of: me, now: later)
        #expect(clearance.grade == .worked && clearance.number == 99 && clearance.bits == 10)
        let cookie = seals.text(clearance)
        #expect(seals.clearance(cookie.utf8, of: me, now: later) == clearance)
        let other = try binding(2)
        let agent = try binding(1, agent: 2)
        #expect(seals.clearance(cookie.utf8, of: other, now: later) == nil)
        #expect(seals.clearance(cookie.utf8, of: agent, now: later) == nil)
        #expect(seals.clearance(cookie.utf8, of: me, now: clearance.expires) == nil)
        #expect(seals.clearance(text.utf8, of: me, now: later) == nil)
        #expect(
            fault { () throws(ProofFault) in
                try seals.clearance(challenge: text, answer: answer, of: other, now: later)
            } == .otherClient)
        #expect(
            fault { () throws(ProofFault) in
                try seals.clearance(challenge: "x", answer: answer, of: me, now: later)
            } == .unreadable)
        let end = Self.now.adding(milliseconds: ProofSeals.challengeMilliseconds)
        #expect(
            fault { () throws(ProofFault) in
                try seals.clearance(challenge: text, answer: answer, of: me, now: end)
            } == .expired)
        for wrong in ["", "-", String(repeating: "1", count: 21), answer + "x"] {
            #expect(
                fault { () throws(ProofFault) in
                    try seals.clearance(challenge: text, answer: wrong, of: me, now: later)
                } == .wrongAnswer)
        }
    }

    @Test func `without scripts the same challenge is met by waiting`() throws {
        let seals = try seals()
        let me = try binding(1)
        let text = seals.text(Challenge(binding: me, nonce: 1, issued: Self.now, bits: 20))
        func at(_ milliseconds: Int64) -> ProofFault? {
            fault { () throws(ProofFault) in
                try seals.clearance(
                    waitedFor: text, of: me, now: Self.now.adding(milliseconds: milliseconds))
            }
        }
        #expect(at(4999) == .tooEarly)
        #expect(at(5000) == nil)
        #expect(at(119_999) == nil)
        #expect(at(120_000) == .expired)
        let clearance = try seals.clearance(
            waitedFor: text, of: me, now: Self.now.adding(milliseconds: 6000))
        #expect(clearance.grade == .waited && clearance.bits == 0)
    }

    @Test(arguments: Language.allCases)
    func `the page works with scripts and without`(_ t: Language) throws {
        let seals = try seals()
        let text = seals.text(
            Challenge(binding: try binding(1), nonce: 1, issued: Self.now, bits: 14))
        let reply = ChallengePage.page(
            text, bits: 14, t, answerPath: "/shield/answer", next: "/sale?a=1&b=\"<x>")
        let page = String(decoding: reply.bytes, as: UTF8.self)
        #expect(reply.status == 429 && reply.headers[.cacheControl] == "no-store")
        #expect(page.contains("<noscript><meta http-equiv=\"refresh\" content=\"6;url="))
        #expect(page.contains("/shield/answer?challenge=\(text)&amp;next=%2Fsale"))
        #expect(page.contains("value=\"/sale?a=1&amp;b=&quot;&lt;x&gt;\""))
        #expect(!page.contains("http://") && !page.contains("https://"))
        // The script that is there is the one that the policy names.
        let script = try #require(page.firstMatch(of: /(?s)<script>(.*?)<\/script>/)?.1)
        #expect(
            reply.headers[.contentSecurityPolicy] == BarePage.policy(scripts: [String(script)]))
        let document = ChallengePage.document(text, bits: 14)
        #expect(document["challenge"]?.string == text && document["bits"]?.integer == 14)
    }

    @Test func `zero bits are counted from the front`() {
        #expect(ProofSeals.zeroBits([0x80]) == 0)
        #expect(ProofSeals.zeroBits([0, 0x10]) == 11)
        #expect(ProofSeals.zeroBits([0, 0]) == 16)
        #expect(ProofSeals.zeroBits([]) == 0)
    }

    @Test(arguments: Language.allCases)
    func `a page that was written once is the one that is written each time`(_ t: Language) {
        let form = ChallengeForm(bits: 17, t, answerPath: "/_edge/proof")
        for next in ["/", "/a?b=1&c=\"2\"", "/<script>'", "/next-goes-here?challenge-goes-here"] {
            let page = ChallengePage.page(
                "AbC_-9", bits: 17, t, answerPath: "/_edge/proof", next: next)
            #expect(form.body("AbC_-9", next: next) == page.bytes)
            #expect(form.reply.headers == page.headers && form.reply.status == page.status)
        }
    }
}
