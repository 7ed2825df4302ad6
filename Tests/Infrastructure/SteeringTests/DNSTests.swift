import IPLibrary
import Primitives
import Steering
import Testing

/// The codec and the answers, byte by byte.
@Suite struct DNSTests {
    private let steerer: Steerer
    private let responder: DNSResponder

    init() throws {
        steerer = try World.steerer(World.board())
        responder = DNSResponder(try Self.zone())
    }

    static func zone(texts: [String] = ["v=spf1 -all"]) throws -> DNSZone {
        let name = { (text: String) in try #require(DNSName(text)) }
        return try DNSZone(
            DNSZone.Options(
                apex: name("example.com"),
                servers: [
                    (name("ns1.example.com"), [.v4(0x7F00_0001), .v6(1)]),
                    (name("ns.example.net"), []),
                ],
                mailbox: name("hostmaster.example.com"),
                hosts: [name("www.example.com"), name("a.b.example.com")],
                texts: texts.map { try (name("example.com"), $0) },
                nodeSeconds: 10, fixedSeconds: 3600, negativeSeconds: 60, serial: 7))
    }

    private func ask(
        _ question: DNSQuestion, from address: String = "10.1.2.3", isStream: Bool = false
    ) throws -> DNSMessage {
        let bytes = question.bytes
        var output: [UInt8] = []
        let resolver = try #require(IPAddress(address))
        _ = try #require(
            responder.answer(
                bytes.span, from: resolver, isStream: isStream, steerer: steerer, into: &output))
        return try #require(DNSMessage(output))
    }

    @Test func `a host has the addresses of the client's node`() throws {
        let answer = try ask(DNSQuestion("wWw.ExAmPlE.cOm", 1, id: 0x1234, recursion: true))
        #expect(answer.id == 0x1234 && answer.flags == 0x8500)
        #expect(answer.name == "wWw.ExAmPlE.cOm", "the case of letters is kept (0x20)")
        #expect(answer.answers.map(\.text) == ["wWw.ExAmPlE.cOm 10 A 192.0.2.1"])
        let six = try ask(DNSQuestion("www.example.com", 28), from: "10.2.2.3")
        #expect(six.answers.map(\.text) == ["www.example.com 10 AAAA 2001:db8::2"])
    }

    @Test func `the client's network goes before the resolver's, and comes back with its scope`()
        throws
    {
        var question = DNSQuestion("www.example.com", 1)
        question.subnet = (1, 24, [10, 2, 9])
        let answer = try ask(question)
        #expect(answer.answers.map(\.text) == ["www.example.com 10 A 192.0.2.2"])
        #expect(answer.subnet == [0, 1, 24, 16, 10, 2, 9])
        question.subnet = (2, 48, [0x20, 0x01, 0x0D, 0xB8, 0, 2])
        let six = try ask(question)
        #expect(six.answers.map(\.text) == ["www.example.com 10 A 192.0.2.4"])
        #expect(six.subnet == [0, 2, 48, 56, 0x20, 0x01, 0x0D, 0xB8, 0, 2])
        question.subnet = (1, 0, [])
        let private_ = try ask(question)
        #expect(private_.answers.map(\.text) == ["www.example.com 10 A 192.0.2.1"])
        #expect(private_.subnet == [0, 1, 0, 0])
        question = DNSQuestion("example.com", 16)
        question.subnet = (1, 24, [10, 2, 9])
        #expect(try ask(question).subnet == [0, 1, 24, 0, 10, 2, 9])
    }

    @Test(
        arguments: [
            (1, 24, [10, 2, 9, 1], 1), (1, 23, [10, 2, 9], 1), (1, 33, [1, 2, 3, 4, 5], 1),
            (1, 24, [10, 2], 1), (3, 0, [], 5), (2, 129, [], 1),
        ] as [(UInt16, UInt8, [UInt8], UInt16)])
    func `a client's network that breaks the rules is refused`(
        _ family: UInt16, _ length: UInt8, _ address: [UInt8], _ code: UInt16
    ) throws {
        var question = DNSQuestion("www.example.com", 1)
        question.subnet = (family, length, address)
        let answer = try ask(question)
        #expect(answer.code == code && answer.answers.isEmpty)
    }

