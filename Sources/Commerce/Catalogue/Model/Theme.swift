/// The colours of a store's pages.
package struct Theme: Hashable, Sendable {
    /// Buttons, links and the head of the page.
    package var primary: Colour
    /// What must catch the eye: prices in a sale, the countdown.
    package var accent: Colour
    /// Behind everything.
    package var background: Colour

    /// Joins the colours; what is left out is Spillway's own.
    package init(
        primary: Colour = Colour(value: 0x1F_4E79), accent: Colour = Colour(value: 0xC2_410C),
        background: Colour = Colour(value: 0xFF_FFFF)
    ) {
        self.primary = primary
        self.accent = accent
        self.background = background
    }
}
