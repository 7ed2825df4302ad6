/// The style of the console.
enum ConsoleStyle {
    static let text = base + frame + forms + tables + parts + narrow

    private static let base = """
        :root{color-scheme:light;--ink:#17212b;--quiet:#52606d;--line:#dbe1e7;--soft:#f3f6f8;
        --paper:#fff;--accent:#0f4c5c;--accent-soft:#e3f0f2;--good:#0b5d3b;--good-soft:#e0f3e9;
        --wait:#7a4a00;--wait-soft:#fdf0d5;--bad:#9b1c1c;--bad-soft:#fde8e8;--news:#1e4f91;
        --news-soft:#e4eefb;--ring:#d9480f}
        *{box-sizing:border-box}
        html{scroll-padding-top:5rem}
        @media (min-width:120rem){html{font-size:calc(20% + .6667vw)}}
        body{margin:0;background:var(--soft);color:var(--ink);font:.9375rem/1.5 system-ui,
        -apple-system,"Segoe UI",Roboto,"Noto Sans CJK SC","Noto Sans SC",sans-serif}
        a{color:var(--accent)}a:hover{text-decoration-thickness:2px}
        :focus-visible{outline:3px solid var(--ring);outline-offset:2px;border-radius:4px}
        main:focus{outline:0}
        h1{font-size:1.45rem;line-height:1.25;margin:0;overflow-wrap:anywhere}
        h2{font-size:1.02rem;margin:0}h3{font-size:.92rem;margin:1rem 0 .6rem}
        code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.88em}
        code{overflow-wrap:anywhere}
        pre{margin:0;overflow:auto;line-height:1.5}
        small,.note{color:var(--quiet)}
        img{border-radius:6px;object-fit:cover;background:var(--soft);display:block}
        .skip{position:absolute;left:-999px;top:.5rem;background:var(--paper);padding:.6rem 1rem;
        z-index:9}.skip:focus{left:.5rem}

        """

    private static let frame = """
        .top{position:sticky;top:0;z-index:5;display:flex;align-items:center;gap:1rem;
        justify-content:space-between;background:var(--accent);color:#fff;padding:.55rem 1.25rem}
        .top a{color:#fff;text-decoration:none}.top .brand{display:flex;gap:.6rem;
        align-items:center;font-weight:700;font-size:1.05rem;margin-right:auto;min-width:0}
        .brand img{background:none}.brand span{overflow:hidden;text-overflow:ellipsis;
        white-space:nowrap}
        .links{display:flex;gap:.3rem;align-items:center}
        .links a{padding:.4rem .7rem;border-radius:7px;white-space:nowrap}
        .links a:hover,.top button.quiet:hover{background:#ffffff24}
        .links .wall{border:1px solid #ffffff80}
        .top button.quiet{color:#fff;font-weight:500;background:transparent}
        .top :focus-visible{outline-color:#fff}
        .columns{display:grid;grid-template-columns:13rem minmax(0,1fr);max-width:110rem;
        margin:0 auto}
        .menu-switch,.menu-label{display:none}
        .side{position:sticky;top:3.2rem;align-self:start;max-height:calc(100vh - 3.2rem);
        overflow:auto;padding:1rem .75rem 2rem}
        .side p{margin:1rem .6rem .25rem;font-size:.74rem;font-weight:700;letter-spacing:.05em;
        text-transform:uppercase;color:var(--quiet)}
        .side ul{list-style:none;margin:0;padding:0}
        .side li a{display:block;padding:.36rem .6rem;border-radius:7px;color:var(--ink);
        text-decoration:none}.side li a:hover{background:#e4eaee}
        .side li a[aria-current]{background:var(--accent-soft);color:var(--accent);font-weight:650}
        main{padding:1.25rem 1.5rem 4rem;min-width:0}
        main>.facts{background:var(--paper);border:1px solid var(--line);border-radius:12px;
        padding:1rem 1.15rem}
        .heading,.card>header{display:flex;justify-content:space-between;align-items:center;
        gap:.75rem 1rem;flex-wrap:wrap;margin-bottom:1rem}
        .actions{display:flex;gap:.5rem;flex-wrap:wrap;align-items:center}
        .alone{max-width:26rem;margin:8vh auto;padding:0 1.25rem}.alone h1{margin:.9rem 0 .25rem}\
        .alone h1+.card{margin-top:.9rem}
        .alone .stack>button{width:100%;padding:.65rem}.alone .card{padding:1.4rem}

        """

