/// The style of the big screen: sizes follow the width of the wall.
enum ScreenStyle {
    static let text = """
        :root{color-scheme:dark;--ink:#f2f6f9;--quiet:#a9b8c6;--back:#0a1017;--card:#121b25;
        --line:#24313d;--accent:#4cc9f0;--gold:#ffd166;--good:#7ad6a1;--bad:#ff8f85}
        *{box-sizing:border-box}
        html{font-size:15px}
        @media (min-width:70rem){html{font-size:.8334vw}}
        body{margin:0;background:var(--back);color:var(--ink);min-height:100vh;display:flex;
        flex-direction:column;font:500 1rem/1.3 system-ui,-apple-system,"Segoe UI",Roboto,
        "Noto Sans CJK SC","Noto Sans SC",sans-serif;font-variant-numeric:tabular-nums}
        a{color:var(--quiet)}
        :focus-visible{outline:3px solid var(--gold);outline-offset:2px}
        header{display:flex;gap:1.6rem;align-items:center;padding:.7rem 1.4rem;flex-wrap:wrap}
        header h1{font-size:1.8rem;margin:0;margin-right:auto}
        header p,header time{margin:0;font-size:1.35rem;color:var(--quiet)}
        header nav{display:flex;gap:1rem;align-items:center;font-size:1.05rem}
        #status::before,#health.good::before,#health.bad::before{content:"";display:inline-block;
        width:.75em;height:.75em;border-radius:50%;background:var(--quiet);margin-right:.45em}
        #status.live::before,#health.good::before{background:var(--good)}
        #status.lost::before,#health.bad::before{background:var(--bad)}
        #health.bad{color:var(--bad)}
        button{font:inherit;color:var(--ink);background:var(--card);border:1px solid #4b5d6d;
        border-radius:.4rem;padding:.3rem .7rem;cursor:pointer}
        main{flex:1;min-height:0;display:grid;gap:.9rem;padding:0 1.4rem 1.2rem;
        grid-template-columns:1.55fr .55fr .65fr 1.05fr;
        grid-template-rows:minmax(0,1.15fr) minmax(0,1fr) minmax(0,.82fr);
        grid-template-areas:"total total rate rate" "products burn burn countries"
        "products funnel funnel answers"}
        section{background:var(--card);border:1px solid var(--line);border-radius:.9rem;
        padding:.8rem 1.2rem;min-width:0;min-height:0;overflow:hidden;display:flex;
        flex-direction:column}
        .total{grid-area:total;justify-content:center;background:
        radial-gradient(60rem 24rem at 0 0,#ffd16617,transparent 70%),var(--card)}
        .rate{grid-area:rate}
        .products{grid-area:products}.burn{grid-area:burn}.countries{grid-area:countries}
        .funnel{grid-area:funnel}.answers{grid-area:answers}
        h2{font-size:1.45rem;font-weight:600;color:var(--quiet);margin:0 0 .35rem}
        .huge{margin:.1rem 0 .5rem;line-height:1.02;font-weight:750;color:var(--gold);
        letter-spacing:-.025em;white-space:nowrap}
        .s7{font-size:12.4rem}.s9{font-size:9.9rem}.s12{font-size:7.5rem}.s15{font-size:6rem}
        .s19{font-size:4.8rem}
        .row{display:flex;gap:.4rem 2.6rem;margin:.4rem 0 0;flex-wrap:wrap}
        .row dt{color:var(--quiet);font-size:1.5rem}
        .row dd{margin:0;font-size:3.3rem;font-weight:700;line-height:1.12}
        .rate .row{gap:.2rem 1.4rem;justify-content:space-between}
        .rate .row dd{font-size:2.4rem;white-space:nowrap}
        .rate .row dt{font-size:1.3rem}
        #orders-rate{color:var(--accent)}#payments-rate{color:var(--gold)}
        .chart{position:relative;flex:1;min-height:5rem;margin-top:.5rem}
        table{border-collapse:collapse;width:100%;font-size:1.5rem}
        th,td{padding:.3rem .4rem;text-align:right;white-space:nowrap}
        th:first-child{text-align:left;font-weight:500;width:100%;max-width:0;overflow:hidden;
        text-overflow:ellipsis}
        .burn table{font-size:1.5rem}
        td{font-weight:600}
        #sales tbody th::before{content:"";display:inline-block;width:.6em;height:.6em;
        margin-right:.45em;border-radius:50%;background:var(--dot,transparent)}
        thead th{font-size:1.3rem;color:var(--quiet);font-weight:500}
        #regions{flex:none;margin:0 0 .2rem;font-size:1.3rem;color:var(--accent);white-space:nowrap;
        overflow:hidden;text-overflow:ellipsis}#regions:empty{display:none}
        tbody tr{background:linear-gradient(to right,#4cc9f026 var(--part,0%),transparent 0)}
        tbody tr.good{background:linear-gradient(to right,#7ad6a133 var(--part,0%),transparent 0)}
        tbody tr.other{background:linear-gradient(to right,#ffd16626 var(--part,0%),transparent 0)}
        .products table{font-size:1.75rem}.products td,.products th{padding:.86rem .5rem}
        .countries th,.countries td{padding:.17rem .4rem}
        @media (min-width:70rem) and (min-height:36rem){body{height:100vh;overflow:hidden}}
        @media (max-width:70rem){main{grid-template-columns:1fr 1fr;grid-template-rows:none;
        grid-template-areas:"total total" "rate rate" "products products" "burn countries"
        "funnel answers"}.huge{font-size:clamp(2.4rem,8vw,6rem)}.chart{min-height:11rem}
        .row dd{font-size:1.9rem}.chart{flex:none}}
        @media (max-width:45rem){main{display:block;padding:0 .8rem 1rem}
        section{margin-bottom:.8rem}table,.products table,.burn table{font-size:1.05rem}
        .huge.s12,.huge.s15{font-size:11vw}.huge.s19{font-size:8vw}
        .row dt,.rate .row dt,#regions,thead th{font-size:1rem}
        .row dd,.rate .row dd{font-size:1.6rem}
        .row{gap:.4rem 1.5rem}header{gap:.4rem 1rem;padding:.7rem .9rem}
        header h1{font-size:1.3rem;width:100%}header p,header time{font-size:1rem}}
        @media (prefers-reduced-motion:reduce)\
        {*{animation:none!important;transition:none!important}}

        """
}
