/// The stylesheet of the buyers' pages. Phone first; colours come from the store's theme.
enum StorefrontStyle {
    static let text = ground + frame + lists + product + forms + orders

    private static let ground = """
        :root{--primary:#1f4e79;--on-primary:#fff;--accent:#c2410c;--on-accent:#fff;--ground:#fff;\
        --text:#1b1f24;--link:#1f4e79;--low:#c2410c;
        --soft:color-mix(in srgb,var(--text) 74%,var(--ground));
        --line:color-mix(in srgb,var(--text) 13%,var(--ground));
        --edge:color-mix(in srgb,var(--text) 48%,var(--ground));
        --panel:color-mix(in srgb,var(--text) 3.5%,var(--ground));
        --tint:color-mix(in srgb,var(--primary) 9%,var(--ground));
        --good:#17693a;--bad:#b42318;--r:14px;--gap:1rem}
        *,*::before,*::after{box-sizing:border-box}
        html{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,\
        "PingFang SC","Hiragino Sans GB","Microsoft YaHei UI","Microsoft YaHei",\
        "Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif;\
        font-size:100%;line-height:1.55;-webkit-text-size-adjust:100%;background:var(--ground);\
        color:var(--text)}
        :lang(zh){line-height:1.65}
        body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column}
        main{flex:1 0 auto;padding-block:1.25rem 3.5rem;outline:0}
        .wrap{width:100%;max-width:1320px;margin-inline:auto;padding-inline:1rem}
        h1,h2{line-height:1.2;letter-spacing:-.015em;text-wrap:balance;margin:0}
        :lang(zh) h1,:lang(zh) h2{letter-spacing:0}
        h1{font-size:clamp(1.6rem,1.2rem + 1.8vw,2.5rem);font-weight:700}
        h2{font-size:clamp(1.2rem,1.05rem + .7vw,1.6rem);font-weight:650}
        p{margin:.5em 0}
        a{color:var(--link);text-underline-offset:.18em}
        img{max-width:100%;height:auto;display:block}
        ul,ol{list-style:none;margin:0;padding:0}
        small{font-size:.875em}
        q{quotes:"“" "”" "‘" "’"}
        address{font-style:normal}
        .hidden{position:absolute;width:1px;height:1px;margin:-1px;padding:0;overflow:hidden;\
        clip-path:inset(50%);white-space:nowrap;border:0}
        .center{text-align:center}
        .hint{color:var(--soft);font-size:.9rem}
        .wrong{color:var(--bad);font-size:.9rem;font-style:normal}
        .skip{position:absolute;left:1rem;top:-5rem;z-index:20;background:var(--ground);\
        padding:.7rem 1rem;border-radius:0 0 var(--r) var(--r)}
        .skip:focus{top:0}
        :focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:6px}
        main:focus-visible{outline:0}
        .icon{width:1.35em;height:1.35em;flex:none}
        .grid{display:grid;grid-template-columns:repeat(12,minmax(0,1fr));gap:var(--gap)}
        .grid>*{grid-column:span 12}
        .head{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;\
        justify-content:space-between;margin-bottom:1.1rem}
        main>h1+.grid,main>h1+form{margin-top:1.25rem}
        [hidden]{display:none!important}

        """

