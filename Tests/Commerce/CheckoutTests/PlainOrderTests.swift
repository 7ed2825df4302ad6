import Checkout
import OpenPlatform
import Primitives
import Service
import Testing

/// The quick reader of orders beside the strict one that also explains.
@Suite struct PlainOrderTests {
    private static func read(_ text: String) -> OrderRequest? {
        let bytes = Array(text.utf8)
        return PlainOrder.read(bytes.span, 0..<bytes.count)
    }

    private static func readStrictly(_ text: String) -> OrderRequest? {
        guard let document = try? JSONParser.parse(text.utf8),
            OrderOperations.wish.errors(in: document).isEmpty
        else { return nil }
        return OrderRequest(document)
    }

    @Test func `an order as programs write it is read`() throws {
        let text = """
            {"lines": [{"sku": 12, "quantity": 2, "sale": 3, "unit_price": 999}, {"quantity":1,
             "sku":9007199254740991}], "coupon": "SPRING-10", "rehearsal": true}
            """
        let wish = try #require(Self.read(text))
        #expect(wish == Self.readStrictly(text))
        #expect(wish.lines.count == 2 && wish.coupon == "SPRING-10" && wish.isRehearsal)
        #expect(wish.lines[0].unitPrice == MinorUnits(999) && wish.lines[1].sale == nil)
    }

    @Test func `an order with an address goes the ordinary way`() {
        let text = """
            {"lines":[{"sku":1,"quantity":1}],"address":{"name":"Ada","line1":"1 Street",\
            "city":"London","country":"GB"}}
            """
        #expect(Self.read(text) == nil && Self.readStrictly(text) != nil)
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func `what it reads, the strict reader reads alike`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "{", "}", "[", "]", ",", ":", "\"lines\"", "\"sku\"", "\"quantity\"", "\"sale\"",
            "\"unit_price\"", "\"coupon\"", "\"rehearsal\"", "true", "false", "null", "1", "0",
            "07", "-1", "1.0", "1e3", "4294967296", "9007199254740992", "\"A\\u0041\"", "\"é\"",
            " ", "\n", "\u{0}", "x",
        ]
        var read = 0
        for _ in 0..<20_000 {
            var parts = [
                "{", "\"lines\"", ":", "[", "{", "\"sku\"", ":", "5", ",", "\"quantity\"", ":", "2",
                "}", "]", "}",
            ]
            for _ in 0..<Int.random(in: 0..<4, using: &random) {
                let place = Int.random(in: 0..<parts.count, using: &random)
                let piece = pieces[Int.random(in: 0..<pieces.count, using: &random)]
                switch Int.random(in: 0..<3, using: &random) {
                case 0: parts[place] = piece
                case 1: parts.insert(piece, at: place)
                default: parts.remove(at: place)
                }
            }
            let text = parts.joined()
            guard let wish = Self.read(text) else { continue }
            read += 1
            #expect(wish == Self.readStrictly(text), "seed \(seed): \(text)")
        }
        #expect(read > 1000, "seed \(seed)")
    }
}
