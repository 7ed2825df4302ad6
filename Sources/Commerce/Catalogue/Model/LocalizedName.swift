package import Service

/// A name in English and, where the merchant gave one, in Simplified Chinese.
package struct LocalizedName: Hashable, Sendable {
    /// The English text, or whatever the merchant writes in.
    package var english: String
    /// The Simplified Chinese text.
    package var chinese: String?

    /// Joins the two.
    package init(_ english: String, chinese: String? = nil) {
        self.english = english
        self.chinese = chinese
    }

    /// The text for a reader of a language.
    package func text(in language: Language) -> String {
        language == .chinese ? chinese ?? english : english
    }
}

/// The short name, for files that do not also see Marketing's type of that name.
package typealias LocalText = LocalizedName
