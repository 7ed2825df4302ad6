import Primitives
import Service
import Testing

@Suite struct JSONTests {
    @Test(arguments: [
        (#"{"a":1,"b":[true,false,null],"c":"x"}"#, #"{"a":1,"b":[true,false,null],"c":"x"}"#),
        (" 12 ", "12"), ("-0", "0"), ("1.0", "1"), ("1e3", "1000"), ("1.5", "1.5"),
        ("9223372036854775807", "9223372036854775807"), (#""\u4f60\ud83d\ude00\n""#, "\"你😀\\n\""),
        ("[]", "[]"), ("{}", "{}"), (#""a\/b""#, #""a/b""#),
    ])
    func `text is read and written`(text: String, written: String) throws {
        #expect(try JSONParser.parse(text.utf8).text == written)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1,}", "01", "1.", "+1", "nul", "\"\\x\"", "\"\n\"", "[1 2]",
        "{\"a\":1,\"a\":2}", "1e999", "\"\\ud800\"", "{1:2}", "1 1", "\"abc", "--1", "\u{0}",
    ])
    func `what is not JSON is refused`(text: String) {
        #expect(throws: JSONError.self) { try JSONParser.parse(text.utf8) }
    }

    @Test func `depth is bounded`() throws {
        let deep = String(repeating: "[", count: 31) + String(repeating: "]", count: 31)
        _ = try JSONParser.parse(deep.utf8)
        let deeper = String(repeating: "[", count: 100_000)
        #expect(throws: JSONError.self) { try JSONParser.parse(deeper.utf8) }
    }

    @Test func `bytes that are not UTF-8 are refused`() {
        #expect(throws: JSONError.self) { try JSONParser.parse([0x22, 0xFF, 0x22] as [UInt8]) }
    }

    @Test(arguments: 1...200)
    func `random bytes never trap`(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let letters = Array(#"{}[]",:0123456789.eE+-\utrfalsn "#.utf8)
        let bytes = (0..<64).map { _ in letters[Int(random.next() % UInt64(letters.count))] }
        if let value = try? JSONParser.parse(bytes) {
            #expect((try? JSONParser.parse(value.bytes)) == value, "seed \(seed)")
        }
    }
}
