internal import Service

/// What surrounds each page of a room. All of it is in one file: nothing else has to be fetched
/// while the shop is at its limit.
enum RoomLayout {
    private static let style = HTML(
        trusted: """
            <style>:root{color-scheme:light dark}*{box-sizing:border-box}
            body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.25rem;\
            font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC",\
            "Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:Canvas;color:CanvasText}
            main{width:100%;max-width:40rem}h1{font-size:clamp(1.5rem,1.2rem + 1.6vw,2.2rem);\
            line-height:1.2;margin:0 0 .75rem;text-wrap:balance}
            p{margin:.5rem 0}dl{display:grid;gap:.25rem 1.25rem;margin:1.25rem 0}
            @media(min-width:32rem){dl{grid-template-columns:auto 1fr}}
            dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
            .big{font-size:1.5rem;font-weight:700;font-variant-numeric:tabular-nums}
            .note{border-inline-start:.3rem solid #b45309;padding:.4rem .8rem;margin:1rem 0}
            code,pre{font-family:ui-monospace,monospace;font-size:.9em;overflow-wrap:anywhere;\
            white-space:pre-wrap}a{color:LinkText}a,button{min-height:2.75rem}
            :focus-visible{outline:3px solid Highlight;outline-offset:2px}
            footer{margin-top:2rem;font-size:.9rem}</style>
            """)

    /// A page. `refreshSeconds` brings it again by itself, without a script.
    static func page(
        _ t: Language, title: String, refreshSeconds: Int? = nil, path: String, _ main: HTML
    ) -> HTML {
        let refresh: HTML =
            refreshSeconds.map { "<meta http-equiv=\"refresh\" content=\"\($0)\">" } ?? .empty
        let other: Language = t == .english ? .chinese : .english
        return """
            <!doctype html><html lang="\(t.tag)"><head><meta charset="utf-8">\
            <meta name="viewport" content="width=device-width,initial-scale=1">\
            <meta name="robots" content="noindex">\(refresh)<title>\(title)</title>\(style)</head>
            <body><main><h1>\(title)</h1>\(main)
            <footer><a lang="\(other.tag)" hreflang="\(other.tag)" rel="nofollow" \
            href="\(path)?lang=\(other.rawValue)">\(other.name)</a></footer></main></body></html>
            """
    }
}
