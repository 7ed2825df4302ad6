/// The style of the API's reference page.
enum ReferenceStyle {
    static let text = """
        :root{color-scheme:light;--ink:#17212b;--quiet:#52606d;--line:#dde3e8;--accent:#0f4c5c}
        *{box-sizing:border-box}
        @media (min-width:120rem){html{font-size:calc(20% + .6667vw)}}
        body{margin:0;font:1rem/1.6 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans CJK SC",
        sans-serif;color:var(--ink);background:#fff;display:grid;
        grid-template-columns:19rem minmax(0,1fr)}
        nav{position:sticky;top:0;height:100vh;overflow:auto;padding:1.5rem;background:#f5f7f9;
        border-right:1px solid var(--line)}
        nav h1{font-size:1.15rem;margin:0}nav p{color:var(--quiet);font-size:.9rem}
        nav ul{list-style:none;margin:0;padding:0}nav li a{display:block;padding:.25rem 0}
        nav summary{padding:.25rem 0;cursor:pointer;text-transform:capitalize}
        nav details ul{padding-left:.75rem;font-size:.85rem}
        nav details a{overflow-wrap:anywhere}
        tr:target{background:#fff3d6}
        a{color:var(--accent)}a:focus-visible,summary:focus-visible{
        outline:3px solid #e36414;outline-offset:2px}
        main{padding:1.5rem clamp(1rem,4vw,4rem);min-width:0;max-width:70rem}
        h2{margin:2.5rem 0 1rem;padding-bottom:.4rem;border-bottom:2px solid var(--line);
        text-transform:capitalize}
        article{margin:0 0 1.25rem;padding:1rem 1.25rem;border:1px solid var(--line);
        border-radius:10px;overflow:auto}
        article h3{margin:0;font-size:1.05rem;display:flex;gap:.75rem;align-items:center;
        flex-wrap:wrap}
        h4{margin:1rem 0 .3rem;font-size:.9rem;color:var(--quiet)}
        .method{font:700 .75rem/1 ui-monospace,monospace;padding:.4rem .55rem;border-radius:5px;
        color:#fff;background:#334e68}
        .method.GET{background:#0f5c46}.method.POST{background:#0f4c8c}
        .method.PUT,.method.PATCH{background:#7a4d00}.method.DELETE{background:#9b1c1c}
        .who{color:var(--quiet);font-size:.92rem}
        code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,monospace;font-size:.88em}
        pre{background:#f5f7f9;border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem;
        overflow:auto;line-height:1.5}
        table{border-collapse:collapse;width:100%;font-size:.92rem}
        th,td{text-align:left;padding:.4rem .6rem;border-bottom:1px solid var(--line);
        vertical-align:top}th{color:var(--quiet)}
        @media (max-width:50rem){body{display:block}nav{position:static;height:auto;
        border-right:0;border-bottom:1px solid var(--line)}
        nav ul{display:flex;flex-wrap:wrap;gap:.2rem 1rem}}
        """
}
