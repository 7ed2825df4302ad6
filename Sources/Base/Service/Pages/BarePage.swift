internal import HTTPTypes
internal import Seals

/// A page in one file: nothing else has to be fetched for it, so that it can be shown where a shop
/// is at its limit, or by a tool that has no assets.
package enum BarePage {
    /// How wide the page is on a large window.
    package enum Width: String {
        /// A card in the middle, for a few sentences.
        case narrow
        /// Tables.
        case wide
    }

    /// How much of a style a page brings along.
    package enum Style: String {
        /// Figures, tables, forms, dark windows.
        case full
        /// A few sentences, for what is sent thousands of times a second.
        case small

        /// The text between the tags, which the policy names by its digest.
        var text: String { self == .full ? BarePage.full : BarePage.small }
    }

    private static let small = """
        :root{color-scheme:light dark}body{margin:0;min-height:100vh;padding:1rem;display:grid;\
        place-items:center;font:1rem/1.55 system-ui,sans-serif;background:#f2f5f8;color:#17212b}
        main{max-width:38rem;background:#fff;border:1px solid #d5dde4;border-radius:16px;\
        padding:1.5rem}h1{font-size:1.6rem;line-height:1.25;margin:0 0 .75rem}a{color:#0f4c5c}
        @media(prefers-color-scheme:dark){body{background:#0b1117;color:#e8eef3}
        main{background:#131b24;border-color:#2b3845}a{color:#7fd0e4}}
        """

    private static let full = """
        :root{color-scheme:light dark;--ground:#f2f5f8;--paper:#fff;--ink:#17212b;\
        --quiet:#52606d;--line:#d5dde4;--accent:#0f4c5c;--on:#fff;--wait:#7a4a00;\
        --wait-soft:#fdf0d5;--bad:#b42318}
        @media(prefers-color-scheme:dark){:root{--ground:#0b1117;--paper:#131b24;--ink:#e8eef3;\
        --quiet:#a9b8c6;--line:#2b3845;--accent:#7fd0e4;--on:#0b1117;--wait:#ffd58a;\
        --wait-soft:#33270f;--bad:#ff8a7a}}
        @media(min-width:120rem){html{font-size:calc(20% + .6667vw)}}
        *{box-sizing:border-box}body{margin:0;min-height:100vh;padding:1rem;\
        font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"PingFang SC",\
        "Microsoft YaHei","Noto Sans CJK SC",sans-serif;background:var(--ground);\
        color:var(--ink)}.narrow{display:grid;place-items:center}
        main{width:100%;max-width:72rem;margin-inline:auto;background:var(--paper);\
        border:1px solid var(--line);border-radius:16px;padding:clamp(1.25rem,4vw,2.5rem)}
        .narrow main{max-width:38rem}h1{font-size:clamp(1.45rem,1.2rem + 1.2vw,2rem);\
        line-height:1.25;margin:0 0 .75rem;text-wrap:balance;overflow-wrap:anywhere}
        p{margin:.5rem 0}.quiet,dt,small{color:var(--quiet)}a{color:var(--accent)}
        dl{display:grid;gap:.2rem 1.25rem;margin:1.25rem 0}dd{margin:0;overflow-wrap:anywhere}
        @media(min-width:36rem){dl:not(.figures){grid-template-columns:auto 1fr}}
        .figures{grid-template-columns:repeat(auto-fit,minmax(12rem,1fr));gap:.75rem}
        .figures div{border:1px solid var(--line);border-radius:12px;padding:.8rem 1rem}
        .big{font-size:1.35rem;font-weight:700;line-height:1.35;\
        font-variant-numeric:tabular-nums}
        .note{background:var(--wait-soft);color:var(--wait);border-radius:9px;\
        padding:.6rem .9rem;margin:1rem 0}.state{font-size:1.25rem;font-weight:700}
        .bad{color:var(--bad)}code,pre{font-family:ui-monospace,monospace;font-size:.88em;\
        overflow-wrap:anywhere;white-space:pre-wrap}pre{background:var(--ground);\
        border-radius:9px;padding:.75rem 1rem}
        summary{cursor:pointer;color:var(--accent);font-weight:600;padding-block:.3rem}
        button,input,.button{font:inherit;color:inherit;min-height:2.75rem;border-radius:8px;\
        padding:.45rem .8rem;border:1px solid var(--quiet);background:var(--paper);\
        max-width:100%}button,.button{font-weight:600;cursor:pointer;color:var(--on);\
        background:var(--accent);border-color:var(--accent);text-decoration:none;\
        display:inline-block}
        .scroll{overflow-x:auto;margin-block:1rem}table{border-collapse:collapse;width:100%;\
        font-size:.95rem}th,td{text-align:start;padding:.4rem .7rem;\
        border-block-end:1px solid var(--line);vertical-align:top}
        thead th{color:var(--quiet);font-size:.85rem}
        .n{text-align:end;font-variant-numeric:tabular-nums}
        tr.chosen{font-weight:700}
        caption{text-align:start;font-weight:650;padding-block:.25rem}
        :focus-visible{outline:3px solid #d9480f;outline-offset:2px}
        footer{margin-top:1.75rem;font-size:.9rem}
        """

    /// A whole page.
    package static func make(
        _ t: Language, title: String, _ width: Width = .narrow, head: HTML = .empty,
        heading: HTML? = nil, style: Style = .full, _ main: HTML
    ) -> HTML {
        let style = HTML(trusted: "<style>\(style.text)</style>")
        return """
        <!doctype html><html lang="\(t.tag)"><head><meta charset="utf-8">\
        <meta name="viewport" content="width=device-width,initial-scale=1">\
        <meta name="robots" content="noindex"><link rel="icon" href="data:,">\
        \(head)<title>\(title)</title>\(style)</head>
        <body class="\(width.rawValue)"><main><h1>\(heading ?? "\(title)")</h1>\(main)</main>\
        </body></html>
        """
    }

    /// A reply with such a page, which may load and run nothing but what its policy names.
    package static func reply(_ page: HTML, status: Int = 200, policy: String = plainPolicy)
        -> Reply
    {
        var reply = Reply.html(page, status: status)
        reply.headers[.contentSecurityPolicy] = policy
        return reply
    }

    /// The policy of a page without scripts.
    package static let plainPolicy = policy()

    /// The policy of a page in one file (W3C Content Security Policy Level 3): its own style and
    /// these scripts, each by the SHA-256 of what stands between its tags, and nothing else.
    package static func policy(scripts: [String] = []) -> String {
        let styles = [Style.full, .small].map { digest($0.text) }.joined(separator: " ")
        let names = scripts.isEmpty ? "'none'" : scripts.map(digest).joined(separator: " ")
        let asks = scripts.isEmpty ? "" : " connect-src 'self';"
        return "default-src 'none'; script-src \(names); style-src \(styles);\(asks) "
            + "img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }

    private static func digest(_ block: String) -> String {
        let letters = Base64URL.text(SecretDigest.sha256(block.utf8)).map { letter in
            letter == "-" ? "+" : letter == "_" ? "/" : letter
        }
        return "'sha256-\(String(letters))='"
    }
}