    private static let frame = """
        header.site{position:sticky;top:0;z-index:10;background:var(--ground);\
        border-bottom:1px solid var(--line)}
        .bar{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.55rem 1rem;\
        align-items:center;padding-block:.6rem}
        .brand{display:flex;align-items:center;gap:.6rem;font-weight:750;font-size:1.2rem;\
        letter-spacing:-.02em;color:var(--text);text-decoration:none;min-width:0}
        .brand span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .brand img{height:32px;width:auto}
        form.search{grid-column:1/-1;grid-row:2;display:flex;position:relative}
        form.search input[type=search][name]{width:100%;border-radius:999px;\
        padding:.62rem 3.2rem .62rem 1.15rem;\
        background:var(--panel)}
        form.search button{position:absolute;right:.3rem;top:50%;translate:0 -50%;width:2.4rem;\
        height:2.4rem;display:grid;place-items:center;border:0;border-radius:999px;padding:0;\
        background:none;color:var(--text)}
        .tools{display:flex;gap:.25rem;margin-right:-.5rem}
        .tools a{position:relative;display:flex;align-items:center;gap:.4rem;min-height:2.75rem;\
        min-width:2.75rem;justify-content:center;padding:.3rem .5rem;border-radius:10px;\
        color:var(--text);text-decoration:none}
        .tools a:hover{background:var(--panel)}
        .wide{display:none}
        .count{position:absolute;top:.1rem;left:1.65rem;min-width:1.25rem;padding:0 .3rem;\
        font-size:.75rem;line-height:1.25rem;text-align:center;border-radius:999px;\
        background:var(--accent);color:var(--on-accent)}
        .shelves{overflow-x:auto;scrollbar-width:none}
        .shelves ul{display:flex;gap:.25rem;padding-bottom:.45rem}
        .shelves li:first-child{margin-left:-.7rem}
        .shelves a{display:block;white-space:nowrap;padding:.4rem .7rem;border-radius:999px;\
        color:var(--soft);text-decoration:none;font-size:.94rem}
        .shelves a:hover{color:var(--text);background:var(--panel)}
        .shelves [aria-current]{color:var(--text);background:var(--tint);font-weight:600}
        footer.site{border-top:1px solid var(--line);color:var(--soft);font-size:.92rem}
        footer .wrap{display:flex;justify-content:space-between;align-items:center;\
        flex-wrap:wrap;gap:.5rem 2rem;padding-block:1.2rem}
        .language{display:inline-flex;gap:.4rem;align-items:center;min-height:2.75rem;\
        color:var(--text)}
        .note{display:flex;gap:.6rem;align-items:center;margin:0 0 1.1rem;padding:.8rem 1rem;\
        border-radius:var(--r);background:var(--tint)}
        h1+.note{margin-top:1rem}
        .note .icon{color:var(--good)}
        .note.bad{background:color-mix(in srgb,var(--bad) 9%,var(--ground))}
        .note.bad .icon{color:var(--bad)}
        .suggest{position:absolute;inset:calc(100% + .4rem) 0 auto;z-index:12;\
        background:var(--ground);border:1px solid var(--line);border-radius:var(--r);\
        padding:.35rem;\
        box-shadow:0 14px 40px rgb(0 0 0/.16)}
        .suggest a{display:flex;align-items:center;gap:.8rem;padding:.45rem .6rem;\
        border-radius:9px;color:var(--text);text-decoration:none}
        .suggest a:hover,.suggest a:focus{background:var(--tint)}
        .suggest img{width:40px;height:40px;border-radius:8px;object-fit:cover}
        .suggest span{flex:1}
        .empty{display:grid;justify-items:center;text-align:center;gap:.4rem;padding:3.5rem 1rem}
        .empty>.icon{width:3rem;height:3rem;color:var(--soft)}
        .empty .code{font-size:4rem;font-weight:800;line-height:1;color:var(--soft);margin:0}
        .spinner{width:3rem;height:3rem;border:4px solid var(--line);\
        border-top-color:var(--primary);border-radius:50%;animation:turn 1s linear infinite}
        @keyframes turn{to{rotate:1turn}}
        @media (min-width:760px){
        .wrap{padding-inline:1.75rem}
        .bar{grid-template-columns:auto minmax(12rem,38rem) auto;justify-content:space-between;\
        gap:1.75rem;padding-block:.85rem}
        form.search{grid-column:2;grid-row:1}
        .tools{grid-column:3}.count{position:static}.wide{display:inline}
        main{padding-block:1.75rem 5rem}}
        @media (min-width:1900px){html{font-size:118%}.wrap{max-width:1720px}}
        @media (prefers-reduced-motion:reduce){*,*::before,*::after{animation-duration:3s;\
        transition:none;scroll-behavior:auto}.spinner{animation:none}}

        """

