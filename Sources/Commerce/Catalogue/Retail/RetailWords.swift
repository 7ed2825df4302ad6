/// What the sample's codes and descriptions mean, where they do not name goods, and how names are
/// spelt for a page.
enum RetailWords {
    private static let otherCodes: Set = [
        "POST", "D", "C2", "DOT", "M", "BANK CHARGES", "S", "AMAZONFEE", "B", "CRUK",
    ]
    private static let otherNames: Set = ["next day carriage", "high resolution image"]
    private static let notes = [
        "damage", "check", "found", "adjust", "missing", "thrown", "throw away", "wrong", "sold as",
        "wet", "smashed", "mailout", "crushed", "counted", "mixed up", "returned", "rusty", "lost",
        "test", "amazon", "dotcom", "ebay", "faulty", "mouldy", "unsaleable", "put aside",
        "stock", "oops", "sample", "display", "showroom",
    ]

    /// Whether a code in upper case stands for something else than goods.
    static func isNotGoods(code: String) -> Bool {
        otherCodes.contains(code) || code.hasPrefix("GIFT_")
    }

    /// Whether a description in lower case stands for something else than goods.
    static func isNotGoods(name: String) -> Bool {
        otherNames.contains(name) || name.hasPrefix("dotcomgiftshop gift voucher")
    }

    /// Whether a description in lower case, of which something was in lower case already, is a note
    /// about stock.
    static func isNote(_ name: String) -> Bool {
        name.contains("?") || notes.contains { name.hasPrefix($0) || name.hasSuffix(" " + $0) }
    }

    private static let lowerWords: Set = [
        "A", "AN", "AND", "AT", "BY", "DE", "FOR", "FROM", "IN", "OF", "ON", "OR", "THE", "TO",
        "WITH", "X",
    ]
    private static let upperWords: Set = [
        "UK", "USA", "LED", "CD", "DVD", "TV", "BBQ", "USB", "FM", "XL", "XXL", "A4", "A5", "A6",
        "3D", "NYC", "DIY", "VIP", "M.O.P", "II", "III", "IPOD", "LP",
    ]
    private static let longForms = [
        "ASSTD": "ASSORTED", "ASST": "ASSORTED", "ASS": "ASSORTED", "HLDR": "HOLDER",
        "NIGHTLIGHT": "NIGHT LIGHT", "W": "WITH",
        "COL": "COLOURS", "NECKL": "NECKLACE", "NECKLAC": "NECKLACE", "CHAR": "CHARM",
        "DIAMON": "DIAMOND", "TURQUOIS": "TURQUOISE", "B'FLY": "BUTTERFLY", "CHILDS": "CHILD'S",
        "CHILDRENS": "CHILDREN'S", "LADIES": "LADIES'", "POLKADOT": "POLKA DOT",
        "CEATURE": "CREATURE", "FUSCHIA": "FUCHSIA", "HOTTIE": "HOT WATER BOTTLE",
    ]

    /// The name as a page shows it: words with a capital, abbreviations written out.
    static func title(_ description: String) -> String {
        var text = description
        for (from, to) in [(" ,", ","), (",", ", "), ("*", ""), ("  ", " ")] {
            text = text.replacing(from, with: to)
        }
        var words = text.split(separator: " ")
            .flatMap { inFull($0).split(separator: " ") }
        while let last = words.last, [".", ",", "-", "+", "&", "/"].contains(last) {
            words.removeLast()
        }
        let titled = words.enumerated().map { spelled(String($1), isFirst: $0 == 0) }
        let joined = titled.joined(separator: " ")
        let ends = joined.reversed().drop { ".,-/ ".contains($0) }
        return String(ends.reversed())
    }

    /// A word written out: `SET/6` as a set of 6, `HLDR` as a holder.
    private static func inFull(_ word: Substring) -> String {
        let parts = word.split(separator: "/", maxSplits: 1)
        if parts.count == 2, Int(parts[1]) != nil {
            switch parts[0] {
            case "SET", "S": return "SET OF \(parts[1])"
            case "PACK": return "PACK OF \(parts[1])"
            default: break
            }
        }
        return longForms[String(word)] ?? String(word)
    }

    private static func spelled(_ word: String, isFirst: Bool) -> String {
        let upper = word.uppercased()
        if upperWords.contains(upper) { return upper == "IPOD" ? "iPod" : upper }
        // A word with digits and small letters is a measure: 40x40cm, 125g.
        if word.contains(where: \.isLowercase), word.contains(where: \.isNumber) {
            return word.replacing("CM", with: "cm")
        }
        if word.contains(where: \.isNumber), upper.hasSuffix("CM") || upper.contains("CMX") {
            return word.lowercased()
        }
        if lowerWords.contains(upper), !isFirst { return word.lowercased() }
        var result = ""
        var startsPart = true
        for character in word.lowercased() {
            result += startsPart ? character.uppercased() : String(character)
            startsPart = "-/+&(.\"".contains(character)
        }
        return result
    }
}
