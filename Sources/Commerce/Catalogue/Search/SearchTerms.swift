/// The words of a search: those in letters with spaces, and runs of Chinese characters.
struct SearchTerms: Hashable {
    static let maximumTerms = 12

    var words: [String] = []
    var runs: [String] = []

    init(_ text: String) {
        var word = ""
        var run = ""
        for scalar in text.lowercased().unicodeScalars.prefix(200) {
            let isIdeograph = scalar.properties.isIdeographic
            let isWord = !isIdeograph && Self.isWord(scalar)
            if !isWord, !word.isEmpty { words.append(word); word = "" }
            if !isIdeograph, !run.isEmpty { runs.append(run); run = "" }
            if isIdeograph {
                run.unicodeScalars.append(scalar)
            } else if isWord {
                word.unicodeScalars.append(scalar)
            }
        }
        if !word.isEmpty { words.append(word) }
        if !run.isEmpty { runs.append(run) }
        words = Array(words.prefix(Self.maximumTerms))
        runs = Array(runs.prefix(Self.maximumTerms))
    }

    var isEmpty: Bool { words.isEmpty && runs.isEmpty }

    // What the tokenizer unicode61 takes for parts of words: letters, numbers, marks.
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark, .spacingMark, .decimalNumber, .letterNumber, .otherNumber:
            true
        default: false
        }
    }
}
