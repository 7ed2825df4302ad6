/// A country's two letters in two bytes; 0 for unknown.
enum CountryCode {
    static func packed(_ code: String?) -> UInt16 {
        guard let code, code.utf8.count == 2 else { return 0 }
        let letters = Array(code.utf8)
        guard letters.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }) else {
            return 0
        }
        return UInt16(letters[0]) << 8 | UInt16(letters[1])
    }

    static func text(_ packed: UInt16) -> String {
        guard packed != 0 else { return "ZZ" }
        return String(decoding: [UInt8(packed >> 8), UInt8(packed & 0xFF)], as: UTF8.self)
    }
}
