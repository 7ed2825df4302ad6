/// A form that a text must have: one definition for the check and for the document.
package struct TextForm: Sendable {
    /// The pattern, in ECMAScript's form; just what `takes` says.
    package let pattern: String
    /// What is wanted, for a person.
    package let wanted: String
    /// Whether a text has the form.
    package let takes: @Sendable (String) -> Bool

    /// Joins a pattern with the code that checks the same.
    package init(
        pattern: String, wanted: String, _ takes: @escaping @Sendable (String) -> Bool
    ) {
        self.pattern = pattern
        self.wanted = wanted
        self.takes = takes
    }

    /// The same form, or no text at all.
    package var orEmpty: TextForm {
        let inner = pattern.dropFirst().dropLast()
        return TextForm(pattern: "^(\(inner))?$", wanted: wanted + ", or nothing") { [takes] in
            $0.isEmpty || takes($0)
        }
    }

    // Each class is the inside of a bracket expression. Control characters are those of Unicode's
    // category Cc, spaces those of its property White_Space that are no controls.
    private static let control = #"\u0000-\u001f\u007f-\u009f"#
    private static let space =
        #"\u0020\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"#
    private static let controlButLineAndTab = #"\u0000-\u0008\u000b-\u001f\u007f-\u009f"#

    /// Text in one line that neither starts nor ends with a space.
    package static let line = trimmed(but: control, "one line without spaces at its ends") {
        $0.properties.generalCategory != .control
    }

    /// Text in lines that neither starts nor ends with a space.
    package static let lines = trimmed(
        but: controlButLineAndTab, "text without spaces at its ends"
    ) { $0.properties.generalCategory != .control || $0 == "\n" || $0 == "\t" }

    /// Text in one line, without `|` and `=`, which part values in a spreadsheet.
    package static let value = trimmed(
        but: control + "|=", "one line without spaces at its ends, without | and ="
    ) { $0.properties.generalCategory != .control && $0 != "|" && $0 != "=" }

    private static func trimmed(
        but excluded: String, _ wanted: String,
        _ takes: @escaping @Sendable (Unicode.Scalar) -> Bool
    ) -> TextForm {
        let end = control + (excluded.hasSuffix("|=") ? "|=" : "") + space
        return TextForm(pattern: "^[^\(end)]([^\(excluded)]*[^\(end)])?$", wanted: wanted) { text in
            guard let first = text.unicodeScalars.first, let last = text.unicodeScalars.last
            else { return false }
            return text.unicodeScalars.allSatisfy(takes) && !first.properties.isWhitespace
                && !last.properties.isWhitespace
        }
    }

    /// Any text but U+0000, which not every database can hold.
    package static let anything = TextForm(
        pattern: #"^[^\u0000]*$"#, wanted: "text without the character U+0000"
    ) { !$0.utf8.contains(0) }

    /// `a-z`, `0-9` and single hyphens between them.
    package static let slug = TextForm(
        pattern: "^[a-z0-9]+(-[a-z0-9]+)*$", wanted: "a-z, 0-9 and single hyphens between them"
    ) { text in
        text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false).allSatisfy {
            !$0.isEmpty && $0.allSatisfy { isDigit($0) || (0x61...0x7A).contains($0) }
        }
    }

    /// Letters of ASCII, digits and hyphens.
    package static let code = TextForm(
        pattern: "^[A-Za-z0-9-]+$", wanted: "letters, digits and hyphens"
    ) { text in
        !text.isEmpty
            && text.utf8.allSatisfy {
                isDigit($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "-")
            }
    }

    /// A colour as pages write it.
    package static let colour = TextForm(
        pattern: "^#[0-9A-Fa-f]{6}$", wanted: "a colour such as #1f4e79"
    ) { text in
        text.utf8.count == 7 && text.utf8.first == UInt8(ascii: "#")
            && text.utf8.dropFirst().allSatisfy {
                isDigit($0) || (0x61...0x66).contains($0 | 0x20)
            }
    }

    /// Visible characters of ASCII: what a header's value holds on any way.
    package static let visible = TextForm(
        pattern: "^[!-~]+$", wanted: "visible characters of ASCII"
    ) { !$0.isEmpty && $0.utf8.allSatisfy { (0x21...0x7E).contains($0) } }

    /// The version read, as `If-Match` takes it.
    package static let version = TextForm(
        pattern: #"^(\*|"[0-9]{1,18}")$"#, wanted: #"an ETag such as "7", or *"#
    ) { text in
        let bytes = Array(text.utf8)
        return text == "*"
            || (3...20).contains(bytes.count) && bytes.first == 0x22 && bytes.last == 0x22
                && bytes.dropFirst().dropLast().allSatisfy(isDigit)
    }

    /// Where a list by numbers goes on: a number below 9 × 10¹⁵, or nothing for its start.
    package static let cursor = TextForm(
        pattern: "^(0|[1-8][0-9]{15}|[1-9][0-9]{0,14})?$", wanted: "the next of a page before"
    ) { text in
        guard !text.isEmpty else { return true }
        guard text.utf8.count <= 16, let number = Int64(text), text == "\(number)"
        else { return false }
        return (0..<9_000_000_000_000_000).contains(number)
    }

    static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
