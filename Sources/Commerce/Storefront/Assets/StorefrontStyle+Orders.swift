// Forms, carts and orders.
extension StorefrontStyle {
    static let forms = """
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
        .pair.even{grid-template-columns:1fr 1fr}
        @media (max-width:28rem){.pair.even{grid-template-columns:minmax(0,1fr)}}
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

    static let orders = """
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
        .steps{display:grid;grid-template-columns:repeat(4,1fr);gap:.4rem;margin-bottom:1.2rem;\
        font-size:.92rem}
        .steps li{display:flex;flex-wrap:wrap;gap:.2rem .4rem;align-items:center;\
        padding-top:.6rem;border-top:4px solid var(--line);color:var(--soft)}
        .steps .done{border-color:var(--good);color:var(--text)}
        .steps [aria-current]{font-weight:650}
        .steps .icon{color:var(--good);width:1.2em;height:1.2em}
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