    private static let lists = """
        .row{margin-top:2.4rem}
        .more{display:inline-flex;align-items:center;gap:.15rem;min-height:2.75rem;\
        text-decoration:none;font-weight:600}
        .cards{gap:1.6rem .9rem}
        .card{grid-column:span 6;min-width:0}
        .card>a{display:flex;flex-direction:column;gap:.2rem;color:inherit;text-decoration:none}
        .picture{position:relative;display:block;overflow:hidden;border-radius:var(--r);\
        background:var(--panel);aspect-ratio:1;margin-bottom:.45rem}
        .picture img{width:100%;height:100%;object-fit:cover;transition:scale .35s ease}
        .card a:hover img{scale:1.035}
        .card a:hover .name{text-decoration:underline;text-underline-offset:.2em}
        .name{line-height:1.35;display:-webkit-box;-webkit-box-orient:vertical;\
        -webkit-line-clamp:2;overflow:hidden}
        .badge{position:absolute;left:.6rem;top:.6rem;padding:.12rem .6rem;border-radius:999px;\
        font-size:.8rem;font-weight:650;background:var(--accent);color:var(--on-accent)}
        .badge.quiet{background:var(--ground);color:var(--text)}
        .prices{font-variant-numeric:tabular-nums}
        .price{font-weight:680}
        .low{color:var(--low)}
        .was,.from{color:var(--soft);font-size:.9em}
        .trail ol{display:flex;flex-wrap:wrap;gap:.15rem .55rem;font-size:.9rem;margin-bottom:.7rem}
        .trail li:not(:last-child)::after{content:"/";margin-left:.55rem;color:var(--soft)}
        .trail a{color:var(--soft);padding-block:.25rem}
        .chips{display:flex;flex-wrap:wrap;gap:.5rem;margin-bottom:1.4rem}
        .chips a,.tiles a{display:block;padding:.5rem .95rem;border:1px solid var(--line);\
        border-radius:999px;color:var(--text);text-decoration:none}
        .chips a:hover,.tiles a:hover,.chips [aria-current]{background:var(--tint);\
        border-color:var(--link)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(10rem,1fr));gap:.75rem}
        .tiles a{border-radius:var(--r);padding:1.1rem;font-weight:600}
        .sorting{display:flex;gap:.5rem;align-items:center;font-size:.94rem}
        .sorting select{width:auto}
        .cards+.center{margin-top:2.2rem}
        .hero{border-radius:calc(var(--r)*1.6);background:var(--primary);color:var(--on-primary);\
        padding:clamp(2rem,4.6vw,4.5rem) clamp(1.4rem,5vw,4.5rem);\
        background-image:radial-gradient(60rem 30rem at 88% -30%,\
        color-mix(in srgb,var(--on-primary) 20%,transparent),transparent 70%)}
        .hero>div{max-width:38rem}
        .hero h1,.hero h2{font-size:clamp(2rem,1.2rem + 3vw,3.5rem)}
        .hero p{font-size:clamp(1.05rem,1rem + .5vw,1.35rem);margin-top:.8rem}
        .hero+.row{margin-top:2rem}
        .sales{display:grid;gap:.75rem;margin-top:1rem}
        .saletile{display:flex;flex-wrap:wrap;align-items:center;gap:.4rem 1.2rem;\
        padding:1rem 1.2rem;border-radius:var(--r);background:var(--accent);color:var(--on-accent);\
        text-decoration:none}
        .saletile>span{flex:1 1 12rem}
        .saletile .icon{margin-left:auto}
        .saletile strong{display:block;font-size:1.15rem}
        .countdown{font-variant-numeric:tabular-nums;font-weight:700;white-space:nowrap}
        .saletile .countdown{font-size:1.5rem}
        .prose{max-width:44rem;margin-top:1.5rem}
        @media (min-width:640px){.card{grid-column:span 4}}
        @media (min-width:1000px){.card{grid-column:span 3}.cards{gap:2.2rem 1.4rem}\
        .row{margin-top:3.4rem}}
        @media (min-width:1900px){.card{grid-column:span 2}}

        """