    private static let forms = """
        button,.button{font:inherit;font-weight:600;line-height:1.2;display:inline-block;
        padding:.48rem .85rem;border-radius:7px;border:1px solid #9aa8b5;background:var(--paper);
        color:var(--ink);cursor:pointer;text-decoration:none;white-space:nowrap}
        button:hover,.button:hover{background:#eef2f5}
        .primary{background:var(--accent);border-color:var(--accent);color:#fff}
        button.primary:hover,.button.primary:hover{background:#0a3946}
        .danger{color:var(--bad);border-color:#d99}.danger:hover{background:var(--bad-soft)}
        .quiet{border-color:transparent;background:transparent;color:var(--quiet);
        font-weight:500}
        input,select,textarea{font:inherit;color:inherit;width:100%;padding:.46rem .6rem;
        border:1px solid #8695a3;border-radius:7px;background:var(--paper)\
        ;min-width:0;min-height:2.4rem}
        input[type=checkbox]{width:1.15rem;height:1.15rem;min-height:0}
        input[type=color]{padding:.15rem;height:2.4rem}textarea{resize:vertical}
        label{display:block;font-weight:600;font-size:.88rem;margin-bottom:.2rem}
        .field small{display:block;margin-top:.2rem}
        .stack{display:grid;gap:.9rem;justify-items:start}.stack>*{width:100%}
        .stack>button{width:auto}.stack>.field:has(>input){max-width:28rem}
        .grid{display:grid;gap:.9rem;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));
        align-items:start}
        .inline{display:inline-flex;gap:.4rem;align-items:center}
        .inline input,.inline select{width:auto;padding:.32rem .45rem;max-width:9rem}
        .inline input[type=number]{width:6rem}
        .inline button{padding:.36rem .65rem;font-size:.9rem}
        .filter,.bulk{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end;margin-bottom:1rem}
        .filter .field{flex:1 1 9rem;max-width:18rem}.bulk{position:sticky;bottom:0;
        background:var(--paper);padding:.75rem;border:1px solid var(--line);border-radius:10px}

        """

    private static let tables = """
        .scroll{overflow:auto;border:1px solid var(--line);border-radius:10px;
        background:var(--paper);margin-bottom:1.1rem}
        .scroll pre{padding:.7rem .9rem;overflow:visible}.scroll:has(pre){max-height:60vh}
        .whole{white-space:nowrap}
        .list td:first-child>a{display:inline-block;min-width:8.5rem}.calendar small{display:none}
        .two .list td:first-child>a{display:-webkit-box;-webkit-box-orient:vertical;min-width:0;
        -webkit-line-clamp:3;overflow:hidden}
        td code:not(.path){white-space:nowrap}td code:empty{display:none}
        table{border-collapse:collapse;width:100%;font-size:.93rem}
        .two table{font-size:.88rem}.two th,.two td{padding:.5rem .6rem}
        caption{position:absolute;left:-999px}
        th,td{padding:.5rem .75rem;text-align:left;border-bottom:1px solid var(--line);
        vertical-align:middle}
        thead th,thead td{position:sticky;top:0;background:#eef2f5;color:var(--quiet);
        font-size:.8rem;
        white-space:nowrap;z-index:1}
        tbody tr:last-child>*{border-bottom:0}tbody tr:hover{background:#f8fafb}
        .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
        time{white-space:nowrap}
        .more{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:0 .9rem}
        .matrix th[scope=row]{font-weight:400}.matrix td{text-align:center}
        .matrix .yes{color:var(--good);font-weight:700;background:var(--good-soft)}
        .calendar{table-layout:fixed;min-width:44rem}.calendar td{vertical-align:top;height:5rem;
        border-left:1px solid var(--line)}.calendar td>span{color:var(--quiet);font-size:.85rem}
        .today{background:var(--accent-soft)}
        .event{display:block;font-size:.82rem;padding:.1rem .4rem;margin-top:.2rem;
        border-radius:5px;text-decoration:none;overflow:hidden;text-overflow:ellipsis;
        white-space:nowrap;background:var(--news-soft);color:var(--news)}
        .event.open{background:var(--good-soft);color:var(--good)}
        .event.draft{background:var(--wait-soft);color:var(--wait)}
        .event.closed{background:#e9edf0;color:#44525e}

        """

