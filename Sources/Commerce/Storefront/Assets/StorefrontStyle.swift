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
        --good:#17693a;--bad:#b42318;--r:14px;--gap:1rem;--wide:1320px;--side:1rem}
        *,*::before,*::after{box-sizing:border-box}
        html{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,\
        "PingFang SC","Hiragino Sans GB","Microsoft YaHei UI","Microsoft YaHei",\
        "Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif;\
        font-size:100%;line-height:1.55;-webkit-text-size-adjust:100%;background:var(--ground);\
        color:var(--text);scroll-padding-block:9.5rem 1rem}
        html:lang(zh){line-height:1.65}
        body{margin:0;min-height:100vh;min-height:100dvh;display:flex;flex-direction:column}
        main{flex:1 0 auto;padding-block:1.25rem 3.5rem;outline:0}
        .wrap{width:100%;max-width:var(--wide);margin-inline:auto;padding-inline:var(--side)}
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
        @property --before{syntax:"<length>";inherits:false;initial-value:0px}
        @property --after{syntax:"<length>";inherits:false;initial-value:0px}
        @keyframes shelves{from{--before:0px;--after:3.5rem}15%{--before:3.5rem}\
        85%{--after:3.5rem}to{--before:3.5rem;--after:0px}}
        @supports (animation-timeline:scroll()){.shelves{\
        mask-image:linear-gradient(to right,transparent,#000 var(--before),\
        #000 calc(100% - var(--after)),transparent);\
        animation:shelves linear;animation-timeline:scroll(self inline)}}
        .shelves ul{display:flex;gap:.1rem;padding-bottom:.45rem;width:max-content;\
        min-width:100%;max-width:none;padding-right:var(--side);\
        padding-left:max(var(--side),calc((100% - var(--wide))/2 + var(--side)))}
        .shelves li:first-child{margin-left:-.7rem}
        .shelves a{display:block;white-space:nowrap;padding:.4rem .7rem;border-radius:999px;\
        color:var(--soft);text-decoration:none;font-size:.94rem}
        .shelves a:hover{color:var(--text);background:var(--panel)}
        .shelves [aria-current]{color:var(--text);background:var(--tint);font-weight:600}
        footer.site{border-top:1px solid var(--line);color:var(--soft);font-size:.92rem}
        footer .promise{border-bottom:1px solid var(--line);color:var(--text);\
        justify-content:space-around}
        footer .promise p{display:flex;gap:.6rem;align-items:center;margin:0}
        footer .promise .icon{color:var(--link)}
        .further{display:flex;flex-wrap:wrap;gap:.2rem 1.4rem}
        .further a{color:var(--text);display:inline-flex;align-items:center;min-height:2.75rem}
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
        @media (max-width:759px){html{scroll-padding-top:1rem}header.site{position:static}}
        @media (min-width:760px){
        :root{--side:1.75rem}
        .bar{grid-template-columns:auto minmax(12rem,38rem) auto;justify-content:space-between;\
        gap:1.75rem;padding-block:.85rem}
        form.search{grid-column:2;grid-row:1}
        .tools{grid-column:3}.count{position:static}.wide{display:inline}
        main{padding-block:1.75rem 5rem}}
        @media (min-width:1900px){html{font-size:calc(38% + .667vw)}:root{--wide:91rem}}
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
        .out .picture img{opacity:.45}
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
        .chips{display:flex;gap:.5rem;margin-bottom:1.4rem;overflow-x:auto;scrollbar-width:none;\
        margin-inline:-1rem;padding:.2rem 1rem}
        .chips a{white-space:nowrap}
        .chips a,.tiles a{display:block;padding:.5rem .95rem;border:1px solid var(--line);\
        border-radius:999px;color:var(--text);text-decoration:none}
        .chips a:hover,.tiles a:hover,.chips [aria-current]{background:var(--tint);\
        border-color:var(--link)}
        .tiles{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,15rem),1fr));\
        gap:.75rem}
        .tiles a{display:flex;gap:.9rem;align-items:center;border-radius:var(--r);padding:.7rem;\
        font-weight:600;line-height:1.3;height:100%}
        .tiles img{width:72px;height:72px;flex:none;border-radius:10px;background:var(--panel)}
        .sorting{display:flex;gap:.5rem;align-items:center;font-size:.94rem}
        .sorting select{width:auto}
        .cards+.center{margin-top:2.2rem}
        .hero{border-radius:calc(var(--r)*1.6);background:var(--primary);color:var(--on-primary);\
        padding:clamp(2rem,4.6vw,4.5rem) clamp(1.4rem,5vw,4.5rem);\
        background-image:radial-gradient(60rem 30rem at 88% -30%,\
        color-mix(in srgb,var(--on-primary) 18%,transparent),transparent 70%);\
        display:flex;gap:2rem;align-items:center;justify-content:space-between;overflow:hidden}
        .hero>div:first-child{max-width:38rem}
        .hero .button{margin-top:.8rem}
        .showcase{display:none;position:relative;flex:0 0 23rem;height:15rem}
        .showcase img{position:absolute;top:1rem;left:5rem;width:13rem;height:13rem;\
        border-radius:var(--r);box-shadow:0 18px 40px rgb(0 0 0/.28)}
        .showcase img:nth-child(1){rotate:-9deg;left:-.5rem;top:2.2rem}
        .showcase img:nth-child(2){rotate:8deg;left:10.5rem;top:2.2rem}
        .showcase img:nth-child(3){top:-.4rem}
        .hero h1,.hero h2{font-size:clamp(2rem,1.2rem + 3vw,3.5rem)}
        .hero p{font-size:clamp(1.05rem,1rem + .5vw,1.35rem);margin-top:.8rem}
        .hero+.row{margin-top:2rem}
        .sales{display:grid;gap:.75rem;margin-top:1rem}
        .saletile{display:flex;flex-wrap:wrap;align-items:center;gap:.6rem 1.6rem;\
        padding:1rem 1.2rem;border-radius:var(--r);border:2px solid var(--accent);\
        background:var(--accent);color:var(--on-accent);text-decoration:none}
        .saletile:hover{filter:brightness(1.05)}
        .saletile.soon,.saletile.over{background:var(--ground);color:var(--text);\
        border-color:var(--line)}
        .told{flex:1 1 11rem}
        .saletile>.icon{margin-left:-.6rem}
        .saletile strong{display:block;font-size:clamp(1.2rem,1.1rem + .5vw,1.5rem);\
        line-height:1.25}
        .kicker{display:inline-flex;gap:.3rem;align-items:center;font-size:.86rem;font-weight:650;\
        letter-spacing:.03em}
        .kicker .icon{width:1.1em;height:1.1em}
        .soon .kicker,.soon .countdown{color:var(--low)}
        .goods{display:flex;gap:.5rem;align-items:center}
        .goods img{width:52px;height:52px;border-radius:10px;background:var(--panel)}
        .down{padding:.3rem .8rem;border-radius:999px;font-weight:700;white-space:nowrap;\
        background:var(--on-accent);color:var(--accent);margin-right:.4rem}
        .soon .down{background:var(--accent);color:var(--on-accent)}
        .until{display:grid;justify-items:end;margin-left:auto}
        .until small{line-height:1.2}
        .countdown{font-variant-numeric:tabular-nums;font-weight:700;white-space:nowrap}
        .saletile .countdown{font-size:1.6rem;line-height:1.2}
        .prose{max-width:44rem;margin-top:1.5rem}
        @media (max-width:30rem){.goods img:nth-of-type(n+4){display:none}\
        .saletile .until{margin-left:0;justify-items:start;flex:1}}
        @media (min-width:640px){.card{grid-column:span 4}\
        .chips{flex-wrap:wrap;margin-inline:0;padding-inline:0}}
        @media (min-width:900px){.showcase{display:block}}
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
        .saleline{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;\
        padding:.7rem 1rem;border-radius:var(--r);\
        background:color-mix(in srgb,var(--accent) 9%,var(--ground))}
        .saleline .badge{position:static}
        .saleline a{font-weight:650;color:var(--text)}
        .saleline span:last-child{margin-left:auto;font-variant-numeric:tabular-nums}
        .promises{display:grid;gap:.55rem;margin-top:1.6rem;padding-top:1.3rem;\
        border-top:1px solid var(--line);color:var(--soft);font-size:.95rem}
        .promises li{display:flex;gap:.6rem;align-items:center}
        .promises .icon{color:var(--link)}
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
        background-image:radial-gradient(50rem 26rem at 92% -40%,\
        color-mix(in srgb,var(--on-accent) 22%,transparent),transparent 70%);\
        margin-bottom:1.8rem;align-items:center}
        .salehead.over{background:var(--panel);color:var(--text);border:1px solid var(--line)}
        .salehead h1{font-size:clamp(1.9rem,1.2rem + 3.4vw,3.6rem)}
        .salehead img{max-height:260px;width:auto;border-radius:var(--r)}
        .clock{margin:0;display:grid;gap:.1rem}
        .clock.gone span{font-size:clamp(1.7rem,1.2rem + 2.6vw,3rem);font-weight:700;\
        line-height:1.15}
        .clock.gone .countdown,.clock.gone small{display:none}
        .clock .countdown{font-size:clamp(2.3rem,1.4rem + 4.6vw,4.6rem);line-height:1.05;\
        letter-spacing:-.02em}
        .salegrid{gap:1.8rem 1rem}
        .saleitem{display:flex;flex-direction:column}
        .saleitem>a{flex:1}
        .saleitem button{width:100%}.saleitem>a+form{margin-top:.7rem}
        .leftwords{display:flex;justify-content:space-between;gap:.5rem;margin:.15rem 0 .6rem;\
        font-size:.92rem;font-variant-numeric:tabular-nums}
        .leftwords small{color:var(--soft)}
        progress.left{display:block;width:100%;height:.6rem;border:0;border-radius:99px;\
        margin-top:.5rem;background:var(--line);appearance:none;overflow:hidden}
        .left::-webkit-progress-bar{background:var(--line)}
        .left::-webkit-progress-value{background:var(--accent);border-radius:99px;\
        transition:inline-size .4s}
        .left::-moz-progress-bar{background:var(--accent);border-radius:99px}
        @media (min-width:760px){.salehead{grid-template-columns:minmax(0,1fr) auto}\
        .salehead img{grid-column:1/-1}.clock{text-align:right}}
        @media (min-width:900px){.grid.product{gap:3rem}.gallery{grid-column:span 6}\
        .buy{grid-column:span 6;position:sticky;top:9rem;align-self:start}}

        """
}