    private static let product = """
        .grid.product{gap:1.5rem}
        .gallery{display:grid;grid-template-columns:repeat(3,1fr);gap:.75rem;align-content:start}
        .gallery img{width:100%;aspect-ratio:1;object-fit:cover;border-radius:var(--r);\
        background:var(--panel)}
        .gallery img:first-child{grid-column:1/-1;border-radius:calc(var(--r)*1.4)}
        .large{font-size:1.45rem;margin:.7rem 0 0}
        .stock{font-size:.95rem;font-weight:550;margin-left:.4rem;white-space:nowrap}
        .stock.in{color:var(--good)}.stock.few{color:var(--low)}.stock.out{color:var(--soft)}
        .amount{display:flex;gap:.8rem;align-items:end;margin-top:1.2rem}
        .amount .field{margin:0;width:6rem;flex:none}
        .amount button{flex:1}
        .choice{border:0;margin:1.2rem 0 0;padding:0;display:flex;flex-wrap:wrap;gap:.6rem}
        .choice legend{font-weight:600;padding:0;margin-bottom:.5rem}
        .chip{position:relative;display:block;cursor:pointer}
        .chip input{position:absolute;opacity:0;inset:0;width:100%;height:100%;margin:0;\
        cursor:pointer}
        .chip>span{display:block;padding:.6rem .95rem;border:1px solid var(--edge);\
        border-radius:11px;min-height:2.75rem}
        .chip small{display:block;color:var(--soft)}
        .chip:hover>span{border-color:var(--link)}
        .chip input:checked+span{border-color:var(--link);box-shadow:inset 0 0 0 1px var(--link);\
        background:var(--tint)}
        .chip input:focus-visible+span{outline:3px solid var(--link);outline-offset:2px}
        .chip.out>span{border-style:dashed}
        .chip.wide{flex:1 1 100%;font-weight:400}
        .salehead{display:grid;gap:1.2rem;padding:clamp(1.4rem,4vw,3.2rem);\
        border-radius:calc(var(--r)*1.6);background:var(--accent);color:var(--on-accent);\
        margin-bottom:1.8rem;align-items:center}
        .salehead h1{font-size:clamp(1.9rem,1.2rem + 3.4vw,3.6rem)}
        .salehead img{max-height:260px;width:auto;border-radius:var(--r)}
        .clock{margin:0;display:grid;gap:.1rem}
        .clock .countdown{font-size:clamp(2.3rem,1.4rem + 4.6vw,4.6rem);line-height:1.05;\
        letter-spacing:-.02em}
        .salegrid{gap:1.8rem 1rem}
        .saleitem{display:flex;flex-direction:column}
        .saleitem>a{flex:1}
        .saleitem button{width:100%}
        .leftwords{display:flex;justify-content:space-between;gap:.5rem;margin:.15rem 0 .6rem;\
        font-size:.92rem;font-variant-numeric:tabular-nums}
        .leftwords small{color:var(--soft)}
        meter.left{width:100%;height:.55rem;border:0;border-radius:99px;margin-top:.5rem;\
        background:var(--line);appearance:none;overflow:hidden}
        meter.left::-webkit-meter-inner-element{display:block;height:100%}
        meter.left::-webkit-meter-bar{background:var(--line);border:0;border-radius:99px;\
        height:.55rem}
        meter.left::-webkit-meter-optimum-value{background:var(--accent);height:.55rem;\
        transition:width .4s}
        meter.left::-moz-meter-bar{background:var(--accent)}
        @media (min-width:760px){.salehead{grid-template-columns:minmax(0,1fr) auto}\
        .salehead img{grid-column:1/-1}.clock{text-align:right}}
        @media (min-width:900px){.grid.product{gap:3rem}.gallery{grid-column:span 6}\
        .buy{grid-column:span 6;position:sticky;top:9rem;align-self:start}}

        """