    private static let parts = """
        .card{background:var(--paper);border:1px solid var(--line);border-radius:12px;
        padding:1rem 1.15rem;margin-bottom:1.1rem}
        .card>*:last-child{margin-bottom:0}
        .bars{list-style:none;margin:0;padding:0;display:grid;gap:.7rem}
        .bars li{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:.15rem 1rem}
        .bars span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
        .bars b{font-variant-numeric:tabular-nums}
        progress{appearance:none;grid-column:1/-1;width:100%;height:.5rem;border:0;
        border-radius:99px;background:#e6ecf0;overflow:hidden}
        progress::-webkit-progress-bar{background:#e6ecf0}
        progress::-webkit-progress-value{background:var(--accent);border-radius:99px}
        progress::-moz-progress-bar{background:var(--accent);border-radius:99px}
        .split{display:grid;gap:0 1.1rem;align-items:start;
        grid-template-columns:minmax(0,1.75fr) minmax(0,1fr)}
        .glance .figure:first-child{background:var(--accent);border-color:var(--accent);
        color:#fff}
        .glance .figure:first-child .name,.glance .figure:first-child .note{color:#dcecef}
        .even{align-items:stretch}
        .two{display:grid;gap:0 1.1rem;
        grid-template-columns:repeat(auto-fit,minmax(min(100%,max(27rem,50% - .55rem)),1fr))}
        .two:not(.even){align-items:start}
        .figures{display:grid;gap:1rem;margin-bottom:1.1rem;
        grid-template-columns:repeat(auto-fit,minmax(11rem,1fr))}
        .figure{background:var(--paper);border:1px solid var(--line);border-radius:12px;
        padding:.8rem 1rem;display:grid;color:inherit;text-decoration:none;align-content:start}
        a.figure:hover{border-color:var(--accent)}
        .figure .name{color:var(--quiet);font-size:.88rem}
        .figure strong{font-size:1.7rem;line-height:1.3;font-variant-numeric:tabular-nums;
        overflow-wrap:anywhere}.figure .note{font-size:.85rem}
        .facts{display:grid;gap:.7rem 1.2rem;margin:0 0 1.1rem;
        grid-template-columns:repeat(auto-fill,minmax(11.5rem,1fr))}
        .facts.wide{grid-template-columns:minmax(0,1fr)}
        .facts dt{color:var(--quiet);font-size:.84rem}.facts dd{margin:0;font-weight:600;
        overflow-wrap:anywhere}
        .badge{display:inline-block;padding:.08rem .5rem;border-radius:99px;font-size:.82rem;
        font-weight:600;background:#e9edf0;color:#44525e;white-space:nowrap}
        .badge.good{background:var(--good-soft);color:var(--good)}
        .badge.waiting{background:var(--wait-soft);color:var(--wait)}
        .badge.bad{background:var(--bad-soft);color:var(--bad)}
        .badge.news{background:var(--news-soft);color:var(--news)}
        span.badge.quiet{background:#e9edf0;color:#44525e}
        .notice{padding:.65rem .9rem;border-radius:9px;border-left:4px solid;margin:0 0 1rem}
        .notice.good{background:var(--good-soft);color:var(--good);border-color:var(--good)}
        .notice.bad{background:var(--bad-soft);color:var(--bad);border-color:var(--bad)}
        .notice h2{margin:0 0 .25rem}.notice p,.notice ul{margin:0}.notice a{color:inherit}
        .notice:focus{outline:3px solid var(--ring)}
        .wrong{display:block;color:var(--bad);font-weight:600;font-size:.88rem}
        .field .wrong{margin-bottom:.25rem}.inline{flex-wrap:wrap}
        [aria-invalid=true]{border:2px solid var(--bad)}
        .empty{color:var(--quiet);margin:.25rem 0 1rem}
        .pager,.tabs{display:flex;gap:1rem;margin:1rem 0}
        .tabs a{padding:.35rem .2rem;text-decoration:none;color:var(--quiet)}
        .tabs a[aria-current]{color:var(--accent);font-weight:650;
        border-bottom:3px solid var(--accent)}
        .timeline{margin:0;padding:0;list-style:none;border-left:3px solid var(--line)}
        .timeline li{padding:.35rem 0 .35rem 1rem;position:relative}
        .timeline li::before{content:"";position:absolute;left:-.5rem;top:.8rem;width:.8rem;
        height:.8rem;border-radius:50%;background:var(--accent);border:2px solid var(--paper)}
        .timeline time{color:var(--quiet);font-size:.86rem;margin-right:.6rem}
        .pictures{display:flex;gap:.75rem;flex-wrap:wrap}
        .secret{background:var(--paper);border:1px dashed var(--accent);border-radius:9px;
        padding:1rem;margin-bottom:1rem;font-size:1.05rem;white-space:pre-wrap;
        overflow-wrap:anywhere;user-select:all}
        details{margin-top:.5rem}summary{cursor:pointer;color:var(--accent);font-weight:600}
        details>form{margin-top:.75rem;min-width:16rem}
        address{font-style:normal}

        """

