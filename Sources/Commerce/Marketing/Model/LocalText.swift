package import Service

/// A text in both languages; where one is empty the other serves for both.
package struct LocalText: Sendable, Hashable {
    /// In English.
    package var english: String
    /// In simplified Chinese.
    package var chinese: String

    /// Joins both.
    package init(_ english: String, _ chinese: String = "") {
        self.english = english
        self.chinese = chinese
    }

    /// The text in a language, or in the other where it is empty.
    package subscript(_ language: Language) -> String {
        let text = language(english, chinese)
        return text.isEmpty ? language(chinese, english) : text
    }

    /// What is wrong with it as the field at `pointer`.
    func errors(_ pointer: String, minimum: Int, maximum: Int) -> [Problem.FieldError] {
        var errors: [Problem.FieldError] = []
        for (name, text) in [("en", english), ("zh", chinese)]
        where text.unicodeScalars.count > maximum {
            errors.append(.init("\(pointer)/\(name)", "\(maximum) characters at most"))
        }
        if minimum > 0, english.allSatisfy(\.isWhitespace), chinese.allSatisfy(\.isWhitespace) {
            errors.append(.init(pointer, "a text in one language at least is wanted"))
        }
        return errors
    }
}