    private static let forms = """
        input,select,button{font:inherit;color:inherit}
        :where(input:not([type=radio],[type=checkbox])),select{width:100%;min-height:2.85rem;\
        padding:.55rem .8rem;border:1px solid var(--edge);border-radius:11px;\
        background:var(--ground);color:var(--text)}
        [aria-invalid=true]{border-color:var(--bad)!important;box-shadow:0 0 0 1px var(--bad)}
        label{font-weight:550}
        .field{margin-top:1rem;min-width:0}
        .field label{display:block;margin-bottom:.3rem;font-size:.95rem}
        .field p{margin:.3rem 0 0}
        .pair{display:grid;grid-template-columns:2fr 3fr;gap:.8rem}
        .check{display:flex;gap:.6rem;align-items:center;margin-top:1.1rem;min-height:2.75rem;\
        font-weight:400}
        .check input{width:1.25rem;height:1.25rem;accent-color:var(--link)}
        button,.button{display:inline-flex;align-items:center;justify-content:center;gap:.4rem;\
        min-height:2.85rem;padding:.6rem 1.3rem;border:1px solid transparent;border-radius:11px;\
        font-weight:640;line-height:1.25;text-decoration:none;text-align:center;cursor:pointer;\
        background:var(--primary);color:var(--on-primary)}
        button:hover,.button:hover{filter:brightness(1.08)}
        button.quiet,.button.quiet{background:var(--ground);color:var(--text);\
        border-color:var(--edge)}
        button.quiet:hover,.button.quiet:hover{background:var(--panel);filter:none}
        .button.light{background:var(--on-primary);color:var(--primary)}
        button.plain{background:none;color:var(--link);padding-inline:.4rem;\
        margin-left:-.4rem;font-weight:500;text-decoration:underline;text-underline-offset:.18em}
        button:disabled{background:var(--panel);color:var(--soft);border-color:var(--line);\
        cursor:not-allowed;filter:none}
        .block{width:100%}
        form .block,.field+button,.check+button{margin-top:1.3rem}
        .panel{padding:1.2rem;border:1px solid var(--line);border-radius:calc(var(--r)*1.2);\
        background:var(--ground)}
        .panel+.panel{margin-top:1rem}
        .grid>.panel{margin-top:0}
        details.panel{padding-block:.4rem}
        details[open].panel{padding-bottom:1.4rem}
        .panel h2{font-size:1.2rem;margin-bottom:.7rem}
        .narrow{max-width:27rem;margin:clamp(0rem,3vw,2.5rem) auto 0}
        .narrow h1{margin-bottom:1.1rem;text-align:center}
        .panel>.field:first-of-type{margin-top:0}
        summary{cursor:pointer;font-weight:600;min-height:2.75rem;display:flex;align-items:center}
        details>summary::after{content:"+";margin-left:auto;font-size:1.3em;font-weight:400}
        details[open]>summary::after{content:"–"}
        .newaddress{margin-top:.4rem}
        form:has([name=address]:not([value=new]):checked) .newaddress{display:none}
        .coupon{display:flex;gap:.6rem;align-items:start;margin-top:.4rem}
        .coupon .field{flex:1;margin-top:.4rem}
        .coupon button{margin-top:2.1rem;flex:none}
        [aria-busy=true]{opacity:.65;pointer-events:none}
        @media (min-width:760px){.panel{padding:1.6rem}}

        """