    private static let narrow = """
        @media (max-width:56rem){
        .top{padding:.5rem .9rem;position:static;flex-wrap:wrap;gap:.25rem .7rem}
        .links{font-size:.9rem;width:100%;justify-content:space-between}
        .links a,.top button.quiet{padding:.35rem .5rem}
        .split{grid-template-columns:minmax(0,1fr)}.scroll:has(pre){max-height:none}
        .figures{grid-template-columns:repeat(2,minmax(0,1fr));gap:.7rem}
        .figure strong{font-size:1.25rem}td:first-child>a{display:inline-block;min-width:7rem}
        .matrix th[scope=row]{min-width:12rem}
        .columns{display:block}
        .top .menu-switch{display:block;position:absolute;width:1px;height:1px;min-height:0;
        opacity:0}
        .menu-label{display:inline-block;margin:0;padding:.45rem .8rem;color:#fff;
        border:1px solid #ffffff80;border-radius:7px;cursor:pointer}
        .menu-switch:focus-visible+.menu-label{outline:3px solid #fff;outline-offset:2px}
        .side{display:none;position:static;max-height:none;padding:.25rem .9rem;
        background:var(--paper);border-bottom:1px solid var(--line)}
        .side ul{display:grid;grid-template-columns:1fr 1fr}
        body:has(.menu-switch:checked) .side{display:block}
        main{padding:1rem .9rem 3rem}.facts{grid-template-columns:repeat(2,minmax(0,1fr))}
        }
        @media (max-width:40rem){
        .list,.list tbody,.list tr{display:block}
        .list thead{position:absolute;left:-999px}
        .list tr{padding:.6rem .8rem;border-bottom:1px solid var(--line)}
        .list tr:last-child{border-bottom:0}
        .list td{display:flex;justify-content:space-between;gap:1rem;align-items:center;
        border:0;padding:.16rem 0;text-align:right;white-space:normal;overflow-wrap:anywhere}
        .list td:empty{display:none}
        .list td::before{content:attr(data-label);color:var(--quiet);font-size:.86rem;
        font-weight:500;text-align:left;flex:none}
        .list td:not([data-label])::before{display:none}
        .list td code{white-space:normal}
        .list td:first-child>a,.two .list td:first-child>a{min-width:0;display:inline}
        .calendar{min-width:0;display:block}.calendar thead{display:none}
        .calendar tbody,.calendar tr{display:block}.calendar td{display:none}
        .calendar td:has(.event){display:block;height:auto;border:0;
        border-bottom:1px solid var(--line)}.calendar small{display:inline}
        .scroll:has(.calendar):not(:has(.event)){display:none}
        .list .whole{white-space:normal}
        .list td:first-child,.list td:has(>img)+td{font-weight:650;text-align:left;
        justify-content:start}
        .list td:first-child::before,.list td:has(>img)+td::before{display:none}
        .list .inline{flex-wrap:wrap;justify-content:flex-end}
        .actions .button,.actions button{padding:.42rem .65rem}
        }
        @media print{.top,.side,.menu-label,.actions,.filter{display:none}}

        """
}
