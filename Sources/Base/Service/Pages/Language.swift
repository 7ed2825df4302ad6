internal import HTTPTypes

/// A language of the pages. Called with both texts it gives its own: `t("Cart", "购物车")`.
package enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"

    /// The cookie that keeps a person's choice.
    package static let cookie = "language"

    /// The text in this language.
    package func callAsFunction(_ english: String, _ chinese: String) -> String {
        self == .english ? english : chinese
    }

    /// The value of the `lang` attribute.
    package var tag: String { self == .english ? "en" : "zh-Hans" }

    /// The language's own name.
    package var name: String { self == .english ? "English" : "简体中文" }

    /// What the person chose, else what the browser prefers, else `fallback`.
    package static func of(_ request: Request, fallback: Language = .english) -> Language {
        if let chosen = request.query["lang"].flatMap(Language.init(rawValue:)) { return chosen }
        if let kept = request.cookie(cookie).flatMap(Language.init(rawValue:)) { return kept }
        return preferred(request.headers[.acceptLanguage] ?? "") ?? fallback
    }

    /// The language that `Accept-Language` weighs most (RFC 9110, 12.5.4).
    package static func preferred(_ header: String) -> Language? {
        var best: (language: Language, weight: Double)?
        for item in header.split(separator: ",").prefix(16) {
            let parts = item.split(separator: ";")
            let tag = (parts.first ?? "").drop { $0 == " " }.lowercased()
            guard let language = allCases.first(where: { tag.hasPrefix($0.rawValue) }) else {
                continue
            }
            let quality = parts.dropFirst().first { $0.drop { $0 == " " }.hasPrefix("q=") }
            let digits = quality.map { String($0.drop { $0 != "=" }.dropFirst()) }
            let weight = digits.flatMap(Double.init) ?? 1
            if weight > (best?.weight ?? 0) { best = (language, weight) }
        }
        return best?.language
    }
}
