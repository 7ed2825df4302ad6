internal import HTTPTypes
package import Service

/// The page that asks for a proof. With scripts the browser works for a moment; without, it waits
/// some seconds and comes back by itself.
package enum ChallengePage {
    /// The page. `answerPath` takes `challenge` and `answer`, or `challenge` alone for those who
    /// waited, and goes on to `next`, a path of this site.
    package static func page(
        _ challenge: String, bits: UInt8, _ t: Language, answerPath: String, next: String
    ) -> Reply {
        let waited =
            "\(answerPath)?challenge=\(Query.encode(challenge))&next=\(Query.encode(next))"
        let head: HTML = """
            <noscript><meta http-equiv="refresh" \
            content="\(ProofSeals.waitSeconds + 1);url=\(waited)"></noscript>
            """
        let main: HTML = """
            <p role="status">\(t(
                "Many ask at once. Your browser shows that a person is behind it.",
                "当前访问量很大，正在确认您的浏览器。"))</p>
            <p>\(t("You are let through by itself in a few seconds.", "数秒后将自动继续。"))</p>
            <p><a href="\(waited)">\(t("Go on without scripts", "不使用脚本继续"))</a></p>
            <form id="f" method="get" action="\(answerPath)">\
            <input type="hidden" name="challenge" value="\(challenge)">\
            <input type="hidden" name="next" value="\(next)">\
            <input type="hidden" name="answer" value=""></form>
            <script>\(script(bits))</script>
            """
        let title = t("One moment, please", "请稍候")
        var reply = BarePage.reply(
            BarePage.make(t, title: title, head: head, style: .small, main), status: 429,
            policy: BarePage.policy(scripts: [script(bits).text]))
        reply.headers[.cacheControl] = "no-store"
        reply.headers[.retryAfter] = "\(ProofSeals.waitSeconds + 1)"
        return reply
    }

    /// The same for apps.
    package static func document(_ challenge: String, bits: UInt8) -> JSON {
        [
            "state": "challenge", "challenge": .string(challenge), "bits": .integer(Int64(bits)),
            "hash": "sha256(challenge:answer)",
            "wait_seconds": .integer(Int64(ProofSeals.waitSeconds)),
        ]
    }

    /// Looks for the answer in slices, so that the page stays alive. SHA-256 is written out, as the
    /// browser's own is not there without TLS and too slow when it is called a million times.
    private static func script(_ bits: UInt8) -> HTML {
        HTML(
            trusted: """
                (function(){var f=document.getElementById("f"),c=f.elements.challenge.value,n=0,\
                bits=\(bits),K=[],P=[],k=2,i;
                function r(x,s){return x>>>s|x<<32-s}
                for(;K.length<64;k++){for(i=2;i*i<=k&&k%i;i++);if(i*i>k){\
                if(P.length<8)P.push((Math.sqrt(k)%1)*4294967296|0);\
                K.push((Math.cbrt(k)%1)*4294967296|0)}}
                function h(t){var L=t.length,W=[],H=P.slice(),N=(L+72>>6)*16,\
                b=new Array(N).fill(0),j,i,v,a,e;
                for(i=0;i<L;i++)b[i>>2]|=t.charCodeAt(i)<<24-i%4*8;
                b[L>>2]|=128<<24-L%4*8;b[N-1]=L*8;
                for(j=0;j<N;j+=16){v=H.slice();for(i=0;i<64;i++){
                if(i<16)W[i]=b[j+i];else{a=W[i-15];e=W[i-2];W[i]=(r(a,7)^r(a,18)^a>>>3)+W[i-7]+\
                (r(e,17)^r(e,19)^e>>>10)+W[i-16]|0}
                e=v[4];a=v[0];var x=v[7]+(r(e,6)^r(e,11)^r(e,25))+(e&v[5]^~e&v[6])+K[i]+W[i]|0,\
                y=(r(a,2)^r(a,13)^r(a,22))+(a&v[1]^a&v[2]^v[1]&v[2])|0;
                v=[x+y|0,a,v[1],v[2],v[3]+x|0,e,v[5],v[6]]}
                for(i=0;i<8;i++)H[i]=H[i]+v[i]|0}
                return H[0]}
                function go(){for(var i=0;i<4000;i++,n++)if(h(c+":"+n)>>>32-bits===0){\
                f.elements.answer.value=n;f.submit();return}setTimeout(go,0)}
                go()})();
                """)
    }
}
