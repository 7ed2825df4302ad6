internal import Service

/// The pages' own drawings, in the colour of the text around them.
enum Icon {
    static let search = draw("<circle cx=\"11\" cy=\"11\" r=\"7\"/><path d=\"m20 20-4-4\"/>")
    static let person = draw(
        "<circle cx=\"12\" cy=\"8\" r=\"4\"/><path d=\"M4 21c1-5 4-7 8-7s7 2 8 7\"/>")
    static let cart = draw(
        "<path d=\"M3 4h2l2.6 11h10.2L20 7.5H6\"/><circle cx=\"9\" cy=\"19.5\" r=\"1.3\"/>"
            + "<circle cx=\"16.5\" cy=\"19.5\" r=\"1.3\"/>")
    static let next = draw("<path d=\"m9 5 7 7-7 7\"/>")
    static let done = draw("<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"m8 12 3 3 5-6\"/>")
    static let clock = draw("<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v5l3 2\"/>")
    static let alert = draw(
        "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M12 7v6\"/><path d=\"M12 16.5v.5\"/>")
    static let globe = draw(
        "<circle cx=\"12\" cy=\"12\" r=\"9\"/><path d=\"M3 12h18\"/>"
            + "<path d=\"M12 3c3 3 3 15 0 18M12 3c-3 3-3 15 0 18\"/>")

    static let flash = draw("<path d=\"M13 3 5 14h6l-1 7 8-11h-6z\"/>")
    static let parcel = draw(
        "<path d=\"M12 3 4 7v10l8 4 8-4V7z\"/><path d=\"m4 7 8 4 8-4M12 11v10\"/>")

    private static func draw(_ shapes: String) -> HTML {
        HTML(
            trusted: """
                <svg class="icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" \
                stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round" \
                aria-hidden="true">\(shapes)</svg>
                """)
    }
}
