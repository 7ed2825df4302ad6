import Foundation
import OpenPlatform
import Testing

/// What a form takes is just what its pattern says to readers of the API's description.
@Suite struct TextFormTests {
    private static let cases: [(form: TextForm, taken: [String], refused: [String])] = [
        (
            .line, ["a", "红杯", "a b", "Größe"],
            ["", " a", "a ", "a\u{A0}", "a\nb", "a\u{0}", "\u{85}", "\u{3000}杯", "a\u{2028}"]
        ),
        (.lines, ["a", "a\n\tb"], ["", "\na", "a\n", "a\rb", "a\u{7F}b", "\t"]),
        (.lines.orEmpty, ["", "a\nb"], [" ", "\n"]),
        (.value, ["Red", "a b"], ["", "a|b", "=", "|a", "a="]),
        (.anything, ["", "a\n", "\u{1}"], ["\u{0}", "a\u{0}b"]),
        (.slug, ["a", "0", "red-mug-2"], ["", "-", "a-", "a--b", "A", "é", "a b"]),
        (.slug.orEmpty, ["", "a"], ["-"]),
        (.code, ["SAVE-10", "-", "a"], ["", "a b", "é", "a_b"]),
        (.colour, ["#1f4e79", "#AA0011"], ["", "1f4e79", "#1f4e7", "#1f4e7g", "#1f4e799"]),
        (.visible, ["a", "~!"], ["", "a b", "\u{7F}", "é"]),
        (.version, ["*", "\"7\"", "\"007\""], ["", "7", "\"\"", "\"a\"", "W/\"7\"", "**"]),
        (
            .cursor, ["", "0", "7", "8999999999999999"],
            ["-1", "+1", "01", "9000000000000000", "12345678901234567", "a"]
        ),
        (
            .url,
            [
                "/", "/a.jpg", "/a//b?c#d", "https://a", "https://a.b:8443/c", "https://a?b",
                "https://a:65535", "https://a:0/",
            ],
            [
                "", "//a", "a.jpg", "http://a", "https://", "https://:1", "https://a:65536",
                "https://a:", "https://a:00080", "https://a:+80", "/a b", "/\"", "/é",
                "https://a_b", "https://u@a",
            ]
        ),
    ]

    @Test func `a form takes what its pattern says`() throws {
        for (form, taken, refused) in Self.cases {
            let pattern = try NSRegularExpression(pattern: form.pattern)
            func says(_ text: String) -> Bool {
                let whole = NSRange(text.startIndex..., in: text)
                return pattern.firstMatch(in: text, range: whole)?.range == whole
            }
            for text in taken { #expect(form.takes(text) && says(text), "\(form.pattern) \(text)") }
            for text in refused {
                #expect(
                    !form.takes(text) && !says(text),
                    "\(form.pattern) \(text.debugDescription)")
            }
        }
    }
}
