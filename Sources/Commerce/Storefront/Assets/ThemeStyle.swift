internal import Catalogue

/// A store's colours as custom properties; what would be hard to read is exchanged.
enum ThemeStyle {
    /// The least contrast of text (WCAG 2.2, 1.4.3).
    private static let leastContrast = 4.5

    /// A colour with so many tenths of another.
    private static func mix(_ colour: Colour, _ other: Colour, tenths: UInt32) -> Colour {
        let parts = [16, 8, 0].map { shift -> UInt32 in
            let (from, to) = (colour.value >> shift & 0xFF, other.value >> shift & 0xFF)
            return ((from * (10 - tenths) + to * tenths) / 10) << shift
        }
        return Colour(value: parts.reduce(0, |))
    }

    /// The stylesheet.
    static func text(_ theme: Theme) -> String {
        let ground = theme.background
        let isDark = ground.readableText.value != 0
        let soft = Colour(value: isDark ? 0xF4_F4F5 : 0x1B_1F24)
        let text = soft.contrast(with: ground) >= 9 ? soft : ground.readableText
        // Tinted panels lie between ground and text: leave some room.
        func readable(_ colour: Colour) -> Colour {
            (0...10).lazy.map { mix(colour, text, tenths: $0) }
                .first { $0.contrast(with: ground) >= leastContrast + 1.2 } ?? text
        }
        return """
            :root{--primary:\(theme.primary);--on-primary:\(theme.primary.readableText);\
            --accent:\(theme.accent);--on-accent:\(theme.accent.readableText);\
            --ground:\(ground);--text:\(text);--link:\(readable(theme.primary));\
            --low:\(readable(theme.accent));\
            --good:\(isDark ? "#7ddba3" : "#17693a");--bad:\(isDark ? "#ff9b8f" : "#b42318");\
            color-scheme:\(isDark ? "dark" : "light")}
            """
    }
}