    @Test func `SOA, NS with glue, TXT`() throws {
        let soa = try ask(DNSQuestion("example.com", 6))
        #expect(
            soa.answers.map(\.text) == [
                "example.com 3600 SOA ns1.example.com hostmaster.example.com 7 3600 600 604800 60"
            ])
        let ns = try ask(DNSQuestion("example.com", 2))
        #expect(
            ns.answers.map(\.text) == [
                "example.com 3600 NS ns1.example.com", "example.com 3600 NS ns.example.net",
            ])
        #expect(
            ns.additional.map(\.text) == [
                "ns1.example.com 3600 A 127.0.0.1", "ns1.example.com 3600 AAAA ::1",
            ])
        let txt = try ask(DNSQuestion("example.com", 16))
        #expect(txt.answers.map(\.text) == ["example.com 3600 TXT v=spf1 -all"])
    }

    @Test(
        arguments: [
            ("nothing.example.com", 1, 3), ("x.www.example.com", 1, 3), ("b.example.com", 1, 0),
            ("www.example.com", 16, 0), ("example.com", 1, 0),
        ] as [(String, UInt16, UInt16)])
    func `what is not there is said with SOA`(
        _ name: String, _ type: UInt16, _ code: UInt16
    ) throws {
        let answer = try ask(DNSQuestion(name, type))
        #expect(answer.code == code && answer.answers.isEmpty && answer.flags & 0x0400 != 0)
        #expect(
            answer.authority.count == 1 && answer.authority[0].text.hasPrefix("example.com 60 SOA"))
    }

    @Test(
        arguments: [("example.org", 1), ("com", 1), ("example.com", 252), ("wexample.com", 1)]
            as [(String, UInt16)])
    func `what is not ours is refused`(_ name: String, _ type: UInt16) throws {
        let answer = try ask(DNSQuestion(name, type))
        #expect(answer.code == 5 && answer.flags & 0x0400 == 0 && answer.authority.isEmpty)
    }

    @Test func `EDNS: size, version, the bit for signatures`() throws {
        var question = DNSQuestion("www.example.com", 1)
        question.edns = (4096, 0, true)
        let answer = try ask(question)
        #expect(answer.edns?.size == 1232 && answer.edns?.flags == 0x8000)
        #expect(try ask(DNSQuestion("www.example.com", 1)).edns == nil)
        question.edns = (4096, 1, false)
        let newer = try ask(question)
        #expect(newer.code == 0 && newer.edns?.extendedCode == 1 && newer.answers.isEmpty)
    }

    @Test func `an answer that is too large comes over TCP`() throws {
        let big = DNSResponder(
            try Self.zone(texts: (0..<9).map { "\($0)" + String(repeating: "t", count: 300) }))
        var question = DNSQuestion("example.com", 16)
        var output: [UInt8] = []
        func ask(_ isStream: Bool) throws -> DNSMessage {
            let bytes = question.bytes
            let outcome = big.answer(
                bytes.span, from: .v4(0), isStream: isStream, steerer: steerer, into: &output)
            let message = try #require(DNSMessage(output))
            #expect(outcome?.isTruncated == (message.flags & 0x0200 != 0))
            return message
        }
        let plain = try ask(false)
        #expect(plain.flags & 0x0200 != 0 && plain.answers.isEmpty && output.count <= 512)
        question.edns = (65_000, 0, false)
        let extended = try ask(false)
        #expect(extended.flags & 0x0200 != 0 && output.count <= 1232 && extended.edns != nil)
        let stream = try ask(true)
        #expect(stream.flags & 0x0200 == 0 && stream.answers.count == 9)
        #expect(stream.answers[0].text.utf8.count > 300)
    }

    @Test func `what is no question gets no answer, and what is wrong gets an error`() throws {
        func outcome(_ bytes: [UInt8]) -> DNSCode? {
            var output: [UInt8] = []
            return responder.answer(
                bytes.span, from: .v4(0), isStream: false, steerer: steerer, into: &output)?.code
        }
        var bytes = DNSQuestion("www.example.com", 1).bytes
        #expect(outcome(Array(bytes[..<11])) == nil)
        bytes[2] |= 0x80
        #expect(outcome(bytes) == nil)
        bytes[2] = 0x28
        #expect(outcome(bytes) == .notImplemented)
        bytes[2] = 0
        bytes[5] = 2
        #expect(outcome(bytes) == .formatError)
        bytes[5] = 1
        #expect(outcome(bytes + [0]) == .formatError)
        #expect(outcome(bytes.dropLast()) == .formatError)
        bytes[12] = 0xC0
        #expect(outcome(bytes) == .formatError)
    }

    @Test func `spoilt questions never trap`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed \(seed)")
        var random = SeededRandom(seed: seed)
        var question = DNSQuestion("www.example.com", 1)
        question.subnet = (1, 24, [10, 2, 9])
        let whole = question.bytes
        var output: [UInt8] = []
        for _ in 0..<200_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(
                    in: 0...255, using: &random)
            }
            if random.happens(0.3) {
                bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random))
            }
            let isAnswered =
                responder.answer(
                    bytes.span, from: .v4(0x0A01_0203), isStream: false, steerer: steerer,
                    into: &output) != nil
            if isAnswered { #expect(DNSMessage(output) != nil) }
        }
    }

    @Test func `one network that asks too often is limited, others are not`() {
        var rates = ResponseRates(perSecond: 10)
        var verdicts: [ResponseRates.Verdict: Int] = [:]
        for number in 0..<100 {
            verdicts[rates.judge(.v4(0x0A01_0200 + UInt32(number)), kind: 1, at: 5), default: 0] +=
                1
        }
        #expect(verdicts == [.send: 10, .truncate: 45, .drop: 45])
        let verdict1 = rates.judge(.v4(0x0B01_0200), kind: 1, at: 5)
        #expect(verdict1 == .send)
        let verdict2 = rates.judge(.v4(0x0A01_0200), kind: 2, at: 5)
        #expect(verdict2 == .send)
        let verdict3 = rates.judge(.v4(0x0A01_0200), kind: 1, at: 205)
        #expect(verdict3 == .send)
        var open = ResponseRates(perSecond: 0)
        let all = (0..<100).map { _ in open.judge(.v4(1), kind: 1, at: 0) }
        #expect(all.allSatisfy { $0 == .send })
    }
}
