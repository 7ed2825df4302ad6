/// What a text field takes: its length in Unicode code points, and a pattern in ECMAScript's form,
/// so that the description of the API says just what the code checks.
package struct FieldRule: Sendable {
    /// Code points at least.
    package let minimum: Int
    /// Code points at most.
    package let maximum: Int
    /// The pattern, for the description of the API.
    package let pattern: String?
    /// What is wanted, for a person.
    package let wanted: String
    let matches: @Sendable (String) -> Bool

    private init(
        _ lengths: ClosedRange<Int>, pattern: String? = nil, wanted: String,
        _ matches: @escaping @Sendable (String) -> Bool
    ) {
        minimum = lengths.lowerBound
        maximum = lengths.upperBound
        self.pattern = pattern
        self.wanted = wanted
        self.matches = matches
    }

    /// Whether the text is taken.
    package func takes(_ text: String) -> Bool {
        (minimum...maximum).contains(text.unicodeScalars.count) && matches(text)
    }

    /// A name or another line of text: no control characters, and not blank at its start.
    package static let name = line(1...120)
    /// A line of an address, which may be empty.
    package static let addressLine = line(0...200)
    /// A password that is set; where one is asked for, any text will do.
    package static let password = FieldRule(
        10...200, wanted: "a password of 10 to 200 characters", { _ in true })

    /// An e-mail address, as browsers take it in forms (HTML §4.10.5.1.5), with a domain of two
    /// labels at least.
    package static let email = FieldRule(
        3...254,
        pattern: #"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}"#
            + #"@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$"#,
        wanted: "an e-mail address of at most 254 characters", isEmail)

    /// The short name of a merchant in addresses of pages.
    package static let slug = FieldRule(
        1...40, pattern: "^[a-z0-9]+(-[a-z0-9]+)*$",
        wanted: "1 to 40 small letters, digits and single hyphens between them"
    ) { text in
        text.split(separator: "-", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { isSmallLetter($0) || isDigit($0) }
        }
    }

    /// A country by its two letters (ISO 3166-1).
    package static let country = FieldRule(
        2...2, pattern: "^[A-Z]{2}$", wanted: "two capital letters of ISO 3166, such as GB"
    ) { $0.utf8.allSatisfy(isCapitalLetter) }

    /// A currency by its three letters (ISO 4217).
    package static let currency = FieldRule(
        3...3, pattern: "^[A-Z]{3}$", wanted: "three capital letters of ISO 4217, such as GBP"
    ) { $0.utf8.allSatisfy(isCapitalLetter) }

    private static func line(_ lengths: ClosedRange<Int>) -> FieldRule {
        let (least, most) = (lengths.lowerBound, lengths.upperBound)
        return FieldRule(
            lengths,
            pattern: least == 0
                ? #"^[^\u0000-\u001f\u007f]*$"#
                : #"^[^\u0000-\u0020\u007f][^\u0000-\u001f\u007f]*$"#,
            wanted: "one line of \(least) to \(most) characters that starts with no space"
        ) { text in
            text.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
                && (least == 0 || text.unicodeScalars.first?.value != 0x20)
        }
    }

    private static func isEmail(_ text: String) -> Bool {
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...64).contains(parts[0].utf8.count) else { return false }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        let marks = Set(".!#$%&'*+/=?^_`{|}~-".utf8)
        return labels.count >= 2
            && parts[0].utf8.allSatisfy { isLetterOrDigit($0) || marks.contains($0) }
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count)
                    && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
            }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isSmallLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isCapitalLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        isDigit(byte) || isSmallLetter(byte) || isCapitalLetter(byte)
    }
}
