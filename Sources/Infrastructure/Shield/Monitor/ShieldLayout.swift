internal import Service

/// What surrounds the pages of the shield. All of it is in one file.
enum ShieldLayout {
    private static let style = HTML(
        trusted: """
            <style>:root{color-scheme:light dark}*{box-sizing:border-box}
            body{margin:0;padding:1.25rem;font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,\
            "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:Canvas;\
            color:CanvasText}main{max-width:72rem;margin-inline:auto}
            h1{font-size:clamp(1.5rem,1.2rem + 1.6vw,2.2rem);line-height:1.2;text-wrap:balance}
            .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}
            th,td{text-align:start;padding:.35rem .6rem;border-block-end:1px solid GrayText;\
            vertical-align:top}td.n,th.n{text-align:end;font-variant-numeric:tabular-nums}
            caption{text-align:start;font-weight:600;padding-block:1rem .25rem}
            .state{font-size:1.25rem;font-weight:700}.bad{color:#b42318}
            @media(prefers-color-scheme:dark){.bad{color:#ff8a7a}}
            a,button{min-height:2.75rem}:focus-visible{outline:3px solid Highlight;\
            outline-offset:2px}</style>
            """)

    static func page(_ t: Language, title: String, head: HTML = .empty, _ main: HTML) -> HTML {
        """
        <!doctype html><html lang="\(t.tag)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1">\
        <meta name="robots" content="noindex">\(head)<title>\(title)</title>\(style)</head>
        <body><main><h1>\(title)</h1>\(main)</main></body></html>
        """
    }
}