    private static let orders = """
        .lines{display:grid}
        .line{display:grid;grid-template-columns:76px minmax(0,1fr) auto;gap:.35rem 1rem;\
        padding-block:1.1rem;border-top:1px solid var(--line);align-items:start}
        .line:first-child{border-top:0;padding-top:0}
        .thumb img,.brief img{border-radius:10px;background:var(--panel)}
        .thumb img{width:76px;height:76px}
        .what a{color:var(--text);font-weight:560;text-decoration:none}
        .what a:hover{text-decoration:underline}
        .what p{margin:.15rem 0 0}
        .quantity{grid-column:2/-1;display:flex;flex-wrap:wrap;gap:.5rem;align-items:center}
        .quantity input[type=number]{width:5rem}
        .line .linesum{grid-column:3;grid-row:1;margin:0}
        .linesum{font-weight:640;font-variant-numeric:tabular-nums;white-space:nowrap}
        .sum{display:grid;grid-template-columns:1fr auto;row-gap:.45rem;margin:1rem 0;\
        font-variant-numeric:tabular-nums}
        .sum dd{margin:0;text-align:right}
        .sum .total{font-size:1.2rem;font-weight:700;border-top:1px solid var(--line);\
        padding-top:.6rem;margin-top:.2rem}
        .brief li{display:flex;gap:.9rem;align-items:center;padding-block:.55rem}
        .brief span{flex:1;min-width:0}
        .brief small,.brief em{display:block}
        .brief small{color:var(--soft)}
        .brief b{font-variant-numeric:tabular-nums}
        .brief img{width:56px;height:56px}
        .orderlist{border:1px solid var(--line);border-radius:calc(var(--r)*1.2);overflow:hidden}
        .orderlist li+li{border-top:1px solid var(--line)}
        .orderrow{display:flex;flex-wrap:wrap;gap:.4rem 1rem;align-items:center;\
        padding:1rem 1.2rem;color:var(--text);text-decoration:none}
        .orderrow:hover{background:var(--panel)}
        .orderrow>span:first-child{flex:1 1 11rem}
        .orderrow time{display:block;color:var(--soft);font-size:.9rem}
        .state{padding:.2rem .8rem;border-radius:999px;font-size:.9rem;font-weight:620;\
        background:var(--panel);border:1px solid var(--line);white-space:nowrap}
        .state.paid,.state.shipped,.state.delivered,.state.part_shipped{color:#0d5c30;\
        background:#e2f4e9;border-color:#b5dfc5}
        .state.awaiting_payment,.state.part_paid{color:#7a4a00;background:#fdf1d8;\
        border-color:#eed59d}
        .addresses{display:grid;gap:.8rem;margin-bottom:1rem}
        .addresses form{margin-top:.4rem}
        .paynow{display:flex;flex-wrap:wrap;gap:.8rem 2rem;align-items:center;\
        justify-content:space-between;background:var(--tint);margin-bottom:1rem}
        .paynow p{display:flex;gap:.3rem .7rem;align-items:center;margin:0}
        .paynow p>span{flex:1}
        .paynow .countdown{font-size:1.25rem}
        .timeline li{position:relative;padding:0 0 1.2rem 1.7rem}
        .timeline li::before{content:"";position:absolute;left:.2rem;top:.45rem;width:.75rem;\
        height:.75rem;border-radius:50%;background:var(--primary)}
        .timeline li:not(:last-child)::after{content:"";position:absolute;left:.52rem;top:1.4rem;\
        bottom:-.3rem;width:2px;background:var(--line)}
        .timeline b,.timeline small{display:block}
        .timeline b{font-weight:600}
        .timeline small{color:var(--soft)}
        .timeline .expired::before,.timeline .payment_failed::before,\
        .timeline .refund_failed::before{background:var(--bad)}
        .cancel{margin-top:.6rem;border-top:1px solid var(--line);padding-top:.4rem}
        section>h2:first-child{margin-bottom:.9rem}
        @media (min-width:900px){.grid.two{gap:2.2rem;align-items:start}\
        .grid.two>:nth-last-child(n+2):not(input):not(button){grid-column:span 7}\
        .grid.two>:last-child{grid-column:span 5;position:sticky;top:9rem}\
        .line{grid-template-columns:96px minmax(0,1fr) auto}.thumb img{width:96px;height:96px}}

        """
}
