/// Words in the order of the network: the most significant byte first.
package enum BigEndian {
    /// Appends a word of 64 bits.
    ///
    /// What other modules ask for most is compiled for its own type: a generic one is many times
    /// slower across modules.
    package static func append(_ word: UInt64, to bytes: inout [UInt8]) {
        appendBytes(of: word, to: &bytes)
    }

    /// Appends a word of 32 bits.
    package static func append(_ word: UInt32, to bytes: inout [UInt8]) {
        appendBytes(of: word, to: &bytes)
    }

    /// Appends a word.
    package static func append(_ word: some FixedWidthInteger, to bytes: inout [UInt8]) {
        appendBytes(of: word, to: &bytes)
    }

    private static func appendBytes(of word: some FixedWidthInteger, to bytes: inout [UInt8]) {
        for shift in stride(from: word.bitWidth - 8, through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: word >> shift))
        }
    }

    /// The word that begins at `start`; all of its bytes must be there.
    package static func word<Word: FixedWidthInteger>(
        _ bytes: [UInt8], at start: Int, as type: Word.Type = Word.self
    ) -> Word {
        var word: Word = 0
        for index in start..<start + Word.bitWidth / 8 { word = word << 8 | Word(bytes[index]) }
        return word
    }
}
