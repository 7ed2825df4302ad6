internal import Service

/// What surrounds each page of a room.
enum RoomLayout {
    /// A page. `refreshSeconds` brings it again by itself, without a script.
    static func page(
        _ t: Language, title: String, refreshSeconds: Int? = nil, script: HTML = .empty,
        path: String, _ main: HTML
    ) -> HTML {
        var refresh: HTML =
            refreshSeconds.map { "<meta http-equiv=\"refresh\" content=\"\($0)\">" } ?? .empty
        if !script.text.isEmpty { refresh = "<noscript>\(refresh)</noscript>" }
        let other: Language = t == .english ? .chinese : .english
        return BarePage.make(
            t, title: title, head: refresh,
            """
            \(main)
            <footer><a lang="\(other.tag)" hreflang="\(other.tag)" rel="nofollow" \
            href="\(path)?lang=\(other.rawValue)">\(other.name)</a></footer>\(script)
            """)
    }
}
