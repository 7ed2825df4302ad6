internal import Catalogue

/// A store's colours as custom properties; what would be hard to read is exchanged.
enum ThemeStyle {
    /// The least contrast of text (WCAG 2.2, 1.4.3).
    private static let leastContrast = 4.5

    /// The stylesheet.
    static func text(_ theme: Theme) -> String {
        let ground = theme.background
        let isDark = ground.readableText.value != 0
        let soft = Colour(value: isDark ? 0xF4_F4F5 : 0x1B_1F24)
        let text = soft.contrast(with: ground) >= 9 ? soft : ground.readableText
        func readable(_ colour: Colour) -> Colour {
            // Tinted panels lie between ground and text: leave some room.
            colour.contrast(with: ground) >= leastContrast + 0.6 ? colour : text
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
